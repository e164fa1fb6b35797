namespace Sluice.Publish.Privacy.Second;

/// <summary>Where a text is mathematics or code.</summary>
sealed class Regions
{
    const int LongestFormula = 4_000, LongestInline = 400;

    readonly List<(int Start, int End, bool Code)> _regions = [];

    /// <summary>Reads a text once, from its head to its end.</summary>
    public Regions(ReadOnlySpan<char> text)
    {
        var dollars = new Closings(text, "$$");
        var fences = new Closings(text, "```");
        for (var i = 0; i < text.Length;)
        {
            var next = text[i..].IndexOfAny('$', '`', '\\');
            if (next < 0)
                return;
            i += next;
            var rest = text[i..];
            var end = rest switch
            {
                _ when rest.StartsWith("```") => fences.After(text, i + 3, text.Length),
                _ when rest.StartsWith("$$") => dollars.After(text, i + 2, LongestFormula),
                _ when rest.StartsWith(@"\(") => Close(text, i + 2, @"\)", LongestInline),
                _ when rest.StartsWith(@"\[") => Close(text, i + 2, @"\]", LongestFormula),
                _ when rest[0] == '`' => Close(text, i + 1, "`", LongestInline),
                _ when rest[0] == '$' => CloseDollar(text, i + 1),
                _ => -1,
            };
            if (end > 0)
            {
                _regions.Add((i, end, rest[0] == '`'));
                i = end;
            }
            else
            {
                i += rest[0] == '\\' ? 2 : 1;
            }
        }
    }

    public bool IsMath(int place) => Holds(place) is { Code: false };

    public bool IsCode(int place) => Holds(place) is { Code: true };

    /// <summary>The formula or the code at a place; null where there is prose.</summary>
    public (int Start, int End, bool Code)? Holds(int place)
    {
        var (low, high) = (0, _regions.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (place < _regions[middle].Start)
                high = middle - 1;
            else if (place >= _regions[middle].End)
                low = middle + 1;
            else
                return _regions[middle];
        }
        return null;
    }

    // A formula ends at the paragraph's end at the latest.
    static int Close(ReadOnlySpan<char> text, int from, string mark, int atMost)
    {
        var inside = text.Between(from, from + atMost);
        var end = inside.IndexOf(mark);
        var paragraph = inside.IndexOf("\n\n");
        return end > 0 && (paragraph < 0 || paragraph > end) ? from + end + mark.Length : -1;
    }

    // A price is no formula: what is one neither begins nor ends with a space, and no digit follows it.
    static int CloseDollar(ReadOnlySpan<char> text, int from)
    {
        if (char.IsWhiteSpace(text.At(from)))
            return -1;
        var end = Close(text, from, "$", LongestInline);
        return end > 0 && !char.IsWhiteSpace(text[end - 2]) && !char.IsAsciiDigit(text.At(end)) ? end : -1;
    }

    /// <summary>The next mark of a kind, sought once a stretch however often it is asked for.</summary>
    ref struct Closings(ReadOnlySpan<char> text, string mark)
    {
        int _next = text.IndexOf(mark);

        public int After(ReadOnlySpan<char> text, int from, int atMost)
        {
            if (_next >= 0 && _next < from)
            {
                var further = text.Between(from, text.Length).IndexOf(mark);
                _next = further < 0 ? -1 : from + further;
            }
            return _next >= 0 && _next - from <= atMost ? _next + mark.Length : -1;
        }
    }
}
