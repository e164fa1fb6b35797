using System.Globalization;
using System.Text;

namespace Sluice.JsonSchema.Patterns;

/// <summary>A set of Unicode code points, and how .NET's expressions over UTF-16 say it.</summary>
sealed class CodePointSet
{
    const int Last = 0x10FFFF, FirstAstral = 0x10000;

    List<(int Low, int High)> _ranges = [];

    public static CodePointSet Digits { get; } = Of(('0', '9'));

    public static CodePointSet Word { get; } = Of(('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z'));

    /// <summary>ECMA-262's white space and line terminators.</summary>
    public static CodePointSet Space { get; } =
        Of((9, 13), (' ', ' '), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF));

    public static CodePointSet LineEnds { get; } = Of(('\n', '\n'), ('\r', '\r'), (0x2028, 0x2029));

    public static CodePointSet Of(params ReadOnlySpan<(int Low, int High)> ranges)
    {
        var set = new CodePointSet();
        foreach (var (low, high) in ranges)
            set.Add(low, high);
        return set;
    }

    public void Add(int low, int high)
    {
        _ranges.Add((low, high));
        if (_ranges.Count < 2 || _ranges[^2].High + 1 < low)
            return;
        _ranges.Sort();
        var joined = new List<(int Low, int High)>();
        foreach (var range in _ranges)
            if (joined.Count > 0 && range.Low <= joined[^1].High + 1)
                joined[^1] = (joined[^1].Low, Math.Max(joined[^1].High, range.High));
            else
                joined.Add(range);
        _ranges = joined;
    }

    public void Add(CodePointSet other)
    {
        foreach (var (low, high) in other._ranges)
            Add(low, high);
    }

    /// <summary>The only member, or -1 where there are none or several.</summary>
    public int Single => _ranges is [var (low, high)] && low == high ? low : -1;

    public CodePointSet Complement()
    {
        var rest = new CodePointSet();
        var from = 0;
        foreach (var (low, high) in _ranges)
        {
            if (low > from)
                rest._ranges.Add((from, low - 1));
            from = high + 1;
        }
        if (from <= Last)
            rest._ranges.Add((from, Last));
        return rest;
    }

    /// <param name="repeats">Whether any number of these follow each other, so that halves of a pair may go by one at a time.</param>
    public string ToDotnet(bool repeats)
    {
        var astral = _ranges.Where(range => range.High >= FirstAstral).Select(range => (Low: Math.Max(range.Low, FirstAstral), range.High)).ToList();
        var all = astral is [(FirstAstral, Last)];
        var units = new StringBuilder();
        foreach (var (low, high) in _ranges.Where(range => range.Low < FirstAstral))
            AddUnits(units, low, Math.Min(high, 0xFFFF), keepHalves: astral.Count == 0 || (all && repeats));
        var plain = units.Length == 0 ? null : $"[{units}]";
        if (astral.Count == 0)
            return plain ?? @"(?:[^\s\S])";
        if (all && repeats)
            return plain ?? "[\uD800-\uDFFF]";
        var pairs = string.Join('|', astral.SelectMany(Pairs));
        return plain is null ? $"(?:{pairs})" : $"(?:{pairs}|{plain})";
    }

    // Beside pairs, halves do not count as characters of their own: one half of a pair must not pass for one.
    static void AddUnits(StringBuilder units, int low, int high, bool keepHalves)
    {
        if (!keepHalves && low <= 0xDFFF && high >= 0xD800)
        {
            if (low < 0xD800)
                AddUnits(units, low, 0xD7FF, true);
            if (high > 0xDFFF)
                AddUnits(units, 0xE000, high, true);
            return;
        }
        units.Append(Unit(low));
        if (high > low)
            units.Append('-').Append(Unit(high));
    }

    static IEnumerable<string> Pairs((int Low, int High) range)
    {
        var (low, high) = (range.Low - FirstAstral, range.High - FirstAstral);
        while (low <= high)
        {
            var (lead, trail) = (low >> 10, low & 0x3FF);
            if (trail == 0 && (low | 0x3FF) <= high)
            {
                var lastLead = ((high + 1) >> 10) - 1;
                yield return $"[{Unit(0xD800 + lead)}-{Unit(0xD800 + lastLead)}][\\uDC00-\\uDFFF]";
                low = (lastLead + 1) << 10;
                continue;
            }
            var end = Math.Min(high, low | 0x3FF);
            yield return $"{Unit(0xD800 + lead)}[{Unit(0xDC00 + trail)}-{Unit(0xDC00 + (end & 0x3FF))}]";
            low = end + 1;
        }
    }

    static string Unit(int unit) => char.IsAsciiLetterOrDigit((char)unit) ? ((char)unit).ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{unit:X4}");
}
