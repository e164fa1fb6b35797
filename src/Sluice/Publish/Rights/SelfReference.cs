using Sluice.Records;

namespace Sluice.Publish.Rights;

/// <summary>Tells whether a sentence that names a licence says it of the text that it stands in.</summary>
static class SelfReference
{
    static readonly HashSet<string> s_texts = Set("work article paper post blogpost essay document text page webpage website site blog book ebook report chapter piece preprint manuscript publication newsletter transcript tutorial review commentary thesis dissertation survey lecture content material monograph handbook");
    static readonly HashSet<string> s_adjectives = Set("open access blog entire whole research short web original present working position technical white policy online educational free conference journal review survey");
    static readonly HashSet<string> s_contents = Set("content contents text texts writing writings posts articles essays material materials everything words prose");
    static readonly HashSet<string> s_besides = Set("and all the figures diagrams images illustrations graphics text texts content charts data");
    static readonly HashSet<string> s_auxiliaries = Set("is are was has been have hereby freely made being also itself available licensed licenced released published distributed shared provided offered placed issued use for reuse");
    static readonly HashSet<string> s_verbs = Set("licensed licenced released published distributed available shared provided offered placed issued");
    static readonly HashSet<string> s_beforeLicence = Set("the a an terms conditions and of following license licence open access under to dual");
    // Before "this article" they make it the place of something else: the figures in this article.
    static readonly HashSet<string> s_elsewhere = Set("in of from for with to by on about at into per that than as if whether unless until when or and like unlike accompanying via within cite see");
    static readonly string[] s_images = ["image", "photo", "picture", "figure", "illustration", "credit", "wikimedia", "flickr", "own work", "icon", "video", "music"];
    static readonly string[] s_exceptions = ["unless", "except"];

    static HashSet<string> Set(string words) => [.. words.Split(' ')];

    /// <summary><c>This work is licensed under …</c>, <c>Diagrams and text are licensed under …</c>, <c>This is an open access article under …</c></summary>
    /// <param name="after">What follows the sentence: it may tell the version by an address.</param>
    public static LicenceStatement LicenceIn(ReadOnlySpan<char> sentence, ReadOnlySpan<char> after)
    {
        if (sentence.TrimEnd().EndsWith('?'))
            return default;
        var starts = new List<int>();
        var words = Words.Of(sentence, starts);
        for (var under = 1; under < words.Count; under++)
        {
            var isUnder = words[under] is "under" or "with" && (s_verbs.Contains(words[under - 1]) || words[under - 1] is "article" or "paper" or "use" or "access" or "reuse");
            if (!isUnder && !(words[under - 1] is "licensed" or "licenced" && words[under] is "cc" or "creative" or "cc0"))
                continue;
            var subject = under - 1;
            while (subject >= 0 && s_auxiliaries.Contains(words[subject]))
                subject--;
            if (SpeaksOfItself(words, starts, subject + 1, sentence) && LicenceAfter(words, isUnder ? under + 1 : under, after) is { SaysNothing: false } licence)
                return licence;
        }
        return default;
    }

    static LicenceStatement LicenceAfter(List<string> words, int at, ReadOnlySpan<char> after)
    {
        var i = at;
        while (i < words.Count && s_beforeLicence.Contains(words[i]) && i - at < 12)
            i++;
        if (i == words.Count)
            return default;
        var named = Words.IsAddress(words[i]) ? default : CreativeCommons.ReadName(words, i, bare: false, out _);
        if (named.License is not null || named.SaysNothing && !words[i].Contains(CreativeCommons.Site, StringComparison.Ordinal))
            return named;
        // The name says less than the address that stands beside it, or in the next sentence.
        for (; i < words.Count; i++)
            if (words[i].IndexOf(CreativeCommons.Site, StringComparison.Ordinal) is var site and >= 0)
                return CreativeCommons.ReadAddress(words[i].AsSpan(site));
        return after.IndexOf(CreativeCommons.Site, StringComparison.OrdinalIgnoreCase) is var next and >= 0 && CreativeCommons.ReadAddress(after[next..]) is { License: not null } addressed ? addressed : named;
    }

    // The words up to the verb, from the end of an introduction on: "Unless otherwise noted, all content on this site".
    static bool SpeaksOfItself(List<string> words, List<int> starts, int end, ReadOnlySpan<char> sentence)
    {
        var subject = words[..end];
        for (var i = subject.Count - 1; i >= 0; i--)
            if (subject[i] is "this" or "these" && NounAt(subject, i) is var noun and > 0)
                return IsHead(subject, starts, i, sentence) ? EndsSubject(subject, noun + 1) : i > 0 && IsContents(subject);
        return IsContents(subject);
    }

