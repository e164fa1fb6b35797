using System.Text;
using Sluice.Records;

namespace Sluice.Clean.Authorship;

/// <summary>
/// Puts together what upstream took apart: it joins authors with commas and splits at each comma, so that
/// <c>Xu, Mark</c> becomes two authors. Pairs are joined in reading order (<c>Mark Xu</c>) where their words say that
/// they are a family name and a given name, or where the text begins with the name whole; suffixes (<c>Jr.</c>,
/// <c>Inc.</c>) go back to what they followed. Where that is not sure, all stays as it is.
/// </summary>
public static class AuthorRepair
{
    // As far as a byline stands in a text, in bytes.
    const int Head = 4096;

    /// <summary>The repaired list, or null if there is nothing to repair.</summary>
    public static List<string>? Of(IReadOnlyList<string> authors, RecordLine line)
    {
        if (authors.Count < 2 || !authors.Any(author => IsPiece(author)))
            return null;
        var repaired = WithSuffixes(authors);
        var isForum = IsForum(line);
        for (var start = 0; start < repaired.Count;)
        {
            var end = start;
            while (end < repaired.Count && IsFamily(repaired[end]) | IsGiven(repaired[end]))
                end++;
            if (end > start && (end - start) % 2 == 0 && ArePairs(repaired, start, end, line, isForum))
            {
                for (var i = start; i < start + (end - start) / 2; i++)
                {
                    repaired[i] = Joined(repaired[i], repaired[i + 1]);
                    repaired.RemoveAt(i + 1);
                }
                end = start + (end - start) / 2;
            }
            start = Math.Max(end, start + 1);
        }
        return repaired.Count < authors.Count ? repaired : null;
    }

    static bool IsPiece(string author) => !author.Contains(' ') || NameWords.IsInitials(author.Split(' ')[^1]) || NameWords.IsSmallParticle(author.Split(' ')[0]);

    // Jr. and Inc. are nobody by themselves.
    static List<string> WithSuffixes(IReadOnlyList<string> authors)
    {
        var list = new List<string>(authors.Count);
        foreach (var author in authors)
        {
            var follows = list.Count > 0 && list[^1].Any(char.IsLetter);
            if (follows && NameWords.IsSuffix(author))
                list[^1] += " " + author;
            else if (follows && NameWords.IsLegalForm(author))
                list[^1] += ", " + author;
            else
                list.Add(author);
        }
        return list;
    }

    static string Joined(string family, string given)
    {
        // The suffix may have followed either: King, Jr., Martin and King, Martin, Jr.
        var words = family.Split(' ');
        var suffix = NameWords.IsSuffix(words[^1]) ? " " + words[^1] : "";
        var givenWords = given.Split(' ');
        if (suffix.Length == 0 && NameWords.IsSuffix(givenWords[^1]))
            return $"{string.Join(' ', givenWords[..^1])} {family} {givenWords[^1]}";
        return $"{given} {(suffix.Length > 0 ? string.Join(' ', words[..^1]) : family)}{suffix}";
    }

    // A word that may be a family name, with its particles.
    static bool IsFamily(string author)
    {
        var words = WithoutSuffix(author);
        return words.Length is >= 1 and <= 4 && NameWords.IsCapitalised(words[^1]) && !Bylines.IsPlaceholder(author) && !Bylines.IsGroup(author, words) && words[..^1].All(NameWords.IsParticle);
    }

    // A given name and initials, or initials alone.
    static bool IsGiven(string author)
    {
        var words = WithoutSuffix(author);
        return words.Length is >= 1 and <= 3 && !Bylines.IsPlaceholder(author) && !Bylines.IsGroup(author, words)
            && (NameWords.IsCapitalised(words[0]) || NameWords.IsInitials(words[0], bare: false)) && words[1..].All(word => NameWords.IsInitials(word));
    }

    static string[] WithoutSuffix(string author)
    {
        var words = author.Split(' ');
        return words.Length > 1 && NameWords.IsSuffix(words[^1]) ? words[..^1] : words;
    }

    // More than half of the pairs must be sure, and none may speak against it.
    static bool ArePairs(List<string> authors, int start, int end, RecordLine line, bool isForum)
    {
        int sure = 0, pairs = (end - start) / 2;
        for (var i = start; i < end; i += 2)
        {
            var (family, given) = (authors[i], authors[i + 1]);
            if (!IsFamily(family) || !IsGiven(given))
                return false;
            var (last, first) = (WithoutSuffix(family)[^1], WithoutSuffix(given)[0]);
            var (isFirstGiven, isLastGiven) = (NameLists.IsGiven(first), NameLists.IsGiven(last));
            var isInitials = NameWords.IsInitials(first, bare: false);
            if (IsSaid(line, $"{given} {family}"))
                sure++;
            else if (isInitials || WithoutSuffix(given).Length > 1)
                sure += isLastGiven && !isInitials && !isFirstGiven ? 0 : 1;
            // On a forum one word may be all that somebody is called.
            else if (isFirstGiven && !isLastGiven && (!isForum || NameLists.IsFamily(last)))
                sure++;
            else if (isLastGiven && !isFirstGiven)
                return false;
            else if (IsSaid(line, $"{family} {given}"))
                return false;
        }
        return sure > 0 && 2 * sure >= pairs;
    }

    static bool IsSaid(RecordLine line, string name) =>
        line.TryGetString("text"u8, out var text) && text[..Math.Min(text.Length, Head)].IndexOf(Encoding.UTF8.GetBytes(name)) >= 0;

    static bool IsForum(RecordLine line) =>
        (line.TryGetString("source_type"u8, out var type) && type.SequenceEqual("GreaterWrong"u8))
        || (line.TryGetString("source"u8, out var source) && (source.SequenceEqual("alignmentforum"u8) || source.SequenceEqual("lesswrong"u8) || source.SequenceEqual("eaforum"u8)));
}
