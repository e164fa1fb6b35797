using Microsoft.Extensions.Logging;
using Sluice.Extract;
using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Validate;
using Sluice.Zones;

namespace Sluice;

/// <summary>What a replay did to one dump's quarantine. <c>read = admitted + Σ waiting</c>.</summary>
/// <param name="Waiting">Rows that still wait, by the code of their first error.</param>
/// <param name="Displaced">Admitted rows that an earlier one with the same id now stands before; they wait as duplicates.</param>
/// <param name="Part">Where the admitted rows are, such as <c>replays/1</c>; null if there are none.</param>
public sealed record ReplayReport(string Source, string Dump, long Read, long Admitted, SortedDictionary<string, long> Waiting, long Displaced, string? Part);

/// <summary>
/// Judges a dump's quarantine again after a rule, a mapping or a schema changed. What passes now is admitted into a part
/// of its own (<c>replays/&lt;n&gt;</c>), as if it had been admitted in the first place: of several rows with one id
/// the first in the order of files and lines stays. What does not pass stays where it is. Nothing is deleted.
/// </summary>
/// <param name="late">
/// False: rows that Validate rejected. True: rows that Extract could not date and the mapping now can; this is done by
/// every run, since such rows are in no raw file.
/// </param>
public sealed class Replay(Flow flow, Run run, Dump dump, bool late)
{
    readonly Validation _validation = flow.Validator(dump.Source);
    readonly RawRecord _record = new();
    readonly Document _document = new();
    readonly string _zone = dump.FolderOf(Zone.Validated);
    Stamp _stamp = null!;
    Extraction _extraction = null!;

    /// <summary>Whether every row that could be late has been judged under this configuration already.</summary>
    public bool IsDone => LatePart is { IsWhole: true } done && done.Manifest.ConfigHash == ConfigHash && done.Manifest.InputSha256 == dump.Metadata.Data.Sha256;

    DumpPart? LatePart => DumpPart.Of(_zone).FirstOrDefault(part => part.Manifest.Late);

    string ConfigHash => Work.HashOf(_validation.Configuration);

    /// <summary>The dump must have reached the validated zone.</summary>
    public async Task<ReplayReport> RunAsync(CancellationToken cancel)
    {
        _stamp = Stamp.Of(dump.Metadata, flow.Registry.Source(dump.Source));
        _extraction = new Extraction(Selection.Of(dump.Metadata));

        // :: 1  Which rows pass by themselves, and which of them comes first.
        var first = await CandidatesAsync(cancel);

        // :: 2  Which ids are held already, by an earlier row or a later one.
        var (held, displaced) = await HoldersAsync(first, cancel);

        // :: 3  Write the part and the quarantine.
        return await WriteAsync(first, held, displaced, cancel);
    }

    async Task<Dictionary<UInt128, RowPlace>> CandidatesAsync(CancellationToken cancel)
    {
        var first = new Dictionary<UInt128, RowPlace>();
        await foreach (var row in QuarantineRow.ReadAsync(dump.Quarantine, cancel))
            if (Judged(row) is { } findings && !HasError(findings) && _document.Line.GetString("id"u8) is { } id)
                if (SnapshotIndex.KeyOf(id) is var key && (!first.TryGetValue(key, out var before) || Precedes(row.Place, before)))
                    first[key] = row.Place;
        return first;
    }

    // Null: not a row of this replay.
    IReadOnlyList<Finding>? Judged(QuarantineRow row)
    {
        if (row.Stage != (late ? "extract" : _validation.Id.Name) || (!late && !row.IsWaiting) || row.Sent() is not { } sent || !_record.Line.Read(sent, out _))
            return null;
        if (late && (_validation.Mapping.DateOf(_record.Line) is not { } date || _extraction.JudgeDated(sent, row.Place.File, date) is not null))
            return null;
        var (file, line) = row.Place;
        var place = new Place(file, line, row.ByteOffset);
        var oid = dump.Metadata.Files.FirstOrDefault(known => known.Path == file)?.Oid ?? "";
        _record.Line.Read(sent, out _);
        _record.Line.Read(_stamp.On(_record.Line, place, oid), out _);
        _record.Place = place;
        return _validation.JudgeAlone(_record, _document);
    }

    static bool HasError(IReadOnlyList<Finding> findings) => findings.Any(finding => finding.Severity == Severity.Error);

    static bool Precedes(RowPlace one, RowPlace other) =>
        string.CompareOrdinal(one.File, other.File) is var byFile && (byFile < 0 || (byFile == 0 && one.Line < other.Line));

