namespace Sluice.Validate;

/// <summary>
/// Small words in lower case, to be asked for each word of a text: a word of up to eight Latin-1 letters is one number,
/// its letters' codes in order, so that looking it up compares no strings.
/// </summary>
sealed class WordSet
{
    /// <summary>Letters of the longest word that it can hold.</summary>
    public const int Longest = sizeof(ulong);

    const int Bits = 10;

    readonly ulong[] _table = new ulong[1 << Bits];

    /// <param name="words">With single spaces between them.</param>
    public WordSet(string words)
    {
        foreach (var word in words.Split(' '))
        {
            var number = NumberOf(word);
            var at = Place(number);
            while (_table[at] != 0 && _table[at] != number)
                at = (at + 1) % _table.Length;
            _table[at] = number;
        }
    }

    /// <summary>Whether the word is in it whose letters' codes are the bytes of <paramref name="number"/>, the last one lowest.</summary>
    public bool Contains(ulong number)
    {
        var at = Place(number);
        while (_table[at] != 0 && _table[at] != number)
            at = (at + 1) % _table.Length;
        return _table[at] == number;
    }

    static ulong NumberOf(string word)
    {
        var number = 0UL;
        foreach (var letter in word)
            number = (number << 8) | letter;
        return number;
    }

    // Multiplied by 2^64 over the golden ratio, numbers that differ anywhere differ at the top.
    static int Place(ulong number) => (int)((number * 0x9E3779B97F4A7C15) >> (64 - Bits));
}
