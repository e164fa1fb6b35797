using System.Text.RegularExpressions;

namespace Sluice.Publish.Privacy.Second;

/// <summary>Regular expressions whose time grows with the text alone, and how they are asked without an allocation.</summary>
static class Linear
{
    const RegexOptions Always = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    public static Regex Pattern(string pattern) => new(pattern, Always);

    public static Regex AnyCase(string pattern) => new(pattern, Always | RegexOptions.IgnoreCase);

    /// <summary>Whether the pattern, which begins with <c>\A</c>, is at the text's head, and how long it is there.</summary>
    public static bool Heads(this Regex pattern, ReadOnlySpan<char> text, out int length)
    {
        var found = pattern.First(text, out _, out length);
        return found;
    }

    public static bool Heads(this Regex pattern, ReadOnlySpan<char> text) => pattern.Heads(text, out _);

    /// <summary>Whether the pattern, which ends with <c>\z</c>, is at the text's end, and where it begins there.</summary>
    public static bool Tails(this Regex pattern, ReadOnlySpan<char> text, out int start) => pattern.First(text, out start, out _);

    public static bool Tails(this Regex pattern, ReadOnlySpan<char> text) => pattern.First(text, out _, out _);

    public static bool First(this Regex pattern, ReadOnlySpan<char> text, out int start, out int length)
    {
        foreach (var match in pattern.EnumerateMatches(text))
        {
            (start, length) = (match.Index, match.Length);
            return true;
        }
        (start, length) = (0, 0);
        return false;
    }

    /// <summary>The last match that the text holds.</summary>
    public static bool Last(this Regex pattern, ReadOnlySpan<char> text, out int start, out int length)
    {
        (start, length) = (-1, 0);
        foreach (var match in pattern.EnumerateMatches(text))
            (start, length) = (match.Index, match.Length);
        return start >= 0;
    }

    /// <summary>The text between two places, which may lie beyond its ends.</summary>
    public static ReadOnlySpan<char> Between(this ReadOnlySpan<char> text, int start, int end)
    {
        start = Math.Max(start, 0);
        return text[start..Math.Max(start, Math.Min(end, text.Length))];
    }

    /// <summary>The character at a place; NUL beyond the ends.</summary>
    public static char At(this ReadOnlySpan<char> text, int place) => (uint)place < (uint)text.Length ? text[place] : '\0';

    /// <summary>The part of a line before a place, at most so long.</summary>
    public static ReadOnlySpan<char> LineBefore(this ReadOnlySpan<char> text, int place, int atMost)
    {
        var before = text.Between(place - atMost, place);
        return before[(before.LastIndexOfAny('\n', '\r') + 1)..];
    }

    /// <summary>The part of a line from a place on, at most so long.</summary>
    public static ReadOnlySpan<char> LineAfter(this ReadOnlySpan<char> text, int place, int atMost)
    {
        var after = text.Between(place, place + atMost);
        var end = after.IndexOfAny('\n', '\r');
        return end < 0 ? after : after[..end];
    }

    /// <summary>Puts what was added since <paramref name="from"/> in order and joins what overlaps or touches.</summary>
    public static void Settle(List<PrivateSpan> found, int from)
    {
        if (found.Count - from < 2)
            return;
        found.Sort(from, found.Count - from, Comparer<PrivateSpan>.Create(static (a, b) => (a.Start, a.End).CompareTo((b.Start, b.End))));
        var last = from;
        for (var i = from + 1; i < found.Count; i++)
        {
            if (found[i].Start <= found[last].End)
                found[last] = found[last] with { Length = Math.Max(found[last].End, found[i].End) - found[last].Start };
            else
                found[++last] = found[i];
        }
        found.RemoveRange(last + 1, found.Count - last - 1);
    }
}
