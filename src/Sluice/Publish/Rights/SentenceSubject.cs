namespace Sluice.Publish.Rights;

/// <summary>Reads what a sentence begins with, and tells whether that is the text itself.</summary>
static class SentenceSubject
{
    static readonly HashSet<string> s_adjectives = Set("open access blog entire whole research short web original present working technical white policy online educational free");
    static readonly HashSet<string> s_contents = Set("content contents text texts writing writings posts articles essays material materials everything words prose");
    static readonly HashSet<string> s_besides = Set("and all the its any accompanying our my original other figures diagrams images illustrations graphics charts data");
    static readonly HashSet<string> s_places = Set("site website blog page webpage post article work document");
    static readonly HashSet<string> s_exceptions = Set("noted stated indicated specified marked mentioned");
    static readonly HashSet<string> s_labels = Set("license licence licensing reuse copyright rights");
    static readonly HashSet<string> s_inNames = Set(", and the author authors de la van von der den et al");

    static HashSet<string> Set(string words) => [.. words.Split(' ')];

    /// <summary>The word behind the subject; null if the sentence does not begin with the text itself.</summary>
    public static int? EndIn(ReadOnlySpan<char> sentence, List<string> words, List<int> starts, TextOwner owner)
    {
        var at = AfterLeads(sentence, words, starts, out var excepts);
        if (at >= words.Count)
            return null;
        return words[at] == "this" ? EndOfThis(sentence, words, starts, at + 1, owner) : EndOfContents(words, at, excepts, owner);
    }

    // "Unless otherwise noted,", "Open Access", "License:", "© 2020 Some Society.": what may stand before a statement.
    static int AfterLeads(ReadOnlySpan<char> sentence, List<string> words, List<int> starts, out bool excepts)
    {
        excepts = false;
        var at = 0;
        if (words.Count > 1 && s_labels.Contains(words[0]) && sentence[(starts[0] + words[0].Length)..].TrimStart("*_ ").StartsWith(':'))
            at = 1;
        else if (words is ["open", "access", "this", ..])
            at = 2;
        else if (words.Count > 0 && CopyrightNotice.Begins(sentence.TrimStart()))
            at = words.FindIndex(word => word == "this") is var own and > 0 and < 14 ? own : 0;
        if (at < words.Count && words[at] is "unless" or "except" && words.IndexOf(",", at) is var comma && comma > at && comma - at < 10 && words[at..comma].Any(s_exceptions.Contains))
            (at, excepts) = (comma + 1, true);
        return at;
    }

    // "this article", "this open access article by Ada Example", "this is an open access article", "this article is an open access article".
    static int? EndOfThis(ReadOnlySpan<char> sentence, List<string> words, List<int> starts, int at, TextOwner owner)
    {
        if (AfterPredicate(words, at, owner) is { } predicate)
            return predicate;
        if (AfterNoun(words, at, owner) is not { } noun)
            return null;
        if (AfterPredicate(words, noun, owner) is { } again)
            return again;
        string Word(int i) => i < words.Count ? words[i] : "";
        var end = noun;
        if (Word(noun) == "s" && s_contents.Contains(Word(noun + 1)))
            return noun + 2;
        if (Word(noun) == "by")
            for (end = noun + 1; end < words.Count && end - noun < 16 && (s_inNames.Contains(words[end]) || char.IsUpper(sentence[starts[end]]));)
                end++;
        else if (Word(noun) == "and")
            for (end = noun + 1; end < words.Count && (s_besides.Contains(words[end]) || s_contents.Contains(words[end]));)
                end++;
        else if (Word(noun) == "," && Word(noun + 1) == "including" && words.IndexOf(",", noun + 1) is var comma and > 0 && comma - noun < 12)
            end = comma + 1;
        return end;
    }

    static int? AfterNoun(List<string> words, int at, TextOwner owner)
    {
        var i = at;
        while (i < words.Count && i - at < 4 && s_adjectives.Contains(words[i]))
            i++;
        return i < words.Count && owner.MayCallItself(words[i]) ? i + 1 : null;
    }

    static int? AfterPredicate(List<string> words, int at, TextOwner owner) =>
        at + 1 < words.Count && words[at] == "is" && words[at + 1] is "a" or "an" ? AfterNoun(words, at + 2, owner) : null;

    // "all content on this site", "diagrams and text".
    static int? EndOfContents(List<string> words, int at, bool excepts, TextOwner owner)
    {
        var end = at;
        while (end < words.Count && end - at < 8 && (s_contents.Contains(words[end]) || s_besides.Contains(words[end])))
            end++;
        var head = words[at..end];
        if (!head.Any(s_contents.Contains))
            return null;
        if (end + 2 < words.Count && words[end] is "on" or "in" or "of" or "at")
        {
            var place = end + 2;
            while (place < words.Count && s_adjectives.Contains(words[place]) && !s_places.Contains(words[place]))
                place++;
            if (place + 1 < words.Count && s_places.Contains(words[place]) && s_places.Contains(words[place + 1]))
                place++;
            return words[end + 1] is "this" or "our" or "my" && place < words.Count && (s_places.Contains(words[place]) || owner.MayCallItself(words[place])) ? place + 1 : null;
        }
        return excepts || head.Contains("text") || head.Contains("texts") ? end : null;
    }
}
