using Sluice.Records;

namespace Sluice.Publish.Privacy;

/// <summary>What three detectors of each class say of one text, and where they differ. Its time grows with what they find. Not thread-safe.</summary>
sealed class Opinions(IReadOnlyList<IDetector> first, IReadOnlyList<IDetector> second, IReadOnlyList<IDetector> third)
{
    static readonly Comparison<PrivateSpan> ByPlace = static (a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : b.Length.CompareTo(a.Length);

    const string End = "\n\n#";

    readonly TextBuffer _closed = new();
    readonly List<PrivateSpan> _first = [], _second = [], _third = [], _both = [];

    /// <summary>What any of them found, in order; one stretch for all that meet, of the class of the longest.</summary>
    public List<PrivateSpan> Spans { get; } = [];

    /// <summary>Classes on which they differed, of all texts since it was last cleared.</summary>
    public SortedSet<string> Disagreed { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether any of them found anything.</summary>
    /// <param name="isWhole">Whether a number or a street at its end may have been cut off: titles and names end where they end. E-mail addresses are looked for as if they might be.</param>
    public bool Ask(ReadOnlySpan<char> text, bool isWhole)
    {
        Spans.Clear();
        var closed = isWhole ? text : Closed(text);
        Find(first, text, closed, _first);
        Find(second, text, closed, _second);
        Find(third, text, closed, _third);
        if (_first.Count + _second.Count + _third.Count == 0)
            return false;
        foreach (var what in Enum.GetValues<PrivacyClass>())
            if (DiffersOn(what, _first, _second) || DiffersOn(what, _second, _first))
                Disagreed.Add(what.Name());
        // The third one only objects: what the two agree on it need not have seen, and whatever they took it for, it is redacted.
        _both.Clear();
        _both.AddRange(_first);
        _both.AddRange(_second);
        Unite(_both);
        Note(_third, _both);
        Spans.AddRange(_both);
        Spans.AddRange(_third);
        Unite(Spans);
        return true;
    }

    // With an end of its own, which is no part of any find.
    ReadOnlySpan<char> Closed(ReadOnlySpan<char> text)
    {
        _closed.Load(text);
        End.CopyTo(_closed.Room(text.Length + End.Length)[text.Length..]);
        _closed.SetLength(text.Length + End.Length);
        return _closed.Span;
    }

    static void Find(IReadOnlyList<IDetector> detectors, ReadOnlySpan<char> text, ReadOnlySpan<char> closed, List<PrivateSpan> found)
    {
        found.Clear();
        foreach (var detector in detectors)
            detector.Find(detector.Class == PrivacyClass.Email ? text : closed, found);
        found.Sort(ByPlace);
    }

    // Whether one sees something of the class where the other sees nothing of it. Both are in order.
    static bool DiffersOn(PrivacyClass what, List<PrivateSpan> one, List<PrivateSpan> other)
    {
        int next = 0, reach = -1;
        foreach (var span in one)
        {
            if (span.Class != what)
                continue;
            for (; next < other.Count && other[next].Start < span.End; next++)
                if (other[next].Class == what)
                    reach = Math.Max(reach, other[next].End);
            if (reach <= span.Start)
                return true;
        }
        return false;
    }

    void Note(List<PrivateSpan> third, List<PrivateSpan> united)
    {
        int next = 0, reach = -1;
        foreach (var span in third)
        {
            for (; next < united.Count && united[next].Start < span.End; next++)
                reach = Math.Max(reach, united[next].End);
            if (reach <= span.Start)
                Disagreed.Add(span.Class.Name());
        }
    }

    static void Unite(List<PrivateSpan> spans)
    {
        if (spans.Count == 0)
            return;
        spans.Sort(ByPlace);
        var kept = 0;
        for (var i = 1; i < spans.Count; i++)
        {
            var (last, next) = (spans[kept], spans[i]);
            if (next.Start < last.End)
                spans[kept] = new PrivateSpan(next.Length > last.Length ? next.Class : last.Class, last.Start, Math.Max(last.End, next.End) - last.Start);
            else
                spans[++kept] = next;
        }
        spans.RemoveRange(kept + 1, spans.Count - kept - 1);
    }
}
