namespace Sluice.Publish.Privacy.First;

/// <summary>Brings what was found in several readings into one order.</summary>
internal static class InOrder
{
    /// <summary>Sorts what was found from <paramref name="from"/> on and joins what overlaps.</summary>
    public static void Tidy(List<PrivateSpan> found, int from)
    {
        if (found.Count - from < 2)
            return;
        found.Sort(from, found.Count - from, Comparer<PrivateSpan>.Create((a, b) => a.Start.CompareTo(b.Start)));
        var last = from;
        for (var i = from + 1; i < found.Count; i++)
        {
            if (found[i].Start < found[last].End)
                found[last] = found[last] with { Length = Math.Max(found[last].End, found[i].End) - found[last].Start };
            else
                found[++last] = found[i];
        }
        found.RemoveRange(last + 1, found.Count - last - 1);
    }
}
