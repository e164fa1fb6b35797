using System.Numerics;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Corpus.Duplicates;

/// <summary>Reads the texts of two records again and measures them exactly. One for each thread; the last text stays at hand.</summary>
sealed class TextComparison(IReadOnlyList<RecordFacts> records, RecordLines lines)
{
    readonly ShingledText _a = new(), _b = new();
    readonly WordList _title = new();

    public TextMeasure Measure(int a, int b)
    {
        Load(_a, a);
        Load(_b, b);
        var (sharedA, coverageA, gapsA) = _a.In(_b);
        var (_, coverageB, gapsB) = _b.In(_a);
        var either = _a.Distinct + _b.Distinct - sharedA;
        return new TextMeasure(Share(sharedA, either), Share(sharedA, _a.Distinct), Share(sharedA, _b.Distinct), coverageA, coverageB, gapsA, gapsB, _a.Words, _b.Words, Math.Min(_a.Distinct, _b.Distinct));
    }

    /// <summary>Words that the two titles have in common, of those of the shorter; 0 to 1.</summary>
    public double TitleOverlap(int a, int b)
    {
        var (one, other) = (TitleOf(a), TitleOf(b));
        return Share(one.Count(other.Contains), Math.Min(one.Count, other.Count));
    }

    HashSet<ulong> TitleOf(int record)
    {
        lines.Read(records[record]).TryGetString("title"u8, out var title);
        _title.Read(title);
        return [.. _title.Words];
    }

    static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;

    void Load(ShingledText text, int record)
    {
        if (text.Record == record)
            return;
        text.Record = record;
        lines.Read(records[record]).TryGetString("text"u8, out var body);
        text.Read(body);
    }
}

/// <summary>The lines of records, read again by their places. One for each thread.</summary>
sealed class RecordLines(IReadOnlyList<string> files) : IDisposable
{
    readonly FileStream?[] _files = new FileStream?[files.Count];
    readonly RecordLine _line = new();
    byte[] _buffer = new byte[1 << 16];

    /// <summary>A record's line; a view, valid until the next.</summary>
    /// <exception cref="GateFailedException">The file has changed since it was read first.</exception>
    public RecordLine Read(RecordFacts record)
    {
        var file = _files[record.File] ??= new FileStream(files[record.File], FileMode.Open, FileAccess.Read, FileShare.Read, 0);
        if (_buffer.Length < record.Length)
            _buffer = new byte[Math.Max(record.Length, 2 * _buffer.Length)];
        var bytes = _buffer.AsMemory(0, record.Length);
        for (var read = 0; read < record.Length;)
            read += RandomAccess.Read(file.SafeFileHandle, bytes.Span[read..], record.Offset + read) is var n and > 0 ? n : throw Changed(record);
        return _line.Read(bytes, out _) ? _line : throw Changed(record);
    }

    GateFailedException Changed(RecordFacts record) =>
        new($"{files[record.File]} byte {record.Offset}: expected the record {record.DocumentId}, which was read there before. Something else writes into the lake; run again.");

    public void Dispose()
    {
        foreach (var file in _files)
            file?.Dispose();
    }
}

/// <summary>A text as its shingles, and as a set of them. Reused.</summary>
sealed class ShingledText
{
    readonly WordList _words = new();
    ulong[] _shingles = [];
    ulong[] _set = [];
    int _count;
    int _places;

    /// <summary>Whose text it is.</summary>
    public int Record { get; set; } = -1;

    public int Words => _words.Count;

    /// <summary>Different shingles.</summary>
    public int Distinct { get; private set; }

    public void Read(ReadOnlySpan<byte> body)
    {
        _words.Read(body);
        if (_shingles.Length < _words.Count)
            _shingles = new ulong[Math.Max(_words.Count, 2 * _shingles.Length)];
        _count = Shingles.Of(_words.Words, _shingles);
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, 2 * _count));
        if (_set.Length < size)
            _set = new ulong[size];
        // Of a set that a huge text has left only as much is used as this one needs.
        _places = size;
        Array.Clear(_set, 0, _places);
        Distinct = 0;
        foreach (var shingle in _shingles.AsSpan(0, _count))
            if (Add(shingle))
                Distinct++;
    }

    // One word in six may be changed at random and a run of so many without a shared shingle is still very rare.
    const int LongGap = 12;

    /// <summary>How many of its different shingles the other has, which share of its words stand in these, and which in long runs of words that do not.</summary>
    public (int Shared, double Coverage, double Gaps) In(ShingledText other)
    {
        int shared = 0, covered = 0, gap = 0, inGaps = 0, until = 0;
        var width = Math.Min(Shingles.Width, _words.Count);
        for (var word = 0; word < _words.Count; word++)
        {
            if (word < _count && other.Has(_shingles[word]))
            {
                shared++;
                until = word + width;
            }
            if (word < until)
            {
                covered++;
                gap = 0;
            }
            else if (++gap >= LongGap)
                inGaps += gap == LongGap ? LongGap : 1;
        }
        // Repeated shingles count once in the sets.
        return (shared == _count ? Distinct : DistinctIn(other), _words.Count == 0 ? 0 : (double)covered / _words.Count, _words.Count == 0 ? 0 : (double)inGaps / _words.Count);
    }

    int DistinctIn(ShingledText other)
    {
        var shared = 0;
        foreach (var shingle in _set.AsSpan(0, _places))
            if (shingle != 0 && other.Has(shingle))
                shared++;
        return shared;
    }

    // Zero marks an empty place; a shingle of that value goes by one.
    bool Add(ulong shingle)
    {
        shingle = Math.Max(1, shingle);
        var mask = _places - 1;
        for (var place = (int)shingle & mask; ; place = (place + 1) & mask)
        {
            if (_set[place] == shingle)
                return false;
            if (_set[place] == 0)
            {
                _set[place] = shingle;
                return true;
            }
        }
    }

    bool Has(ulong shingle)
    {
        shingle = Math.Max(1, shingle);
        var mask = _places - 1;
        for (var place = (int)shingle & mask; _set[place] != 0; place = (place + 1) & mask)
            if (_set[place] == shingle)
                return true;
        return false;
    }
}
