namespace Sluice.Publish.Privacy;

/// <summary>What three detectors of each class say of one text, and where they differ. Not thread-safe.</summary>
sealed class Opinions(IReadOnlyList<IDetector> first, IReadOnlyList<IDetector> second, IReadOnlyList<IDetector> third)
{
    readonly List<PrivateSpan> _first = [], _second = [], _third = [];

    /// <summary>What any of them found, in order; one stretch for all that meet, of the class of the longest.</summary>
    public List<PrivateSpan> Spans { get; } = [];

    /// <summary>Classes on which they differed, of all texts since it was last cleared.</summary>
    public SortedSet<string> Disagreed { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether any of them found anything.</summary>
    public bool Ask(ReadOnlySpan<char> text)
    {
        Spans.Clear();
        Find(first, text, _first);
        Find(second, text, _second);
        Find(third, text, _third);
        if (_first.Count + _second.Count + _third.Count == 0)
            return false;
        Compare();
        Unite();
        return true;
    }

    static void Find(IReadOnlyList<IDetector> detectors, ReadOnlySpan<char> text, List<PrivateSpan> found)
    {
        found.Clear();
        foreach (var detector in detectors)
            detector.Find(text, found);
    }

    // The third one only objects: what the two agree on it need not have seen, and whatever they took it for, it is redacted.
    void Compare()
    {
        Note(_first, span => !_second.Exists(span.Overlaps));
        Note(_second, span => !_first.Exists(span.Overlaps));
        Note(_third, span => !_first.Exists(span.Meets) && !_second.Exists(span.Meets));
    }

    void Note(List<PrivateSpan> spans, Predicate<PrivateSpan> isAlone)
    {
        foreach (var span in spans)
            if (isAlone(span))
                Disagreed.Add(span.Class.Name());
    }

    void Unite()
    {
        Spans.AddRange(_first);
        Spans.AddRange(_second);
        Spans.AddRange(_third);
        Spans.Sort(static (a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : b.Length.CompareTo(a.Length));
        var kept = 0;
        for (var i = 1; i < Spans.Count; i++)
        {
            var (last, next) = (Spans[kept], Spans[i]);
            if (next.Start < last.End)
                Spans[kept] = new PrivateSpan(next.Length > last.Length ? next.Class : last.Class, last.Start, Math.Max(last.End, next.End) - last.Start);
            else
                Spans[++kept] = next;
        }
        Spans.RemoveRange(kept + 1, Spans.Count - kept - 1);
    }
}