    // "this article", "this open access article", "this is an open access article": where the noun stands, or -1.
    static int NounAt(List<string> words, int at)
    {
        for (var i = at + 1; i < words.Count && i <= at + 5; i++)
            if (s_texts.Contains(words[i]) && !(i + 1 < words.Count && s_texts.Contains(words[i + 1]) && s_adjectives.Contains(words[i])))
                return i;
            else if (!s_adjectives.Contains(words[i]) && words[i] is not ("is" or "an" or "a" or "s"))
                return -1;
        return -1;
    }

    static bool IsHead(List<string> words, List<int> starts, int at, ReadOnlySpan<char> sentence)
    {
        var before = sentence[..starts[at]].TrimEnd(' ');
        return (at == 0 || before.EndsWith('\n') || before.EndsWith(':') || !s_elsewhere.Contains(words[at - 1])) && !(before.Length > 0 && before[^1] is '"' or '“' or '‘' or '\'' or '«');
    }

    // Nothing more, or who wrote it, or what else is meant.
    static bool EndsSubject(List<string> words, int at) =>
        at >= words.Count || words[at] is "by" or "including" or "," or "itself" || words[at] == "and" && words[(at + 1)..].All(word => s_besides.Contains(word) || word is "its" or "any" or "accompanying")
        || words[at] == "s" && words[(at + 1)..].All(s_contents.Contains) || words[at] == "is" && words[(at + 1)..].All(word => word is "a" or "an" || s_adjectives.Contains(word) || s_texts.Contains(word));

    // "all content on this site", "diagrams and text": its last clause is of words for texts, and at most says where they stand.
    static bool IsContents(List<string> subject)
    {
        var comma = subject.LastIndexOf(",");
        var clause = subject[(comma + 1)..];
        if (clause.Count is 0 or > 12)
            return false;
        var place = clause.FindIndex(word => word is "on" or "in" or "of" or "at");
        var head = place < 0 ? clause : clause[..place];
        if (!head.All(word => s_contents.Contains(word) || s_besides.Contains(word) || word is "our" or "my" or "any" or "other" or "original") || !head.Any(s_contents.Contains))
            return false;
        if (place >= 0)
            return clause.Count > place + 2 && clause[place + 1] is "this" or "these" or "our" or "my" && NounAt(clause, place + 1) == clause.Count - 1;
        return head.Any(word => word is "text" or "texts") || comma >= 0 && s_exceptions.Contains(subject[0], StringComparer.Ordinal);
    }

    /// <summary>What stands behind <c>License:</c> at the beginning of a line.</summary>
    public static ReadOnlySpan<char> LabelledValue(ReadOnlySpan<char> line)
    {
        var rest = line.Trim(" *_#\t");
        foreach (var label in (ReadOnlySpan<string>)["license", "licence", "copyright license", "copyright licence", "text license", "content license"])
            if (rest.StartsWith(label, StringComparison.OrdinalIgnoreCase) && rest[label.Length..].TrimStart(" *_") is [':', ..] value && value.Length < 200)
                return value[1..].Trim(" *_\t.");
        return default;
    }

    /// <summary>A line that begins with a copyright notice and goes on with a licence: <c>© 2020 Ada Example, CC BY 4.0</c>.</summary>
    public static LicenceStatement LicenceOfNotice(ReadOnlySpan<char> line)
    {
        if (!BeginsNotice(line) || line.Length > 300 || NamesImages(line))
            return default;
        var words = Words.Of(line);
        // "© Ada Example, CC BY 2.0" is how the credit of an image reads; a text's notice tells a year, or says that it is licensed.
        if (!words.Any(word => word is "under" or "licensed" or "licenced" or "license" or "licence" || word.Length == 4 && word.All(char.IsAsciiDigit)))
            return default;
        for (var i = 0; i < words.Count; i++)
            if (words[i] is "not")
                return default;
            else if (words[i].IndexOf(CreativeCommons.Site, StringComparison.Ordinal) is var site and >= 0)
                return CreativeCommons.ReadAddress(words[i].AsSpan(site));
            else if (CreativeCommons.ReadName(words, i, bare: false, out var taken) is var named && taken > 0)
                return named.License is not null ? named : LicenceAfter(words, i, default);
        return default;
    }

    /// <summary>Whether words that reserve all rights do it for the text: alone on their line, or behind a copyright notice.</summary>
    public static bool IsNotice(ReadOnlySpan<char> line, int at, int length) =>
        !NamesImages(line) && (line[..at].Contains('©') || line[..at].Contains("(c)", StringComparison.OrdinalIgnoreCase) || line[..at].Contains("copyright", StringComparison.OrdinalIgnoreCase)
            || line[..at].IsWhiteSpace() && line[(at + length)..].Trim(" .\r").IsEmpty);

    static bool BeginsNotice(ReadOnlySpan<char> line)
    {
        var text = line.TrimStart(" *_");
        return text.StartsWith("©") || text.StartsWith("(c)", StringComparison.OrdinalIgnoreCase) || text.StartsWith("copyright", StringComparison.OrdinalIgnoreCase);
    }

    static bool NamesImages(ReadOnlySpan<char> line)
    {
        foreach (var word in s_images)
            if (line.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }
}
