using System.Buffers;

namespace Sluice.Publish.Privacy.First;

/// <summary>What is no prose.</summary>
[Flags]
internal enum Regions
{
    None = 0,

    /// <summary><c>$…$</c>, <c>$$…$$</c>, <c>\(…\)</c>, <c>\[…\]</c>.</summary>
    Math = 1,

    /// <summary>Between backticks and between fences.</summary>
    Code = 2,
}

/// <summary>Where a text holds formulas and code. It is read when the first question comes; most texts are never asked about.</summary>
internal ref struct Formulas(ReadOnlySpan<char> text)
{
    const int LongestInline = 1000, LongestBlock = 20_000;

    static readonly SearchValues<char> OfFormulas = SearchValues.Create("\\^_={}");

    readonly ReadOnlySpan<char> _text = text;
    List<(int Start, int End, Regions Kind)>? _spans;

    /// <summary>Whether the character at <paramref name="at"/> lies in one of the kinds.</summary>
    public bool Contain(int at, Regions kinds)
    {
        _spans ??= Read(_text);
        var (low, high) = (0, _spans.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_spans[middle].End <= at)
                low = middle + 1;
            else
                high = middle;
        }
        return low < _spans.Count && _spans[low].Start <= at && (_spans[low].Kind & kinds) != Regions.None;
    }

    static List<(int Start, int End, Regions Kind)> Read(ReadOnlySpan<char> text)
    {
        var spans = new List<(int, int, Regions)>();
        // Where the next \) and \] are, so that none is searched for twice.
        var (round, square) = (-1, -1);
        for (var at = 0; at < text.Length && text[at..].IndexOfAny("$\\`~") is var step && step >= 0;)
        {
            at += step;
            var rest = text[at..];
            var (length, kind) = rest[0] switch
            {
                '$' => (Dollars(rest), Regions.Math),
                '\\' when rest.Length > 1 && rest[1] == '(' => (Slashes(text, at, "\\)", LongestInline, ref round), Regions.Math),
                '\\' when rest.Length > 1 && rest[1] == '[' => (Slashes(text, at, "\\]", LongestBlock, ref square), Regions.Math),
                '\\' => (0, Regions.Math),
                _ => (Ticks(rest, at == 0 || text[at - 1] is '\n' or ' '), Regions.Code),
            };
            if (length > 0)
                spans.Add((at, at + length, kind));
            at += length > 0 ? length : rest[0] == '\\' ? 2 : Run(rest);
        }
        return spans;
    }

    static int Run(ReadOnlySpan<char> text) => text.IndexOfAnyExcept(text[0]) is var length && length < 0 ? text.Length : length;

    static int Until(ReadOnlySpan<char> text, int from, ReadOnlySpan<char> end, int longest) =>
        text[from..Math.Min(text.Length, from + longest)].IndexOf(end) is var length && length < 0 ? 0 : from + length + end.Length;

    // $5 and $6 are sums: a formula's dollars touch it, and no digit follows, or what only formulas have is between them.
    static int Dollars(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("$$"))
            return Until(text, 2, "$$", LongestBlock);
        var line = text[1..Math.Min(text.Length, LongestInline)];
        var end = line.IndexOf('$');
        if (end <= 0 || line[..end].IndexOf("\n\n") >= 0)
            return 0;
        var inside = line[..end];
        var isTight = !char.IsWhiteSpace(inside[0]) && !char.IsWhiteSpace(inside[^1]) && (end + 1 >= line.Length || !char.IsAsciiDigit(line[end + 1]));
        return isTight || inside.ContainsAny(OfFormulas) ? end + 2 : 0;
    }

    static int Slashes(ReadOnlySpan<char> text, int at, ReadOnlySpan<char> end, int longest, ref int next)
    {
        if (next < at + 2)
            next = text[(at + 2)..].IndexOf(end) is var step && step < 0 ? int.MaxValue : at + 2 + step;
        return next - at > longest ? 0 : next + end.Length - at;
    }

    static int Ticks(ReadOnlySpan<char> text, bool isFirst)
    {
        var run = Run(text);
        if (run >= 3 && isFirst)
            return text[run..].IndexOf(text[..3]) is var length && length < 0 ? text.Length : run + length + 3;
        if (text[0] == '~' || run > 3)
            return 0;
        var rest = text[run..Math.Min(text.Length, run + LongestInline)];
        var end = rest.IndexOf(text[..run]);
        return end < 0 || rest[..end].IndexOf("\n\n") >= 0 ? 0 : run + end + run;
    }
}
