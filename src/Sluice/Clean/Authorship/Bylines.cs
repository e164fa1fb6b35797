using System.Collections.Frozen;

namespace Sluice.Clean.Authorship;

/// <summary>Bylines that are not a person's: groups that publish, and words that stand where a name is missing.</summary>
static class Bylines
{
    static readonly FrozenSet<string> Placeholders = FrozenSet.ToFrozenSet(
        ["anon", "anonymous", "anonymous author", "anonymous authors", "anon.", "unknown", "unknown author", "unknown authors", "author unknown", "no author", "author", "authors", "n/a", "na", "n.a.", "none", "null", "nil", "nan",
            "undefined", "tbd", "todo", "admin", "administrator", "root", "user", "guest", "guest author", "test", "test user", "editor", "editors", "staff", "webmaster", "et al", "et al.", "others", "and others", "various",
            "various authors", "multiple authors", "several authors", "[deleted]", "deleted", "deleted user", "[anonymous]", "[unknown]", "not available", "missing", "firstname lastname", "-", "--", "?"], StringComparer.OrdinalIgnoreCase);

    static readonly FrozenSet<string> Groups = FrozenSet.ToFrozenSet(
        ["openai", "deepmind", "google deepmind", "google", "meta", "microsoft", "anthropic", "distill", "ought", "miri", "fhi", "cser", "cset", "chai", "conjecture", "redwood", "eleutherai", "eleuther", "hugging face", "huggingface",
            "epoch", "metaculus", "palisade", "far ai", "far.ai", "apollo", "metr", "arc", "arc evals", "alignment forum", "lesswrong", "wikipedia", "arbital", "stampy", "rob miles ai safety", "computerphile", "80,000 hours", "80000 hours",
            "future of life", "giving what we can", "givewell", "rand", "nist", "oecd", "unesco", "european commission", "the economist", "the new york times", "vox", "wired", "nature", "science"], StringComparer.OrdinalIgnoreCase);

    static readonly FrozenSet<string> Anywhere = FrozenSet.ToFrozenSet(
        ["university", "universität", "université", "universidad", "universiteit", "institute", "institut", "instituto", "institution", "laboratory", "laboratories", "foundation", "corporation", "association", "organisation",
            "organization", "committee", "ministry", "department", "consortium", "collaboration", "initiative", "centre", "center", "college", "academy", "council", "agency", "company", "team", "project", "repository", "forum",
            "newsletter", "podcast", "magazine", "journal", "editors", "editorial", "faculty", "commission", "parliament", "government"], StringComparer.OrdinalIgnoreCase);

    static readonly FrozenSet<string> Last = FrozenSet.ToFrozenSet(
        ["lab", "labs", "group", "research", "ai", "blog", "channel", "brain", "society", "office", "network", "alliance", "partnership", "community", "staff", "contributors", "authors", "collective", "fund", "trust", "philanthropy",
            "reading", "hours", "camp", "safety", "alignment", "series", "school", "workshop", "summit"], StringComparer.OrdinalIgnoreCase);

    public static bool IsPlaceholder(string name) => Placeholders.Contains(name) || !name.Any(char.IsLetter);

    public static bool IsGroup(string name, string[] words)
    {
        if (Groups.Contains(name))
            return true;
        if (words.Length == 1)
            return IsSite(words[0]) || (words[0].Length is >= 3 and <= 6 && words[0].All(char.IsAsciiLetterUpper)) || Anywhere.Contains(words[0]);
        return words[0] is "The" or "Team" || Last.Contains(words[^1].TrimEnd(',', '.')) || words.Any(word => Anywhere.Contains(word.Trim(',', '.', '(', ')')) || IsSite(word) || (NameWords.IsLegalForm(word) && word.Length > 2));
    }

    // aisafety.info, but neither J.D. nor Ph.D.
    static bool IsSite(string word)
    {
        var labels = word.Split('.');
        return labels.Length is 2 or 3 && labels[^1].Length is >= 2 and <= 5 && labels[0].Length >= 2 && labels.All(label => label.Length > 0 && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')) && labels[^1].All(char.IsAsciiLetterLower);
    }
}
