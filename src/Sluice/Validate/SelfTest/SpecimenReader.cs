using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Sluice.Records;
using Sluice.Sources;
using Sluice.Zones;

namespace Sluice.Validate.SelfTest;

/// <summary>
/// Takes the records of files as specimens: at most <see cref="Most"/>, spread by a hash so that the same files always
/// give the same ones. A record of a bare file gets the stamp that Extract would give it.
/// </summary>
sealed class SpecimenReader(SourceEntry source, DateTimeOffset now)
{
    public const int Most = 200;

    /// <summary>Longer lines are passed over: 1 MiB, since each is tried with every mutation.</summary>
    public const int LongestLine = 1 << 20;

    // Some have errors and are left out later.
    const int Candidates = 2 * Most;

    readonly PriorityQueue<Specimen, ulong> _kept = new(Comparer<ulong>.Create(static (a, b) => b.CompareTo(a)));
    readonly RecordLine _line = new();

    public async Task<IReadOnlyList<Specimen>> ReadAsync(IEnumerable<string> files, CancellationToken cancel)
    {
        foreach (var path in files.Order(StringComparer.Ordinal))
        {
            using var reader = new LineReader(File.OpenRead(path), Path.GetFileName(path), hashed: false);
            await foreach (var row in reader.RowsAsync(cancel))
                if (!row.TooLong && row.Bytes.Length <= LongestLine && _line.Read(row.Bytes, out _))
                    Keep(row.Place);
        }
        return [.. _kept.UnorderedItems.Select(item => item.Element).OrderBy(specimen => specimen.Place.File, StringComparer.Ordinal).ThenBy(specimen => specimen.Place.Line)];
    }

    void Keep(Place place)
    {
        var hash = BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(_line.Bytes));
        if (_kept.Count == Candidates && _kept.TryPeek(out _, out var worst) && hash > worst)
            return;
        _kept.Enqueue(new Specimen(Stamped(place), place), hash);
        if (_kept.Count > Candidates)
            _kept.Dequeue();
    }

    byte[] Stamped(Place place)
    {
        var theirs = _line.TryGet(Encoding.UTF8.GetBytes(Provenance.Field), out var value);
        if (theirs && value.TryGetMember("source_system"u8, out _) && value.TryGetMember("license"u8, out _))
            return _line.Memory.ToArray();
        // As if it had come in the file that the registry names.
        if (_line.GetString("source"u8) is { } name && source.Collection(name) is { } collection)
            place = place with { File = collection.File };
        var stamp = new JsonLineBuilder();
        new Provenance(source.Title, now, source.License, "api", source.Dataset, new string('0', 40)).WriteTo(stamp, place, new string('0', 40), theirs);
        return new LineEdit().Begin(_line).Append(Provenance.Field, stamp.Bytes.ToArray()).Apply().ToArray();
    }
}
