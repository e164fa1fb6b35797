namespace Sluice.Publish.Privacy.First;

/// <summary>Whether a line is a row of numbers rather than one with a phone number in it. Each line is read once.</summary>
internal struct PhoneLine
{
    // Rows of a table are short; a text without line ends is looked at by stretches.
    const int Longest = 400, MostInLine = 2, MostLetters = 5;

    int _start, _end;
    bool _allows;

    /// <summary>Whether a North American number without a cue may stand there.</summary>
    public bool Allows(ReadOnlySpan<char> text, int at)
    {
        if (at >= _start && at < _end)
            return _allows;
        var from = Math.Max(0, at - Longest);
        _start = text[from..at].LastIndexOf('\n') is var before && before < 0 ? from : from + before + 1;
        var to = Math.Min(text.Length, at + Longest);
        _end = text[at..to].IndexOf('\n') is var behind && behind < 0 ? to : at + behind;
        _allows = Read(text[_start.._end]);
        return _allows;
    }

    /// <summary>Whether the groups at <paramref name="first"/> are three, three and four digits, joined as phone numbers are.</summary>
    public static bool IsNorthAmerican(ReadOnlySpan<char> text, in DigitChain chain, int first, out bool isBracketed)
    {
        isBracketed = false;
        if (first + 3 > Math.Min(chain.Count, DigitChain.Most) || chain.LengthOf(first) != 3 || chain.LengthOf(first + 1) != 3 || chain.LengthOf(first + 2) != 4)
            return false;
        var a = chain.Between(text, first + 1);
        var b = chain.Between(text, first + 2);
        if (b.Length != 1 || b[0] is '/')
            return false;
        isBracketed = a[0] == ')' && chain[first].Start > 0 && text[chain[first].Start - 1] == '(' && !a.Contains('(') && !a.Contains('/');
        return isBracketed || (a.Length == 1 && !DigitChain.IsBlank(b[0]) && (a[0] == b[0] || (DigitChain.IsHyphen(a[0]) && DigitChain.IsHyphen(b[0]))));
    }

    // Three numbers of that form and hardly a letter make a row of a table, and so does one that goes on behind more hyphens.
    static bool Read(ReadOnlySpan<char> line)
    {
        var letters = 0;
        foreach (var c in line)
            letters += char.IsLetter(c) ? 1 : 0;
        Span<(int, int)> room = stackalloc (int, int)[DigitChain.Most];
        var count = 0;
        for (var at = 0; at < line.Length && line[at..].IndexOfAnyInRange('0', '9') is var step && step >= 0;)
        {
            var chain = DigitChain.Read(line, at + step, room);
            at = chain.End;
            for (var first = 0; first + 3 <= Math.Min(chain.Count, DigitChain.Most); first++)
            {
                if (!IsNorthAmerican(line, chain, first, out _))
                    continue;
                count++;
                var isJoined = first + 3 < chain.Count && DigitChain.IsHyphen(line[chain[first + 2].End]);
                if (isJoined || (first > 0 && DigitChain.IsHyphen(line[chain[first].Start - 1]) && line[chain[first - 1].Start..chain[first - 1].End] is not "1"))
                    return false;
            }
        }
        return count <= MostInLine || letters > MostLetters;
    }
}
