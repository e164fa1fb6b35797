namespace Sluice.Publish.Rights;

/// <summary>Reads lines that state a licence without a sentence: <c>License: CC BY 4.0</c>, <c>© 2020 Ada Example, CC BY 4.0</c>.</summary>
static class LicenceLine
{
    // So many lines at the beginning and at the end are about the text; what stands between is the text.
    const int Edge = 10;

    // No line of attributes is longer; and no more than this is read around one.
    const int Longest = 300;

    static readonly string[] s_images = ["image", "photo", "picture", "figure", "illustration", "credit", "wikimedia", "flickr", "own work", "icon", "video", "music"];
    static readonly HashSet<string> s_aroundLicence = [.. "is are licensed licenced license licence released published distributed available under the a an terms of this work article text post essay".Split(' ')];

    /// <summary>What stands behind <c>License:</c> at the beginning of a line.</summary>
    public static ReadOnlySpan<char> LabelledValue(ReadOnlySpan<char> line)
    {
        if (line.Length > Longest)
            return default;
        var rest = line.Trim(" *_#\t\r");
        foreach (var label in (ReadOnlySpan<string>)["license", "licence", "copyright license", "copyright licence", "text license", "content license"])
            if (rest.StartsWith(label, StringComparison.OrdinalIgnoreCase) && rest[label.Length..].TrimStart(" *_") is [':', ..] value && value.Length < 200)
                return value[1..].Trim(" *_\t.");
        return default;
    }

    /// <summary>Whether a line with a label is about the text: near its beginning or end, alone in its paragraph, and not one of several attributes of something.</summary>
    public static bool IsOfTheText(ReadOnlySpan<char> text, int start, int end)
    {
        if (!IsAtAnEdge(text, start))
            return false;
        var above = text[Math.Max(0, start - Longest)..start];
        var below = text[end..Math.Min(text.Length, end + Longest)];
        return BreaksAt(above.TrimEnd(), above) && BreaksAt(below.TrimStart(), below) && !IsAttribute(LastLine(above)) && !IsAttribute(FirstLine(below)) && !LastLine(above).EndsWith(':');
    }

    // Nothing on that side, or an empty line first.
    static bool BreaksAt(ReadOnlySpan<char> words, ReadOnlySpan<char> side) => words.IsEmpty || (side.StartsWith(words) ? side[words.Length..] : side[..^words.Length]).Count('\n') > 1;

    static ReadOnlySpan<char> LastLine(ReadOnlySpan<char> text) => text.TrimEnd() is var words && words.LastIndexOf('\n') is var at and >= 0 ? words[(at + 1)..].Trim() : words.Trim();

    static ReadOnlySpan<char> FirstLine(ReadOnlySpan<char> text) => text.TrimStart() is var words && words.IndexOf('\n') is var at and >= 0 ? words[..at].Trim() : words.Trim();

    static bool IsAttribute(ReadOnlySpan<char> line) =>
        line is ['|' or '-' or '•', ..] || line.Length < 100 && line.IndexOf(':') is > 0 and < 30;

    /// <summary>Whether a line is among the first or the last that are not empty.</summary>
    public static bool IsAtAnEdge(ReadOnlySpan<char> text, int start)
    {
        var lines = 0;
        foreach (var line in text[..start].EnumerateLines())
            if (!line.IsWhiteSpace() && ++lines >= Edge)
                break;
        if (lines < Edge)
            return true;
        lines = -1;
        foreach (var line in text[start..].EnumerateLines())
            if (!line.IsWhiteSpace() && ++lines >= Edge)
                return false;
        return true;
    }

    /// <summary>A line that begins with a copyright notice of the text's own authors, or of nobody, and goes on with a licence.</summary>
    public static LicenceStatement OfNotice(ReadOnlySpan<char> line, TextOwner owner)
    {
        if (line.Length > Longest || !CopyrightNotice.Begins(line) || NamesImages(line))
            return default;
        var words = Words.Of(line);
        // "© Ada Example, CC BY 2.0" is how the credit of an image reads; a text's notice tells a year, or says that it is licensed.
        if (!words.Any(word => word is "under" or "licensed" or "licenced" or "license" or "licence" || word.Length == 4 && word.All(char.IsAsciiDigit)))
            return default;
        var at = 0;
        while (at < words.Count && !Words.IsAddress(words[at]) && CreativeCommons.ReadName(words, at, bare: false, out _).SaysNothing)
            at++;
        var stated = SelfReference.LicenceAfter(words, at, out var next);
        if (stated.SaysNothing)
            return default;
        var negates = words.Any(word => word is "not" or "no" or "never" or "until" or "only");
        if (!negates && !CopyrightNotice.NamesOnly(words[..at].Where(word => !s_aroundLicence.Contains(word)), owner.Authors))
            return default;
        return negates || words[next..].Count > 6 ? LicenceStatement.Unclear("has a copyright notice that names a licence among other words") : stated;
    }

    /// <summary>Whether words that reserve all rights do it for the text: alone on their line, or behind a copyright notice.</summary>
    public static bool Reserves(ReadOnlySpan<char> line, int at, int length) =>
        !NamesImages(line) && (line[..at].Contains('©') || line[..at].Contains("(c)", StringComparison.OrdinalIgnoreCase) || line[..at].Contains("copyright", StringComparison.OrdinalIgnoreCase)
            || line[..at].IsWhiteSpace() && line[(at + length)..].Trim(" .\r").IsEmpty);

    static bool NamesImages(ReadOnlySpan<char> line)
    {
        foreach (var word in s_images)
            if (line.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }
}
