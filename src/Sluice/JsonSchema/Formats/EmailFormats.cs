using System.Buffers;
using System.Text;

namespace Sluice.JsonSchema.Formats;

/// <summary><c>email</c>: a mailbox of RFC 5321. <c>idn-email</c>: the same with RFC 6531's further characters on both sides.</summary>
static class EmailFormats
{
    const int LongestLocalPart = 64;

    static readonly SearchValues<byte> Atom = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~"u8);
    static readonly SearchValues<byte> NoLabel = SearchValues.Create([.. Enumerable.Range(0, 128).Select(i => (byte)i).Where(b => !char.IsAsciiLetterOrDigit((char)b) && b != (byte)'-')]);

    public static bool IsEmail(ReadOnlySpan<byte> text) => Check(text, isIdn: false);

    public static bool IsIdnEmail(ReadOnlySpan<byte> text) => Check(text, isIdn: true);

    static bool Check(ReadOnlySpan<byte> text, bool isIdn)
    {
        var at = text.LastIndexOf((byte)'@');
        if (at is < 1 or > LongestLocalPart || (!isIdn && !Ascii.IsValid(text)))
            return false;
        var local = text[..at];
        var domain = text[(at + 1)..];
        return (local[0] == (byte)'"' ? IsQuoted(local) : IsDotted(local)) && (domain.StartsWith("["u8) ? IsLiteral(domain) : isIdn ? IsIdnDomain(domain) : HostnameFormats.IsHostname(domain));
    }

    static bool IsDotted(ReadOnlySpan<byte> local)
    {
        if (local[0] == (byte)'.' || local[^1] == (byte)'.' || local.IndexOf(".."u8) >= 0)
            return false;
        foreach (var c in local)
            if (c < 0x80 && c != (byte)'.' && !Atom.Contains(c))
                return false;
        return true;
    }

    static bool IsQuoted(ReadOnlySpan<byte> local)
    {
        if (local.Length < 2 || local[^1] != (byte)'"')
            return false;
        var inside = local[1..^1];
        for (var i = 0; i < inside.Length; i++)
        {
            if (inside[i] == (byte)'\\' && ++i == inside.Length)
                return false;
            if (inside[i] is < 32 or 127 || (inside[i] == (byte)'"' && (i == 0 || inside[i - 1] != (byte)'\\')))
                return false;
        }
        return true;
    }

    static bool IsLiteral(ReadOnlySpan<byte> domain)
    {
        if (domain[^1] != (byte)']')
            return false;
        var inside = domain[1..^1];
        return inside.StartsWith("IPv6:"u8) ? IpFormats.IsIpv6(inside[5..]) : IpFormats.IsIpv4(inside);
    }

    // RFC 6531 takes U-labels as they come, normalised or not.
    static bool IsIdnDomain(ReadOnlySpan<byte> domain)
    {
        foreach (var range in domain.Split((byte)'.'))
        {
            var label = domain[range];
            if (label.IsEmpty || label[0] == (byte)'-' || label[^1] == (byte)'-' || label.ContainsAny(NoLabel))
                return false;
        }
        return domain.Length <= 255;
    }
}