    async Task<(Dictionary<UInt128, RowPlace> Held, List<RowPlace> Displaced)> HoldersAsync(Dictionary<UInt128, RowPlace> first, CancellationToken cancel)
    {
        var (held, displaced) = (new Dictionary<UInt128, RowPlace>(), new List<RowPlace>());
        var parts = DumpPart.Of(_zone).Where(part => !(late && part.Manifest.Late)).ToList();
        var gone = DumpPart.DisplacedIn(parts);
        var line = new RecordLine();
        foreach (var part in first.Count == 0 ? [] : parts)
        {
            using var reader = new LineReader(File.OpenRead(part.Data), part.Data, hashed: false) { Longest = LineReader.LongestOfOurs };
            await foreach (var row in reader.RowsAsync(cancel))
            {
                if (!line.Read(row.Bytes, out _) || line.GetString("id"u8) is not { } id || !first.TryGetValue(SnapshotIndex.KeyOf(id), out var candidate))
                    continue;
                var at = UpstreamLines.PlaceOf(line);
                var holder = new RowPlace(at.File, at.Line);
                if (gone.Contains(holder))
                    continue;
                if (Precedes(candidate, holder))
                    displaced.Add(holder);
                else
                    held[SnapshotIndex.KeyOf(id)] = holder;
            }
        }
        return (held, displaced);
    }

    async Task<ReplayReport> WriteAsync(Dictionary<UInt128, RowPlace> first, Dictionary<UInt128, RowPlace> held, List<RowPlace> displaced, CancellationToken cancel)
    {
        var name = late ? LatePart?.Name ?? DumpPart.NewReplay(_zone) : DumpPart.NewReplay(_zone);
        var input = late ? dump.Metadata.Data.Sha256 : Checksums.OfFile(Path.Combine(dump.Quarantine, QuarantineFile.FileName));
        using var writer = run.DryRun ? null : new ReplayWriter(Path.Combine(_zone, name));
        await using var quarantine = run.DryRun ? null : QuarantineFile.Begin(run.Lake, dump.Source, dump.Name, _validation.Id.Name);
        var (tally, waiting) = (new Tally(), new SortedDictionary<string, long>(StringComparer.Ordinal));
        var (admitted, isNews) = (0L, false);
        await foreach (var row in QuarantineRow.ReadAsync(dump.Quarantine, cancel))
        {
            if (Judged(row) is not { } findings)
            {
                await CarryAsync(quarantine, row.Line.Memory);
                continue;
            }
            var key = _document.Line.GetString("id"u8) is { } id ? SnapshotIndex.KeyOf(id) : default;
            var holder = held.GetValueOrDefault(key);
            if (!HasError(findings) && holder == row.Place)
            {
                // Stopped before the quarantine was told, an earlier replay admitted this very row.
                await CarryAsync(quarantine, row.Line.Memory);
                continue;
            }
            tally.Read++;
            if (!HasError(findings) && holder is null && first[key] == row.Place)
            {
                admitted++;
                tally.Count(findings);
                if (writer is not null)
                {
                    await writer.AdmitAsync(_document.Line, row.Place.File);
                    await writer.FoundAsync(findings, SiteOf(row));
                }
                await CarryAsync(quarantine, row.Line.Memory);
                continue;
            }
            if (!HasError(findings))
                findings = [.. findings, Validation.Duplicate(_document.Line.GetString("id"u8)!)];
            var code = findings.First(finding => finding.Severity == Severity.Error).Code;
            waiting[code] = waiting.GetValueOrDefault(code) + 1;
            isNews |= !row.Codes.SequenceEqual(findings.Select(finding => finding.Code).Distinct(), StringComparer.Ordinal);
            if (writer is not null)
                await writer.FoundAsync(findings, SiteOf(row));
            await CarryAsync(quarantine, row.With(findings, SiteOf(row)));
        }
        if (writer is not null)
            await FindDisplacedAsync(writer, displaced, cancel);
        var report = new ReplayReport(dump.Source, dump.Name, tally.Read, admitted, waiting, displaced.Count, admitted > 0 ? name : null);
        run.Log.LogInformation("replay {Source}/{Dump}: {Admitted} of {Read} rows in quarantine admitted", dump.Source, dump.Name, admitted, tally.Read);
        if (writer is null || quarantine is null)
            return report;
        // The part first: the quarantine is held against it, now or by the next run.
        if (late || writer.Lines > 0 || isNews)
            await writer.CommitAsync((data, found, shards) => new Manifest
            {
                Stage = _validation.Id.Name,
                Version = _validation.Id.Version,
                ConfigHash = ConfigHash,
                InputSha256 = input,
                Output = data,
                Read = report.Read,
                Kept = data.Lines,
                Rejected = waiting,
                Findings = tally.Findings,
                Shards = shards,
                FindingsFile = found,
                Displaced = displaced.Count > 0 ? displaced : null,
                Late = late,
            });
        await quarantine.CommitAsync();
        await Reconciliation.EnsureAsync(run, dump, cancel);
        return report;
    }

    // What they are found to be now stands in the findings of this replay.
    async Task FindDisplacedAsync(ReplayWriter writer, List<RowPlace> displaced, CancellationToken cancel)
    {
        await foreach (var (place, line) in PlacedRows.FindAsync(dump.Data, displaced.ToHashSet(), cancel))
            await writer.FoundAsync([Validation.Duplicate(line.GetString("id"u8)!)], Site.Of(new Place(place.File, place.Line), line));
    }

    Site SiteOf(QuarantineRow row) => Site.Of(new Place(row.Place.File, row.Place.Line, row.ByteOffset), _record.Line);

    static async ValueTask CarryAsync(QuarantineFile? quarantine, ReadOnlyMemory<byte> entry)
    {
        if (quarantine is not null)
            await quarantine.CarryAsync(entry);
    }
}
