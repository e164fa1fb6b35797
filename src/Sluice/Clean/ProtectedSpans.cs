using System.Buffers;

namespace Sluice.Clean;

/// <summary>What must stay as it is, by kind, so that each cleaner can say what it would hurt.</summary>
[Flags]
public enum Protected
{
    None = 0,

    /// <summary>Between fences (<c>```</c>, <c>~~~</c>), and HTML's <c>pre</c>, <c>code</c>, <c>script</c> and <c>style</c>.</summary>
    Fence = 1,

    /// <summary>Lines set in by four spaces or a tab after a blank line, outside lists.</summary>
    Indented = 2,

    /// <summary>Between backticks.</summary>
    Backticks = 4,

    /// <summary><c>$…$</c>, <c>$$…$$</c>, <c>\(…\)</c>, <c>\[…\]</c>, environments, and <c>math</c> elements.</summary>
    Math = 8,

    /// <summary>Rows of Markdown tables.</summary>
    Row = 16,

    /// <summary>HTML tables.</summary>
    Table = 32,

    Code = Fence | Indented | Backticks,

    All = 63,
}

/// <summary>
/// Where a text holds formulas, code and tables. Where it is not certain, it says yes: a formula that was taken for
/// prose is broken, prose that was taken for a formula is only left as it was. Reused from text to text.
/// </summary>
public sealed class ProtectedSpans
{
    // How far the end of a formula or of code within a line may be; also what keeps hostile texts from costing squares.
    const int LongestInline = 2000, LongestDisplay = 20_000;

    static readonly (string Name, Protected Kind)[] Elements =
        [("table", Protected.Table), ("math", Protected.Math), ("pre", Protected.Fence), ("code", Protected.Fence), ("script", Protected.Fence), ("style", Protected.Fence)];

    static readonly SearchValues<char> OfFormulas = SearchValues.Create("\\^_{}=");

    readonly BlockSpans _blocks = new();
    readonly List<(int Start, int End, Protected Kind)> _spans = [];
    int _first;

    /// <summary>In place of the text before.</summary>
    public void Read(ReadOnlySpan<char> text)
    {
        _spans.Clear();
        _blocks.Read(text, _spans);
        if (text.Contains('<'))
            foreach (var (name, kind) in Elements)
                ReadElements(text, name, kind);
        _spans.Sort();
        ReadInline(text);
        _spans.Sort();
        _first = 0;
    }

    /// <summary>Questions may begin at the text's start again.</summary>
    public void Rewind() => _first = 0;

    /// <summary>Whether the character at <paramref name="at"/> lies in a span of one of the kinds; questions come in ascending order.</summary>
    public bool Contains(int at, Protected kinds)
    {
        while (_first < _spans.Count && _spans[_first].End <= at)
            _first++;
        for (var i = _first; i < _spans.Count && _spans[i].Start <= at; i++)
            if (at < _spans[i].End && (_spans[i].Kind & kinds) != Protected.None)
                return true;
        return false;
    }

    void ReadElements(ReadOnlySpan<char> text, string name, Protected kind)
    {
        for (var at = 0; text[at..].IndexOf("<" + name, StringComparison.OrdinalIgnoreCase) is var step && step >= 0;)
        {
            var start = at + step;
            var inside = start + 1 + name.Length;
            at = inside;
            if (inside == text.Length || (text[inside] != '>' && !char.IsWhiteSpace(text[inside])))
                continue;
            var end = text[inside..].IndexOf($"</{name}>", StringComparison.OrdinalIgnoreCase);
            if (end < 0)
                return;
            at = inside + end + name.Length + 3;
            _spans.Add((start, at, kind));
        }
    }

    void ReadInline(ReadOnlySpan<char> text)
    {
        var blocks = _spans.Count;
        var block = 0;
        for (var at = 0; at < text.Length && text[at..].IndexOfAny('`', '$', '\\') is var step && step >= 0;)
        {
            at += step;
            while (block < blocks && (_spans[block].End <= at || (_spans[block].Kind & Protected.Code) == Protected.None))
                block++;
            if (block < blocks && _spans[block].Start <= at)
            {
                at = _spans[block].End;
                continue;
            }
            var length = text[at] switch { '`' => Backticks(text[at..]), '$' => Dollars(text[at..]), _ => Backslash(text[at..]) };
            if (length > 0)
                _spans.Add((at, at + length, text[at] == '`' ? Protected.Backticks : Protected.Math));
            at += length > 0 ? length : text[at] switch { '`' => RunOf(text[at..], '`'), '\\' => 2, _ => 1 };
        }
    }

    static int RunOf(ReadOnlySpan<char> text, char c) => text.IndexOfAnyExcept(c) is var length && length < 0 ? text.Length : length;

    // To the same number of backticks in the same paragraph; 0 if there is none.
    static int Backticks(ReadOnlySpan<char> text)
    {
        var count = RunOf(text, '`');
        var rest = Paragraph(text, count);
        for (var at = 0; rest[at..].IndexOf('`') is var step && step >= 0;)
        {
            at += step;
            var closing = RunOf(rest[at..], '`');
            if (closing == count)
                return count + at + count;
            at += closing;
        }
        return 0;
    }

    // $5 and $6 are sums of money: between the dollars is something that only formulas have, or, as Pandoc reads them, no
    // space inside them and no digit behind.
    static int Dollars(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("$$"))
            return Until(text, 2, "$$", LongestDisplay);
        var rest = Paragraph(text, 1);
        var end = 0;
        while (end < rest.Length && rest[end] != '$')
            end += rest[end] == '\\' ? 2 : 1;
        if (end == 0 || end >= rest.Length)
            return 0;
        var isTight = !char.IsWhiteSpace(rest[0]) && !char.IsWhiteSpace(rest[end - 1]) && (end + 1 == rest.Length || !char.IsAsciiDigit(rest[end + 1]));
        return isTight || rest[..end].ContainsAny(OfFormulas) ? end + 2 : 0;
    }

    static int Backslash(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("\\("))
            return Until(text, 2, "\\)", LongestInline);
        if (text.StartsWith("\\["))
            return Until(text, 2, "\\]", LongestDisplay);
        if (!text.StartsWith("\\begin{") || text[..Math.Min(text.Length, 40)].IndexOf('}') is var brace && brace < 0)
            return 0;
        return Until(text, brace + 1, string.Concat("\\end", text[6..(brace + 1)]), LongestDisplay);
    }

    static int Until(ReadOnlySpan<char> text, int from, string end, int longest) =>
        text[from..Math.Min(text.Length, from + longest)].IndexOf(end) is var length && length < 0 ? 0 : from + length + end.Length;

    static ReadOnlySpan<char> Paragraph(ReadOnlySpan<char> text, int from)
    {
        var rest = text[from..Math.Min(text.Length, from + LongestInline)];
        return rest.IndexOf("\n\n") is var end && end >= 0 ? rest[..end] : rest;
    }
}
