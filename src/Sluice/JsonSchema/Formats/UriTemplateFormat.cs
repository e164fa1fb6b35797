using System.Buffers;

namespace Sluice.JsonSchema.Formats;

/// <summary><c>uri-template</c> of RFC 6570, up to level 4.</summary>
static class UriTemplateFormat
{
    // What a literal cannot be: controls, space and these. An apostrophe may be (erratum 6937).
    static readonly SearchValues<byte> NoLiteral = SearchValues.Create([.. Enumerable.Range(0, 33).Select(i => (byte)i), 0x7F, .. "\"<>\\^`|}"u8]);

    public static bool IsTemplate(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            var open = text.IndexOf((byte)'{');
            var literal = open < 0 ? text : text[..open];
            if (literal.ContainsAny(NoLiteral) || !UriFormats.PercentsAreWhole(literal))
                return false;
            if (open < 0)
                return true;
            text = text[(open + 1)..];
            var close = text.IndexOf((byte)'}');
            if (close < 0 || !IsExpression(text[..close]))
                return false;
            text = text[(close + 1)..];
        }
        return true;
    }

    static bool IsExpression(ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty && "+#./;?&=,!@|"u8.Contains(text[0]))
            text = text[1..];
        while (true)
        {
            var comma = text.IndexOf((byte)',');
            if (!IsVariable(comma < 0 ? text : text[..comma]))
                return false;
            if (comma < 0)
                return true;
            text = text[(comma + 1)..];
        }
    }

    static bool IsVariable(ReadOnlySpan<byte> text)
    {
        if (text.EndsWith("*"u8))
            text = text[..^1];
        else if (text.IndexOf((byte)':') is >= 0 and var colon)
        {
            var length = text[(colon + 1)..];
            if (length.Length is < 1 or > 4 || length[0] == (byte)'0' || length.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0)
                return false;
            text = text[..colon];
        }
        if (text.IsEmpty || text[0] == (byte)'.' || text[^1] == (byte)'.' || text.IndexOf(".."u8) >= 0 || !UriFormats.PercentsAreWhole(text))
            return false;
        foreach (var c in text)
            if (!char.IsAsciiLetterOrDigit((char)c) && c is not ((byte)'_' or (byte)'.' or (byte)'%'))
                return false;
        return true;
    }
}
