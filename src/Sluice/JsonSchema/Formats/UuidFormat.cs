namespace Sluice.JsonSchema.Formats;

/// <summary><c>uuid</c>: five groups of hexadecimal digits, of any version and variant.</summary>
static class UuidFormat
{
    public static bool IsUuid(ReadOnlySpan<byte> text)
    {
        if (text.Length != 36)
            return false;
        for (var i = 0; i < text.Length; i++)
            if (i is 8 or 13 or 18 or 23 ? text[i] != (byte)'-' : !char.IsAsciiHexDigit((char)text[i]))
                return false;
        return true;
    }
}
