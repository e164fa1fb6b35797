namespace Sluice.Publish.Rights;

/// <summary>Reads copyright notices: the sign or the word, then a year or a name. <c>Copyright law has changed</c> is none.</summary>
static class CopyrightNotice
{
    static readonly HashSet<string> s_small = [.. "and by the et al of s author authors de la van von der den du di copyright c".Split(' ')];
    static readonly HashSet<string> s_beside = [.. "and by the et al author authors copyright c s , ©".Split(' ')];
    static readonly HashSet<string> s_forbids = [.. "not no without permission prohibited reserved private confidential only redistribute redistribution reproduce reproduction copy copying share never do may license licence licensed".Split(' ')];
    static readonly HashSet<string> s_subjects = [.. "law laws act infringement holder holders notice protection issues owner owners".Split(' ')];

    /// <summary>Whether this is a notice, and nothing but that: it says who holds the copyright, and since when.</summary>
    public static bool IsBare(ReadOnlySpan<char> text)
    {
        if (!Begins(text))
            return false;
        var starts = new List<int>();
        var words = Words.Of(text, starts);
        for (var i = 0; i < words.Count; i++)
            if (s_forbids.Contains(words[i]) || char.IsLower(text[starts[i]]) && !s_small.Contains(words[i]))
                return false;
        return true;
    }

    /// <summary>Whether a line begins with <c>©</c>, <c>(c)</c>, or <c>Copyright</c> and then one of these, a year or a name.</summary>
    public static bool Begins(ReadOnlySpan<char> line)
    {
        var text = line.TrimStart(" *_");
        if (text.StartsWith("©") || text.StartsWith("(c)", StringComparison.OrdinalIgnoreCase))
            return true;
        if (!text.StartsWith("copyright", StringComparison.OrdinalIgnoreCase))
            return false;
        var next = text["copyright".Length..].TrimStart(" :");
        if (next.StartsWith("©") || next.StartsWith("(c)", StringComparison.OrdinalIgnoreCase) || next.StartsWith("by ", StringComparison.OrdinalIgnoreCase))
            return true;
        return next is [var first, ..] && next.Length < text.Length - "copyright".Length
            && (char.IsAsciiDigit(first) || char.IsUpper(first) && Words.Of(next[..Math.Min(next.Length, 40)]) is [var word, ..] && !s_subjects.Contains(word));
    }

    /// <summary>Whether those whom it names, up to its licence, are the authors, or nobody.</summary>
    public static bool NamesOnly(IEnumerable<string> holder, IReadOnlyList<string> authors)
    {
        var known = authors.SelectMany(author => Words.Of(author)).ToHashSet(StringComparer.Ordinal);
        return holder.All(word => s_beside.Contains(word) || word.All(char.IsAsciiDigit) || known.Contains(word));
    }
}
