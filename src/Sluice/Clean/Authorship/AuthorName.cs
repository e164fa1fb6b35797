namespace Sluice.Clean.Authorship;

/// <summary>One author of a byline.</summary>
/// <param name="Name">In reading order, without the marks of a footnote; empty where nothing was said.</param>
/// <param name="Given">Given names and initials; null where it is not known which part they are.</param>
/// <param name="Family">The family name with its particles; null like <paramref name="Given"/>.</param>
/// <param name="Kind"><c>person</c>, <c>organisation</c>, <c>handle</c> (a single word, whoever that is) or <c>placeholder</c>.</param>
public sealed record AuthorName(string Name, string? Given, string? Family, string Kind)
{
    public const string Person = "person", Organisation = "organisation", Handle = "handle", Placeholder = "placeholder";

    const int MostWords = 8;

    /// <summary>The authors that one entry of the list names, mostly one: <c>A. Author and B. Author</c> are two.</summary>
    public static void Read(string entry, List<AuthorName> into)
    {
        var text = BylineText.Bare(entry);
        foreach (var part in Bylines.IsPlaceholder(text) || Bylines.IsGroup(text, Words(text)) ? [text] : BylineText.Parts(text))
            into.Add(Of(part));
    }

    static AuthorName Of(string text)
    {
        text = BylineText.Bare(text);
        if (Bylines.IsPlaceholder(text))
            return new AuthorName(text, null, null, Placeholder);
        var words = Words(text);
        if (Bylines.IsGroup(text, words))
            return new AuthorName(text, null, null, Organisation);
        if (BylineText.FamilyFirst(text) is var (first, last, suffix))
            return new AuthorName(suffix is null ? $"{first} {last}" : $"{first} {last} {suffix}", first, last, Person);
        while (words.Length > 2 && NameWords.IsDegree(words[^1]))
            words = [.. words[..^2], words[^2].TrimEnd(',')];
        while (words.Length > 2 && NameWords.IsTitle(words[0]))
            words = words[1..];
        var name = string.Join(' ', words);
        if (words.Length > MostWords)
            return new AuthorName(name, null, null, Placeholder);
        if (words.Length == 1)
            return new AuthorName(name, null, null, IsOneWordPerson(name) ? Person : Handle);
        if (words.All(word => char.IsLower(word[0])) && !NameLists.IsGiven(words[0]))
            return new AuthorName(name, null, null, Handle);
        var (given, family) = Split(words);
        return new AuthorName(name, given, family, Person);
    }

    // A common given name alone, or a name in a script without capitals.
    static bool IsOneWordPerson(string word) =>
        char.IsLetter(word[0]) && !char.IsUpper(word[0]) && !char.IsLower(word[0]) ? word.All(c => char.IsLetter(c) || c == '·') : NameWords.IsCapitalised(word) && NameLists.IsGiven(word);

    static (string? Given, string? Family) Split(string[] words)
    {
        var end = words.Length;
        while (end > 1 && NameWords.IsSuffix(words[end - 1].TrimEnd(',')))
            end--;
        words = [.. words[..end].Select(word => word.TrimEnd(','))];
        if (end < 2 || !words.All(IsLatin) || NameWords.IsInitials(words[^1]) || IsOfUnknownOrder(words))
            return (null, null);
        var family = end - 1;
        while (family > 1 && NameWords.IsParticle(words[family - 1]))
            family--;
        return (string.Join(' ', words[..family]), string.Join(' ', words[family..]));
    }

    // Zhou Zhihua: a family name of East Asia in front, and none that is known behind; or one at both ends.
    static bool IsOfUnknownOrder(string[] words) =>
        words.Length <= 3 && NameLists.IsEastAsianFamily(words[0]) && !(NameLists.IsFamily(words[^1]) && !NameLists.IsEastAsianFamily(words[^1]));

    static bool IsLatin(string word) => word.All(c => c < 0x250 || c is >= '\u1E00' and <= '\u1EFF' or >= '\u2010' and <= '\u2019' or >= '\u0300' and <= '\u036F' or >= '\uFB00' and <= '\uFB06');

    static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
