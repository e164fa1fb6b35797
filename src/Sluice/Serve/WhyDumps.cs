using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Serve;

/// <summary>What single dumps say of a record. Lines that do not hold its id's bytes are passed over unparsed.</summary>
/// <param name="parseAll">Parse every line: upstream may have written the id with escapes.</param>
sealed class WhyDumps(Lake lake, WhyTarget target, bool parseAll)
{
    readonly RecordLine _line = new();
    readonly byte[] _sign = parseAll || target.Place is not null ? [] : target.Sign;

    /// <summary>Live and archived dumps of a source, or of all, newest first.</summary>
    public static IReadOnlyList<Dump> NewestFirst(Lake lake, string? source) =>
        [.. lake.Sources().Where(name => source is null || name == source)
            .SelectMany(name => Dump.All(lake, name).Concat(Dump.Archived(lake, name)))
            .OrderByDescending(dump => Dump.OrderOf(dump.Name), StringComparer.Ordinal)];

    public async Task<List<WhyRow>> RowsAsync(Dump dump, CancellationToken cancel)
    {
        var rows = new List<WhyRow>();
        using var upstream = new UpstreamLines(lake, dump);
        await foreach (var _ in LinesAsync(dump, Zone.Raw, "data.jsonl", cancel))
        {
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(UpstreamLines.AsSent(_line).Span));
            if (!target.IsRow(_line, sha256))
                continue;
            var place = UpstreamLines.PlaceOf(_line);
            _line.TryGet("_provenance"u8, out var provenance);
            rows.Add(new WhyRow(dump.Source, dump.Name, dump.IsArchived, dump.Metadata.ExtractionStatus, _line.GetString("id"u8), dump.Metadata.Revision,
                place.File, place.Line, upstream.OffsetOf(place), provenance.TryGetMember("oid"u8, out var oid) ? oid.GetString() : "",
                dump.Metadata.Files.FirstOrDefault(file => file.Path == place.File)?.Sha256, sha256));
        }
        return rows;
    }

    public async Task<List<WhyDrop>> DroppedAsync(Dump dump, CancellationToken cancel)
    {
        var drops = new List<WhyDrop>();
        await foreach (var _ in LinesAsync(dump, Zone.Raw, "dropped.jsonl", cancel))
            if (target.IsEntry(_line, dump))
                drops.Add(new WhyDrop(dump.Source, dump.Name, dump.IsArchived, dump.Metadata.ExtractionStatus, _line.GetString("id"u8),
                    _line.GetString("reason"u8) ?? "", _line.GetString("file"u8) ?? "", Number("line"u8) ?? 0, Number("byte_offset"u8)));
        return drops;
    }

    public async Task<WhyRemoval?> RemovedAsync(Dump dump, CancellationToken cancel)
    {
        await foreach (var _ in LinesAsync(dump, Zone.Raw, "removed.jsonl", cancel))
            if (target.Key is { } key && _line.GetString("id"u8) == key)
                return new WhyRemoval(dump.Source, dump.Name, dump.IsArchived, _line.GetString("why"u8) ?? "");
        return null;
    }

    public async Task<List<WhyQuarantine>> QuarantinedAsync(Dump dump, CancellationToken cancel)
    {
        var entries = new List<WhyQuarantine>();
        var path = Path.Combine(dump.Quarantine, QuarantineFile.FileName);
        if (!ColdFile.Exists(path))
            return entries;
        await foreach (var _ in LinesAsync(path, cancel))
            if (target.IsEntry(_line, dump))
                entries.Add(new WhyQuarantine(dump.Source, dump.Name, dump.IsArchived, _line.GetString("stage"u8) ?? "", _line.GetString("file"u8) ?? "", Number("line"u8) ?? 0, _line.GetString("status"u8) ?? QuarantineStatus.Waiting,
                    _line.TryGet("admitted_by"u8, out var by) && by.TryGetMember("replay"u8, out var replay) && replay.Kind == JsonKind.String ? replay.GetString() : null,
                    _line.TryGet("findings"u8, out var findings) && findings.ToNode() is JsonArray list ? list : []));
        return entries;
    }

    /// <summary>What validation found on it, of a dump that has come so far.</summary>
    public async Task<List<WhyFinding>> FindingsAsync(Dump dump, CancellationToken cancel)
    {
        var findings = new List<WhyFinding>();
        // What a replay found stands for what was found before it.
        foreach (var part in DumpPart.ReplayFolders(dump.FolderOf(Zone.Validated)).Reverse().Append(""))
        {
            var path = Path.Combine(dump.FolderOf(Zone.Validated), part, Manifest.FindingsName);
            if (findings.Count > 0 || !ColdFile.Exists(path))
                continue;
            await foreach (var _ in LinesAsync(path, cancel))
                if (target.IsEntry(_line, dump))
                    findings.Add(new WhyFinding(dump.Source, dump.Name, dump.IsArchived, Text("code"u8), Text("severity"u8), Text("file"u8), Number("line"u8) ?? 0,
                    Text("pointer"u8), _line.GetString("found"u8), Text("expected"u8)));
        }
        return findings;
    }

    string Text(ReadOnlySpan<byte> field) => _line.GetString(field) ?? "";

    /// <summary>True if the dump's snapshot index holds it, false if that marks it gone, null if it does not know it.</summary>
    public async Task<bool?> InSnapshotAsync(Dump dump, CancellationToken cancel)
    {
        // The index is written by us, with as few escapes as can be: its bytes are the key's own.
        bool? found = null;
        await foreach (var _ in LinesAsync(dump, Zone.Raw, SnapshotIndex.FileName, cancel))
            if (target.Key is { } key && _line.GetString("id"u8) == key)
                found = _line.IndexOf("gone"u8) < 0;
        return found;
    }

    /// <summary>Copies of the record's lines in a zone: the first is the one that went on.</summary>
    public async Task<List<byte[]>> LinesAsync(Dump dump, Zone zone, CancellationToken cancel)
    {
        var lines = new List<byte[]>();
        if (!ColdFile.Exists(Path.Combine(dump.FolderOf(zone), "data.jsonl")))
            return lines;
        // What a replay admitted goes before what it displaced.
        foreach (var part in DumpPart.ReplayFolders(dump.FolderOf(zone)).Reverse().Append(""))
        await foreach (var bytes in LinesAsync(Path.Combine(dump.FolderOf(zone), part, "data.jsonl"), cancel))
            if (target.IsRow(_line, zone == Zone.Raw && target.IsHash ? Convert.ToHexStringLower(SHA256.HashData(UpstreamLines.AsSent(_line).Span)) : ""))
                lines.Add(bytes.ToArray());
        return lines;
    }

    IAsyncEnumerable<ReadOnlyMemory<byte>> LinesAsync(Dump dump, Zone zone, string name, CancellationToken cancel) =>
        LinesAsync(Path.Combine(dump.FolderOf(zone), name), cancel);

    // Each line that may speak of the record, read into _line.
    async IAsyncEnumerable<ReadOnlyMemory<byte>> LinesAsync(string path, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        using var reader = new LineReader(ColdFile.Open(path), path, hashed: false) { Longest = LineReader.LongestOfOurs };
        await foreach (var row in reader.RowsAsync(cancel))
            if (row.Bytes.Span.IndexOf(_sign) >= 0 && _line.Read(row.Bytes, out _))
                yield return row.Bytes;
    }

    long? Number(ReadOnlySpan<byte> field) =>
        _line.TryGet(field, out var value) && System.Buffers.Text.Utf8Parser.TryParse(value.Bytes, out long number, out _) ? number : null;
}
