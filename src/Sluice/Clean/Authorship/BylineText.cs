namespace Sluice.Clean.Authorship;

/// <summary>The text of one entry of a list of authors, and where it holds more than a name.</summary>
static class BylineText
{
    static readonly string[] Leads = ["and ", "by ", "& ", "translated by ", "edited by ", "with "];
    static readonly char[] Marks = ['*', '†', '‡', '§', '¶', '∗', '⋆', '✉', '◊', '#', '⁎', '¹', '²', '³', '⁰', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', ',', ';', ':', ' ', '|', '/'];

    /// <summary>White space in one form, and without what is no part of a name: a leading “and”, footnote marks, an affiliation or address in brackets, “et al.”.</summary>
    public static string Bare(string entry)
    {
        var text = string.Join(' ', entry.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        for (var before = ""; before != text;)
        {
            before = text;
            foreach (var lead in Leads)
                if (text.Length > lead.Length && text.StartsWith(lead, StringComparison.OrdinalIgnoreCase))
                    text = text[lead.Length..];
            text = WithoutBrackets(WithoutEtAl(text).TrimEnd(Marks)).TrimStart(' ', ',', ';', '*', '†', '‡').TrimEnd();
            text = WithoutFinalPoint(WithoutNumber(text));
        }
        return text;
    }

    static string WithoutEtAl(string text)
    {
        foreach (var end in new[] { " et al.", " et al", " and others" })
            if (text.EndsWith(end, StringComparison.OrdinalIgnoreCase))
                return text[..^end.Length];
        return text;
    }

    static string WithoutBrackets(string text)
    {
        foreach (var (open, close) in new[] { (" (", ')'), (" [", ']'), (" <", '>') })
            if (text.Length > 0 && text[^1] == close && text.IndexOf(open, StringComparison.Ordinal) is > 0 and var at)
                return text[..at];
        return text;
    }

    // The number of a footnote behind the last of several words; X4vier and GPT-3 are names.
    static string WithoutNumber(string text)
    {
        var last = text[(text.LastIndexOf(' ') + 1)..];
        var bare = last.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        return last.Length < text.Length && bare.Length > 1 && bare.Length < last.Length && NameWords.IsCapitalised(bare) && !bare.EndsWith('-') ? text[..(text.Length - last.Length + bare.Length)] : text;
    }

    static string WithoutFinalPoint(string text)
    {
        var last = text[(text.LastIndexOf(' ') + 1)..];
        return last.Length > 3 && last.EndsWith('.') && last.IndexOf('.', StringComparison.Ordinal) == last.Length - 1 && !NameWords.IsSuffix(last) && !NameWords.IsLegalForm(last) && !NameWords.IsDegree(last) ? text[..^1] : text;
    }

    /// <summary>The names in it: parted by “and”, “&amp;” or a semicolon, and by commas between whole names.</summary>
    public static IEnumerable<string> Parts(string text)
    {
        var parts = text.Replace(" & ", ";", StringComparison.Ordinal).Replace(", and ", ";", StringComparison.Ordinal).Replace(" and ", ";", StringComparison.Ordinal)
            .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(part => part.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { Length: > 1 } names && names.All(IsWholeName) ? names : [part]).ToArray();
        return parts.Length > 1 && parts.All(part => char.IsUpper(part[0])) ? parts : [text];
    }

    static bool IsWholeName(string text) => text.Split(' ') is { Length: >= 2 } words && words.All(word => NameWords.IsCapitalised(word) || NameWords.IsInitials(word) || NameWords.IsParticle(word)) && !NameWords.IsInitials(words[^1]);

    /// <summary><c>Last, First</c>, <c>Last, Jr., First</c> and <c>Last, First, Jr.</c> taken apart; null if it is no such name.</summary>
    public static (string Given, string Family, string? Suffix)? FamilyFirst(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        string? suffix = null;
        if (parts.Length == 3)
        {
            var at = NameWords.IsSuffix(parts[1]) ? 1 : NameWords.IsSuffix(parts[2]) ? 2 : 0;
            if (at == 0)
                return null;
            suffix = parts[at];
            parts = [parts[0], parts[3 - at]];
        }
        if (parts.Length != 2 || parts[0].Length == 0 || parts[1].Length == 0 || NameWords.IsSuffix(parts[1]) || (NameWords.IsDegree(parts[1]) && parts[0].Contains(' ')))
            return null;
        var given = parts[1].Split(' ');
        return parts[0].Split(' ').Length <= 4 && given.Length <= 4 && given.All(word => NameWords.IsCapitalised(word) || NameWords.IsInitials(word) || NameWords.IsParticle(word))
            ? (parts[1], parts[0], suffix) : null;
    }
}
