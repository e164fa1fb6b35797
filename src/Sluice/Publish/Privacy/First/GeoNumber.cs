namespace Sluice.Publish.Privacy.First;

/// <summary>A number with a sign or none: <c>-122.4194</c>.</summary>
/// <param name="Start">Where its sign or first digit stands.</param>
/// <param name="End">Behind its last digit.</param>
/// <param name="Decimals">Digits behind the point.</param>
internal readonly record struct GeoNumber(int Start, int End, int Decimals, double Value)
{
    /// <summary>The one around a point with digits on both sides; null if it is a version, an identifier or part of a word.</summary>
    public static GeoNumber? Around(ReadOnlySpan<char> text, int point)
    {
        var start = point;
        while (start > 0 && point - start < 4 && char.IsAsciiDigit(text[start - 1]))
            start--;
        if (point - start is 0 or > 3)
            return null;
        return From(text, start > 0 && IsSign(text[start - 1]) ? start - 1 : start);
    }

    /// <summary>The one that begins at <paramref name="at"/>, with a point or without; null if there is none.</summary>
    public static GeoNumber? From(ReadOnlySpan<char> text, int at)
    {
        var digits = at < text.Length && IsSign(text[at]) ? at + 1 : at;
        var end = digits;
        double value = 0;
        while (end < text.Length && end - digits < 4 && char.IsAsciiDigit(text[end]))
            value = value * 10 + (text[end++] - '0');
        if (end == digits || end - digits > 3)
            return null;
        var (decimals, unit) = (0, 1.0);
        if (end + 1 < text.Length && text[end] == '.' && char.IsAsciiDigit(text[end + 1]))
        {
            end++;
            for (; end < text.Length && char.IsAsciiDigit(text[end]); end++, decimals++)
                value += (text[end] - '0') * (unit /= 10);
        }
        // 1.2345.6 goes on.
        if (end + 1 < text.Length && text[end] == '.' && char.IsAsciiDigit(text[end + 1]))
            return null;
        return new GeoNumber(at, end, decimals, digits > at && text[at] != '+' ? -value : value);
    }

    public static bool IsSign(char c) => c is '-' or '+' or '−' or '–';
}
