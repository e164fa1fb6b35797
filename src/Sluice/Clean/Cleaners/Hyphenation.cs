using System.Collections.Frozen;

namespace Sluice.Clean.Cleaners;

/// <summary>
/// A word that was divided at a line's end is joined again: lower-case letters, a hyphen, the line's end, lower-case
/// letters. Only where the text itself proves it, because the whole word stands somewhere else in it, or where what
/// follows is no word but the end of one (<c>align-</c>, <c>ment</c>); never where the word stands elsewhere with its
/// hyphen. A soft hyphen at a line's end needs no proof.
/// </summary>
public sealed class Hyphenation : ICleaner
{
    const Protected Untouched = Protected.All;

    // Ends of words that are no words and follow no hyphen of their own.
    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Ends = FrozenSet.ToFrozenSet(
        [
            "tion", "tions", "tional", "tionally", "tioned", "tioning", "sion", "sions", "cation", "cations", "zation", "zations", "ization", "izations", "isation", "mization", "misation", "ulation",
            "ment", "ments", "mental", "mentally", "ness", "ing", "ings", "ingly", "ity", "ities", "ility", "bility", "ability", "ibility", "tability", "ment's",
            "ly", "ally", "ically", "cally", "tically", "ably", "ibly", "ously", "tively", "ively", "ative", "atively", "tive", "tives", "sive",
            "ance", "ances", "ence", "ences", "ency", "ancy", "gence", "ligence", "ligent", "ture", "tures", "cial", "tial", "tially", "cially", "tious", "cious", "ous",
            "rithm", "rithms", "rithmic", "ize", "izes", "ized", "izing", "ises", "ising", "ized", "lize", "lized", "lizes", "lizing", "mize", "mized", "mizes", "mizing", "nize", "nized", "nizing",
            "eralize", "eralizes", "eralized", "eralization", "eralise", "eralises", "eralised", "tation", "tations", "ration", "rations", "sification", "tification", "pretability", "pretable", "formance",
            "ed", "ers", "tic", "tics", "ics", "ology", "ologies", "ological", "pervised", "inforcement", "ference", "ferences", "vidual", "viduals", "portant", "cient", "ficient", "ciently", "ficiently",
        ], StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    public string Name => "hyphenation@1";

    public bool ChangesLetters => false;

    public Dirt Signs => Dirt.Hyphen;

    public bool LooksAt(string field) => Cleaning.IsProse(field);

    public void Clean(TextRepair text)
    {
        var chars = text.Span;
        var words = new WordsOfText();
        for (var at = 0; chars[at..].IndexOf('\n') is var step && step >= 0; at++)
        {
            at += step;
            if (at < 2 || at + 1 == chars.Length || !char.IsLower(chars[at + 1]) || !char.IsLower(chars[at - 2]))
                continue;
            if ((chars[at - 1] == '\u00AD' || (chars[at - 1] == '-' && IsDivided(chars, at, words))) && !text.Protects(at - 1, Untouched))
                text.Remove(at - 1, 2);
        }
    }

    static bool IsDivided(ReadOnlySpan<char> text, int lineEnd, WordsOfText words)
    {
        var (start, end) = (Words.StartOf(text, lineEnd - 1), Words.EndOf(text, lineEnd + 1));
        // A chain of words, an address, a number with a unit: its hyphens are its own.
        if ((start > 0 && text[start - 1] is '-' or '/' or '.' or '@' or '_' or '\\') || (end < text.Length && text[end] is '-' or '/' or '@' or '_') || (start > 0 && char.IsDigit(text[start - 1])))
            return false;
        var before = text[start..(lineEnd - 1)];
        var after = text[(lineEnd + 1)..end];
        return before.Length > 1 && after.Length > 1
            && (Ends.Contains(after) || words.Occurs(text, string.Concat(before, after))) && !words.Occurs(text, string.Concat(before, "-", after));
    }
}
