namespace Sluice.Validate;

/// <summary>
/// An arXiv id as it stands in a text: <c>2301.00001v2</c>, or with a subject <c>hep-th/9901001</c>, <c>math.GT/0309136</c>.
/// Letters of either case and ASCII digits. Read by hand: an expression for it costs a short call more than its checks.
/// </summary>
readonly ref struct ArxivId
{
    static readonly string[] Paths = ["abs/", "pdf/", "html/", "format/", "ps/", "src/", "e-print/"];

    ArxivId(ReadOnlySpan<char> text, int yearAndMonth, bool hasSubject)
    {
        Text = text;
        YearAndMonth = yearAndMonth;
        HasSubject = hasSubject;
    }

    /// <summary>The id with its version.</summary>
    public ReadOnlySpan<char> Text { get; }

    /// <summary>Its first four digits, YYMM.</summary>
    public int YearAndMonth { get; }

    /// <summary>Whether it is of the form that was given until March 2007.</summary>
    public bool HasSubject { get; }

    /// <summary>The id of an http(s) address at arxiv.org, ar5iv.org or ar5iv.labs.arxiv.org, or below them.</summary>
    public static bool InAddress(ReadOnlySpan<char> url, out ArxivId id)
    {
        id = default;
        if (!Skip(ref url, "https://") && !Skip(ref url, "http://"))
            return false;
        var slash = url.IndexOf('/');
        if (slash < 0 || !IsArxiv(url[..slash]))
            return false;
        url = url[(slash + 1)..];
        foreach (var path in Paths)
            if (Skip(ref url, path))
            {
                id = Read(url, out var length);
                return length > 0 && EndsAddress(url[length..]);
            }
        return false;
    }

    /// <summary>The id of a text that says nothing else, but for <c>arXiv:</c> before it and white space around it.</summary>
    public static bool Bare(ReadOnlySpan<char> text, out ArxivId id)
    {
        text = text.Trim();
        Skip(ref text, "arxiv:");
        text = text.TrimStart();
        id = Read(text, out var length);
        return length > 0 && length == text.Length;
    }

    static bool IsArxiv(ReadOnlySpan<char> host)
    {
        foreach (var c in host)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.'))
                return false;
        foreach (var known in (ReadOnlySpan<string>)["arxiv.org", "ar5iv.org"])
            if (host.EndsWith(known, StringComparison.OrdinalIgnoreCase) && (host.Length == known.Length || host[^(known.Length + 1)] == '.'))
                return host[0] != '.' && !host.Contains("..", StringComparison.Ordinal);
        return false;
    }

    // .pdf, a slash, and a query or a fragment of one line may follow.
    static bool EndsAddress(ReadOnlySpan<char> rest)
    {
        Skip(ref rest, ".pdf");
        Skip(ref rest, "/");
        if (rest is [.., '\n'])
            rest = rest[..^1];
        return rest.IsEmpty || (rest[0] is '?' or '#' && !rest.Contains('\n'));
    }

    static ArxivId Read(ReadOnlySpan<char> text, out int length)
    {
        length = 0;
        var subject = SubjectLength(text);
        var digits = Digits(text[subject..]);
        var end = subject + digits;
        if (subject > 0)
        {
            if (digits < 7)
                return default;
            end = subject + 7;
        }
        else
        {
            if (digits != 4 || text.Length == 4 || text[4] != '.' || Digits(text[5..]) is not (>= 4 and var serial))
                return default;
            end = 5 + Math.Min(serial, 5);
        }
        if (end < text.Length && text[end] is 'v' or 'V' && Digits(text[(end + 1)..]) is > 0 and var version)
            end += 1 + version;
        length = end;
        return new ArxivId(text[..end], int.Parse(text.Slice(subject, 4), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture), subject > 0);
    }

    // hep-th/ or math.GT/; 0 where there is none.
    static int SubjectLength(ReadOnlySpan<char> text)
    {
        var slash = text.IndexOf('/');
        if (slash < 1)
            return 0;
        var name = slash > 3 && text[slash - 3] == '.' && char.IsAsciiLetter(text[slash - 1]) && char.IsAsciiLetter(text[slash - 2]) ? text[..(slash - 3)] : text[..slash];
        foreach (var c in name)
            if (!char.IsAsciiLetter(c) && c != '-')
                return 0;
        return slash + 1;
    }

    static int Digits(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }

    static bool Skip(ref ReadOnlySpan<char> text, string start)
    {
        if (!text.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            return false;
        text = text[start.Length..];
        return true;
    }
}
