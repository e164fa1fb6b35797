namespace Sluice.Publish.Privacy.First;

/// <summary>
/// Groups of digits that single separators join: <c>+44 (0)20 7946-0958</c>. It is read as far as it goes on, but no more
/// than a number of groups is kept.
/// </summary>
internal ref struct DigitChain
{
    /// <summary>How many groups are kept; longer chains are rows of a table.</summary>
    public const int Most = 12;

    readonly Span<(int Start, int End)> _groups;

    DigitChain(Span<(int Start, int End)> groups, int start)
    {
        _groups = groups;
        Start = start;
    }

    /// <summary>Where it begins: a plus, a bracket or a digit.</summary>
    public int Start { get; }

    /// <summary>Behind its last digit or closing bracket.</summary>
    public int End { get; private set; }

    /// <summary>All groups, kept or not.</summary>
    public int Count { get; private set; }

    public int Digits { get; private set; }

    public bool HasPlus { get; private init; }

    public readonly (int Start, int End) this[int index] => _groups[index];

    public readonly int LengthOf(int index) => _groups[index].End - _groups[index].Start;

    /// <summary>Reads the one whose first digit is at <paramref name="digit"/>.</summary>
    /// <param name="room">For <see cref="Most"/> groups.</param>
    public static DigitChain Read(ReadOnlySpan<char> text, int digit, Span<(int Start, int End)> room)
    {
        var start = digit;
        if (start > 0 && text[start - 1] == '(')
            start--;
        var hasPlus = start > 0 && text[start - 1] == '+';
        if (hasPlus)
            start--;
        if (hasPlus && start > 0 && text[start - 1] == '(')
            start--;
        var chain = new DigitChain(room, start) { HasPlus = hasPlus };
        for (var at = digit; ;)
        {
            var end = at;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
                end++;
            if (chain.Count < Most)
                room[chain.Count] = (at, end);
            chain.Count++;
            chain.Digits += end - at;
            chain.End = end;
            if (Separator(text, end) is var next && next == 0)
                return chain;
            at = next;
        }
    }

    /// <summary>Whether one character, a dot or a hyphen, or a bracket with a space, stands between the digits; where they go on, or 0.</summary>
    static int Separator(ReadOnlySpan<char> text, int at)
    {
        var end = at;
        if (end < text.Length && text[end] == ')')
            end++;
        if (end < text.Length && (IsBlank(text[end]) || IsHyphen(text[end]) || text[end] is '.' or '/'))
            end++;
        if (end < text.Length && text[end] == '(')
            end++;
        return end > at && end < text.Length && char.IsAsciiDigit(text[end]) ? end : 0;
    }

    public static bool IsBlank(char c) => c is ' ' or '\u00A0' or '\u2009' or '\u202F' or '\u2007';

    public static bool IsHyphen(char c) => c is '-' or '\u2010' or '\u2011' or '\u2012' or '\u2013';

    /// <summary>What stands between a group and the one before it.</summary>
    public readonly ReadOnlySpan<char> Between(ReadOnlySpan<char> text, int index) => text[_groups[index - 1].End.._groups[index].Start];
}
