namespace Sluice.Publish.Privacy.First;

/// <summary>One half of a place, with its hemisphere: <c>51.5074° N</c>, <c>40°26′46″N</c>, <c>W 0.1278</c>.</summary>
/// <param name="IsNorthSouth">Latitude; longitude otherwise.</param>
/// <param name="IsExact">Three decimals, or minutes.</param>
/// <param name="HasSeconds">Degrees, minutes and seconds, which nothing else has.</param>
/// <param name="IsFirst">The letter stands before the number.</param>
internal readonly record struct GeoAngle(int Start, int End, bool IsNorthSouth, bool IsExact, bool HasMinutes, bool HasSeconds, bool IsFirst)
{
    const int FewestDecimals = 3;

    /// <summary>The one whose degrees are the number.</summary>
    /// <param name="isLetterFirst">Whether to take the letter before the number, not the one behind it.</param>
    public static GeoAngle? Read(ReadOnlySpan<char> text, in GeoNumber degrees, bool isLetterFirst)
    {
        var end = degrees.End;
        var hasDegree = Degree(text, end) is var behind && behind > end;
        end = behind;
        var (hasMinutes, hasSeconds) = (false, false);
        if (hasDegree && Part(text, end, "′'’‘", out var minutes))
        {
            (end, hasMinutes) = (minutes, true);
            if (Part(text, end, "″\"”“", out var seconds) || (Part(text, end, "′'’", out seconds) && seconds < text.Length && text[seconds] is '\'' or '′' or '’'))
            {
                while (seconds < text.Length && text[seconds] is '\'' or '′' or '’')
                    seconds++;
                (end, hasSeconds) = (seconds, true);
            }
        }
        var isExact = hasMinutes || degrees.Decimals >= FewestDecimals;
        if (isLetterFirst)
        {
            var at = degrees.Start;
            while (at > 0 && degrees.Start - at < 2 && text[at - 1] is ' ' or '\u00A0' or ':')
                at--;
            if (at == 0 || !IsHemisphere(text[at - 1]) || (at > 1 && char.IsLetterOrDigit(text[at - 2])))
                return null;
            return new GeoAngle(at - 1, end, IsLatitude(text[at - 1]), isExact, hasMinutes, hasSeconds, true);
        }
        var letter = end;
        while (letter < text.Length && letter - end < 2 && text[letter] is ' ' or '\u00A0')
            letter++;
        if (letter == text.Length || !IsHemisphere(text[letter]) || (letter + 1 < text.Length && char.IsLetterOrDigit(text[letter + 1])))
            return null;
        return new GeoAngle(degrees.Start, letter + 1, IsLatitude(text[letter]), isExact, hasMinutes, hasSeconds, false);
    }

    /// <summary>Where the other half's number begins: behind a comma, a semicolon, a slash, "and" or spaces.</summary>
    public static int Other(ReadOnlySpan<char> text, int at)
    {
        var end = at;
        while (end < text.Length && end - at < 6 && (text[end] is ' ' or ',' or ';' or '/' or '\n' or '\u00A0' or '|' || IsHemisphere(text[end]) || text[end] is 'a' or 'n' or 'd' or ':'))
            end++;
        return end;
    }

    /// <summary>Behind a sign for degrees; <paramref name="at"/> if there is none.</summary>
    public static int Degree(ReadOnlySpan<char> text, int at)
    {
        var start = at < text.Length && text[at] is ' ' or '\u00A0' ? at + 1 : at;
        if (start < text.Length && text[start] is '°' or 'º' or '˚')
            return start + 1;
        return text[start..].StartsWith("&deg;") ? start + 5 : at;
    }

    static bool Part(ReadOnlySpan<char> text, int at, ReadOnlySpan<char> marks, out int end)
    {
        end = at;
        while (end < text.Length && end - at < 2 && text[end] is ' ' or '\u00A0')
            end++;
        if (GeoNumber.From(text, end) is not { } number || number.Value is < 0 or >= 60)
            return false;
        end = number.End;
        if (end < text.Length && text[end] == ' ')
            end++;
        if (end == text.Length || !marks.Contains(text[end]))
            return false;
        end++;
        return true;
    }

    static bool IsHemisphere(char c) => c is 'N' or 'S' or 'E' or 'W';

    static bool IsLatitude(char c) => c is 'N' or 'S';
}
