using System.Buffers;
using System.Text;

namespace Sluice.JsonSchema.Formats;

/// <summary><c>uri</c> and <c>uri-reference</c> by the grammar of RFC 3986; <c>iri</c> and <c>iri-reference</c> with RFC 3987's further characters.</summary>
static class UriFormats
{
    const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    const string SubDelims = "!$&'()*+,;=";

    static readonly SearchValues<byte> Scheme = Of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-.");
    static readonly SearchValues<byte> RegName = Of(Unreserved + SubDelims + "%");
    static readonly SearchValues<byte> UserInfo = Of(Unreserved + SubDelims + "%:");
    static readonly SearchValues<byte> Path = Of(Unreserved + SubDelims + "%:@/");
    static readonly SearchValues<byte> Query = Of(Unreserved + SubDelims + "%:@/?");

    static SearchValues<byte> Of(string characters) => SearchValues.Create(Encoding.ASCII.GetBytes(characters));

    public static bool IsUri(ReadOnlySpan<byte> text) => Check(text, needsScheme: true, isIri: false);

    public static bool IsUriReference(ReadOnlySpan<byte> text) => Check(text, needsScheme: false, isIri: false);

    public static bool IsIri(ReadOnlySpan<byte> text) => Check(text, needsScheme: true, isIri: true);

    public static bool IsIriReference(ReadOnlySpan<byte> text) => Check(text, needsScheme: false, isIri: true);

    static bool Check(ReadOnlySpan<byte> text, bool needsScheme, bool isIri)
    {
        if (text.IndexOf((byte)'#') is >= 0 and var hash)
        {
            if (!Consists(text[(hash + 1)..], Query, isIri))
                return false;
            text = text[..hash];
        }
        if (text.IndexOf((byte)'?') is >= 0 and var mark)
        {
            if (!Consists(text[(mark + 1)..], Query, isIri, isQuery: true))
                return false;
            text = text[..mark];
        }
        var colon = text.IndexOf((byte)':');
        var hasScheme = colon > 0 && char.IsAsciiLetter((char)text[0]) && text[..colon].IndexOfAnyExcept(Scheme) < 0;
        if (hasScheme)
            text = text[(colon + 1)..];
        else if (needsScheme)
            return false;
        if (!text.StartsWith("//"u8))
            return Consists(text, Path, isIri) && (hasScheme || !FirstSegment(text).Contains((byte)':'));
        text = text[2..];
        var slash = text.IndexOf((byte)'/');
        return IsAuthority(slash < 0 ? text : text[..slash], isIri) && (slash < 0 || Consists(text[slash..], Path, isIri));
    }

    static ReadOnlySpan<byte> FirstSegment(ReadOnlySpan<byte> path) => path.IndexOf((byte)'/') is >= 0 and var slash ? path[..slash] : path;

    static bool IsAuthority(ReadOnlySpan<byte> text, bool isIri)
    {
        if (text.IndexOf((byte)'@') is >= 0 and var at)
        {
            if (!Consists(text[..at], UserInfo, isIri))
                return false;
            text = text[(at + 1)..];
        }
        var hostEnd = text.StartsWith("["u8) ? text.IndexOf((byte)']') + 1 : text.IndexOf((byte)':') is >= 0 and var colon ? colon : text.Length;
        if (text.StartsWith("["u8) && hostEnd == 0)
            return false;
        var host = text[..hostEnd];
        var port = text[hostEnd..];
        if (!port.IsEmpty && (port[0] != (byte)':' || port[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0))
            return false;
        return host.StartsWith("["u8) ? IsLiteral(host[1..^1]) : Consists(host, RegName, isIri);
    }

    // An IPv6 address, or v1.… of the future.
    static bool IsLiteral(ReadOnlySpan<byte> text)
    {
        if (IpFormats.IsIpv6(text))
            return true;
        var dot = text.IndexOf((byte)'.');
        return dot > 1 && (text[0] | 0x20) == (byte)'v' && IpFormats.IsHex(text[1..dot]) && dot + 1 < text.Length
            && !text[(dot + 1)..].Contains((byte)'%') && text[(dot + 1)..].IndexOfAnyExcept(UserInfo) < 0;
    }

    static bool Consists(ReadOnlySpan<byte> text, SearchValues<byte> of, bool isIri, bool isQuery = false)
    {
        var rest = text;
        for (var other = rest.IndexOfAnyExcept(of); other >= 0; other = rest.IndexOfAnyExcept(of))
        {
            if (!isIri || Rune.DecodeFromUtf8(rest[other..], out var rune, out var length) != OperationStatus.Done || !IsIriCharacter(rune.Value, isQuery))
                return false;
            rest = rest[(other + length)..];
        }
        return PercentsAreWhole(text);
    }

    static bool IsIriCharacter(int point, bool isQuery) =>
        point is >= 0xA0 and <= 0xD7FF or >= 0xF900 and <= 0xFDCF or >= 0xFDF0 and <= 0xFFEF
        || (point is >= 0x10000 and < 0xF0000 && (point & 0xFFFF) < 0xFFFE && !(point is >= 0xE0000 and < 0xE1000))
        || (isQuery && (point is >= 0xE000 and <= 0xF8FF || (point >= 0xF0000 && (point & 0xFFFF) < 0xFFFE)));

    /// <summary>Whether each percent sign has its two hexadecimal digits.</summary>
    public static bool PercentsAreWhole(ReadOnlySpan<byte> text)
    {
        for (var percent = text.IndexOf((byte)'%'); percent >= 0; percent = text.IndexOf((byte)'%'))
        {
            if (percent + 2 >= text.Length || !IpFormats.IsHex(text.Slice(percent + 1, 2)))
                return false;
            text = text[(percent + 3)..];
        }
        return true;
    }
}
