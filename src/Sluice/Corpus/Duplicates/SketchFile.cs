using System.Runtime.InteropServices;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Corpus.Duplicates;

/// <summary>What the words of one text come to.</summary>
/// <param name="Body">Of the text's bytes as they stand: equal bytes need not be read again.</param>
readonly record struct TextFacts(UInt128 Body, UInt128 Text, int Words);

/// <summary>
/// The sketches of all texts, on disk: 40 bytes of facts and then the bins, in the order of reading, so that memory does
/// not grow with the corpus. A file of an earlier state of the corpus spares reading the words of texts that are still the same.
/// </summary>
sealed class SketchFile : IDisposable
{
    public const string FileName = "sketches.bin";

    /// <summary>Raise it whenever words, shingles or sketches change.</summary>
    const ulong Format = 0x534C_5543_4531_0001;

    const int FactBytes = 40;
    const int EntryBytes = FactBytes + Sketch.Bins * sizeof(uint);

    readonly FileStream _file;

    SketchFile(FileStream file) => _file = file;

    public int Count { get; private set; }

    public static SketchFile Create(string path)
    {
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, 1 << 16);
        file.Write(BitConverter.GetBytes(Format));
        return new SketchFile(file);
    }

    /// <summary>Null if there is none, or it is of another format or cut short: then it is simply of no use.</summary>
    public static SketchFile? Open(string path)
    {
        if (!File.Exists(path))
            return null;
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0);
        Span<byte> format = stackalloc byte[sizeof(ulong)];
        if (file.ReadAtLeast(format, format.Length, throwOnEndOfStream: false) == format.Length && BitConverter.ToUInt64(format) == Format && (file.Length - sizeof(ulong)) % EntryBytes == 0)
            return new SketchFile(file) { Count = (int)((file.Length - sizeof(ulong)) / EntryBytes) };
        file.Dispose();
        return null;
    }

    /// <summary>Adds an entry; returns its number.</summary>
    public int Add(TextFacts facts, ReadOnlySpan<uint> bins)
    {
        Span<byte> head = stackalloc byte[FactBytes];
        MemoryMarshal.Write(head, facts.Body);
        MemoryMarshal.Write(head[16..], facts.Text);
        MemoryMarshal.Write(head[32..], (long)facts.Words);
        _file.Write(head);
        _file.Write(MemoryMarshal.AsBytes(bins));
        return Count++;
    }

    /// <summary>Everything added so far can be read from here on.</summary>
    public void Flush() => _file.Flush(flushToDisk: false);

    public TextFacts FactsOf(int entry)
    {
        Span<byte> head = stackalloc byte[FactBytes];
        Read(head, At(entry));
        return new TextFacts(MemoryMarshal.Read<UInt128>(head), MemoryMarshal.Read<UInt128>(head[16..]), (int)MemoryMarshal.Read<long>(head[32..]));
    }

    public void Read(int entry, Span<uint> bins) => Read(MemoryMarshal.AsBytes(bins), At(entry) + FactBytes);

    /// <summary>All entries in order, as bytes of bins. The span is valid until the next.</summary>
    public IEnumerable<uint[]> ReadAll()
    {
        var block = new byte[EntryBytes * 64];
        var bins = new uint[Sketch.Bins];
        for (var entry = 0; entry < Count; entry += 64)
        {
            var entries = Math.Min(64, Count - entry);
            Read(block.AsSpan(0, entries * EntryBytes), At(entry));
            for (var i = 0; i < entries; i++)
            {
                block.AsSpan(i * EntryBytes + FactBytes, Sketch.Bins * sizeof(uint)).CopyTo(MemoryMarshal.AsBytes(bins.AsSpan()));
                yield return bins;
            }
        }
    }

    static long At(int entry) => sizeof(ulong) + (long)entry * EntryBytes;

    void Read(Span<byte> into, long at)
    {
        while (!into.IsEmpty)
        {
            var read = RandomAccess.Read(_file.SafeFileHandle, into, at);
            if (read == 0)
                throw new GateFailedException($"{_file.Name} ends at byte {at}, in the middle of a sketch. Take its folder away; the next run makes it again.");
            into = into[read..];
            at += read;
        }
    }

    public void Dispose() => _file.Dispose();
}
