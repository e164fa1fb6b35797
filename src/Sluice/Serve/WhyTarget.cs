using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Serve;

/// <summary>
/// Which record is meant: an id of upstream's, or for a row without one its hash, or for a row that is no record its
/// place in one of upstream's files.
/// </summary>
/// <param name="Key">The id, or <c>sha256:…</c>; null for a row that only has a place.</param>
/// <param name="FileSha256">Of the file that <paramref name="Place"/> is in: another version of it may hold another row there.</param>
sealed record WhyTarget(string Text, string? Source, string? Key, Place? Place, string? FileSha256)
{
    const string HashPrefix = "sha256:";

    /// <summary>True for the key of a row without an id.</summary>
    public bool IsHash => Key is not null && Key.StartsWith(HashPrefix, StringComparison.Ordinal) && Key.Length == HashPrefix.Length + 64;

    public static async Task<WhyTarget> ParseAsync(Lake lake, string text, CancellationToken cancel)
    {
        var sources = lake.Sources();
        var (source, id) = DocumentId.Parse(text) is var parsed && sources.Contains(parsed.Source, StringComparer.Ordinal) ? (parsed.Source, parsed.UpstreamId) : (null, text);
        var colon = id.LastIndexOf(':');
        if (colon > 0 && long.TryParse(id.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var line))
            foreach (var dump in WhyDumps.NewestFirst(lake, source))
                if (dump.Metadata.Files.FirstOrDefault(file => file.Path == id[..colon]) is { } file
                    && await AtAsync(lake, dump, file, new Place(file.Path, line), text, cancel) is { } found)
                    return found;
        return new WhyTarget(text, source, id, null, null);
    }

    // Upstream's own file says what stands there; without it, the dump's lists do.
    static async Task<WhyTarget?> AtAsync(Lake lake, Dump dump, DumpFile file, Place place, string text, CancellationToken cancel)
    {
        if (UpstreamFile.Open(lake, dump.Source, file.Sha256) is not { } stream)
            return null;
        using var reader = UpstreamRows.Open(stream, file.Path, dump.Metadata.Table);
        var line = new RecordLine();
        await foreach (var row in reader.RowsAsync(cancel))
            if (row.Place.Line == place.Line)
                return new WhyTarget(text, dump.Source, !row.TooLong && line.Read(row.Bytes, out _) ? KeyOf(line) : null, row.Place, file.Sha256) { Marked = line.FieldCount == 1 ? line.GetString("forgotten"u8) : null };
            else if (row.Place.Line > place.Line)
                break;
        return null;
    }

    /// <summary>What a row as sent goes by: its id, or its hash if it has none that can be used.</summary>
    static string KeyOf(RecordLine line) => IdOf(line) ?? HashPrefix + Convert.ToHexStringLower(SHA256.HashData(line.Bytes));

    /// <summary>The tombstone of the record, if it was forgotten; a place is that of its marker.</summary>
    public Tombstone? TombstoneIn(Tombstones tombstones) =>
        tombstones.Find(Text) ?? (Marked is { } marked && tombstones.Find(marked) is { } stands && stands.Source == Source ? stands : Key is null ? null : tombstones.FindUpstream(Source, Key));

    /// <summary>The document id that the line at the place names, if that is how a forgotten row looks.</summary>
    string? Marked { get; init; }

    static string? IdOf(RecordLine line) => line.GetString("id"u8) is { Length: > 0 } id ? id : null;

    /// <summary>Whether a row of any zone is meant; <paramref name="sha256"/> is that of its line as sent.</summary>
    public bool IsRow(RecordLine line, string sha256) =>
        Key is null ? false : IdOf(line) is { } id ? id == Key : Key == HashPrefix + sha256;

    /// <summary>Whether an entry of a list (dropped, quarantine) is meant, by id, or by place in the very same file.</summary>
    public bool IsEntry(RecordLine line, Dump dump)
    {
        if (IdOf(line) is { } id)
            return id == Key;
        return Place is { } place && line.GetString("file"u8) == place.File && line.TryGet("line"u8, out var number)
            && Encoding.UTF8.GetString(number.Bytes) == place.Line.ToString(CultureInfo.InvariantCulture)
            && dump.Metadata.Files.Any(file => file.Path == place.File && file.Sha256 == FileSha256);
    }

    /// <summary>The bytes without which a line need not be parsed; empty if every line must be.</summary>
    public byte[] Sign => Key is { } key && !IsHash && key.All(c => c is >= ' ' and < (char)127 and not ('"' or '\\' or '/')) ? Encoding.UTF8.GetBytes(key) : [];
}
