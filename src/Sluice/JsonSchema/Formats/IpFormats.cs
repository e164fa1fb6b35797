namespace Sluice.JsonSchema.Formats;

/// <summary><c>ipv4</c> in dotted decimal without leading zeros, and <c>ipv6</c> without zone or prefix length.</summary>
static class IpFormats
{
    public static bool IsIpv4(ReadOnlySpan<byte> text)
    {
        for (var part = 0; part < 4; part++)
        {
            var end = part < 3 ? text.IndexOf((byte)'.') : text.Length;
            if (end is < 1 or > 3 || (end > 1 && text[0] == (byte)'0'))
                return false;
            var number = 0;
            foreach (var digit in text[..end])
            {
                if (digit is < (byte)'0' or > (byte)'9')
                    return false;
                number = number * 10 + (digit - '0');
            }
            if (number > 255)
                return false;
            text = part < 3 ? text[(end + 1)..] : default;
        }
        return true;
    }

    public static bool IsIpv6(ReadOnlySpan<byte> text)
    {
        var (groups, gap) = (0, false);
        if (text.StartsWith("::"u8))
        {
            gap = true;
            text = text[2..];
        }
        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)':');
            var group = end < 0 ? text : text[..end];
            if (end < 0 && group.Contains((byte)'.'))
                return IsIpv4(group) && (gap ? groups + 2 <= 7 : groups + 2 == 8);
            if (group.Length is < 1 or > 4 || !IsHex(group) || ++groups > 8)
                return false;
            if (end < 0)
                break;
            text = text[(end + 1)..];
            if (text.IsEmpty)
                return false;
            if (text[0] != (byte)':')
                continue;
            if (gap)
                return false;
            gap = true;
            text = text[1..];
        }
        return gap ? groups <= 7 : groups == 8;
    }

    public static bool IsHex(ReadOnlySpan<byte> text)
    {
        foreach (var digit in text)
            if (!char.IsAsciiHexDigit((char)digit))
                return false;
        return true;
    }
}
