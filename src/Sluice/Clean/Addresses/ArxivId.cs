namespace Sluice.Clean.Addresses;

/// <summary>An arXiv id without version: <c>1905.10615</c>, or of before April 2007 <c>hep-th/9901001</c>, whose subject class (<c>math.GT/…</c>) is no part of it.</summary>
public static class ArxivId
{
    /// <summary>The id that is the whole text, with or without <c>arXiv:</c>, version and <c>.pdf</c>; else null.</summary>
    public static string? Read(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.StartsWith("arxiv:", StringComparison.OrdinalIgnoreCase))
            text = text[6..].TrimStart();
        if (text.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase))
            text = text[..^4];
        var version = text.LastIndexOfAny('v', 'V');
        if (version > 0 && version < text.Length - 1 && char.IsAsciiDigit(text[version - 1]) && !text[(version + 1)..].ContainsAnyExceptInRange('0', '9'))
            text = text[..version];
        var slash = text.IndexOf('/');
        return slash > 0 ? OfSubject(text[..slash], text[(slash + 1)..]) : OfMonth(text);
    }

    static string? OfMonth(ReadOnlySpan<char> id)
    {
        if (id.Length is not (9 or 10) || id[4] != '.' || id[..4].ContainsAnyExceptInRange('0', '9') || id[5..].ContainsAnyExceptInRange('0', '9'))
            return null;
        // From 2015 on ids have five digits behind the point, before that four.
        var isLong = id.Length == 10;
        return IsMonth(id[2], id[3]) && isLong == id[..4].CompareTo("1500", StringComparison.Ordinal) > 0 ? id.ToString() : null;
    }

    static string? OfSubject(ReadOnlySpan<char> subject, ReadOnlySpan<char> number)
    {
        if (number.Length != 7 || number.ContainsAnyExceptInRange('0', '9') || !IsMonth(number[2], number[3]))
            return null;
        var point = subject.IndexOf('.');
        var archive = point < 0 ? subject : subject[..point];
        if (point >= 0 && (subject.Length - point - 1 != 2 || !char.IsAsciiLetter(subject[^1]) || !char.IsAsciiLetter(subject[^2])))
            return null;
        foreach (var c in archive)
            if (!char.IsAsciiLetter(c) && c != '-')
                return null;
        return archive.Length is >= 2 and <= 10 && archive[0] != '-' ? $"{archive.ToString().ToLowerInvariant()}/{number}" : null;
    }

    static bool IsMonth(char tens, char ones) => (tens, ones) is ('0', >= '1' and <= '9') or ('1', >= '0' and <= '2');
}
