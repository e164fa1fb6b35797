namespace Sluice.Clean;

/// <summary>
/// Which words stand in one text. The first few questions look through the text; a text that asks more is read into a set
/// once, so that a book full of divided words costs no more for each than a page does.
/// </summary>
sealed class WordsOfText
{
    const int LooksBeforeASet = 8;

    HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _set;
    bool _isSet;
    int _looks;

    /// <summary>As <see cref="Words.Occurs"/>, for one word or two with a hyphen between them; the text is the same each time.</summary>
    public bool Occurs(ReadOnlySpan<char> text, ReadOnlySpan<char> word)
    {
        if (!_isSet && ++_looks <= LooksBeforeASet)
            return Words.Occurs(text, word);
        if (!_isSet)
            (_set, _isSet) = (Read(text), true);
        return _set.Contains(word);
    }

    static HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Read(ReadOnlySpan<char> text)
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
        for (int start = 0, before = -1; start < text.Length;)
        {
            var end = Words.EndOf(text, start);
            if (end == start)
            {
                start++;
                continue;
            }
            words.Add(text[start..end]);
            if (before >= 0)
                words.Add(text[before..end]);
            before = end + 1 < text.Length && text[end] == '-' && char.IsLetter(text[end + 1]) ? start : -1;
            start = end + 1;
        }
        return words;
    }
}
