using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice;

/// <summary>What became of one thing that was derived again.</summary>
/// <param name="Name">A dump (<c>source/name</c>) or <c>release/id</c>.</param>
/// <param name="Status"><c>identical</c>, <c>different</c> or <c>skipped</c>.</param>
/// <param name="Because">Why it was skipped, or null.</param>
public sealed record Rebuilt(string Name, string Status, string? Because, IReadOnlyList<Difference> Differences);

/// <summary>
/// Proves a lake: derives every dump again from upstream's verbatim files, then the zones and the release from the
/// dumps, in a place of its own, and compares. The lake itself is only read.
/// </summary>
/// <param name="fromRaw">True: trust the dumps and prove only what is made from them.</param>
public sealed class Rebuild(Flow flow, Lake lake, Lake shadow, ILogger log, bool fromRaw)
{
    static readonly string[] DumpFiles = ["data.jsonl", "dropped.jsonl", "removed.jsonl", SnapshotIndex.FileName];

    // What a run, or forgetting, tells of itself; all else in a dump's metadata follows from its inputs.
    static readonly string[] OfTheRun = ["extractor_version", "extraction_statistics", "rate_limit_info", "erasures"];

    public async IAsyncEnumerable<Rebuilt> SourceAsync(string source, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        if (!fromRaw)
            foreach (var dump in Dump.Archived(lake, source).Concat(Dump.All(lake, source)).OrderBy(dump => Dump.OrderOf(dump.Name), StringComparer.Ordinal))
            {
                yield return dump.Metadata.IsComplete
                    ? Told($"{source}/{dump.Name}", await DumpOrWhyNotAsync(dump, cancel))
                    : new Rebuilt($"{source}/{dump.Name}", "skipped", "A sample: no snapshot is made of it.", []);
                Footprint.GiveBack();
            }
        if (fromRaw)
            foreach (var dump in Dump.Chain(lake, source))
                await SeedQuarantineAsync(dump, cancel);
        foreach (var dump in Dump.Chain(lake, source))
            foreach (var (stage, zone) in flow.Promotions(source).Zip([Zone.Validated, Zone.Cleaned, Zone.Enriched]))
                yield return await StageAsync(dump, stage, zone, cancel);
        foreach (var dump in Dump.Chain(lake, source).Where(dump => Directory.Exists(shadow.Quarantine(source, dump.Name))))
            yield return Told($"{source}/{dump.Name} quarantine", await QuarantineAsync(dump, cancel));
    }

    /// <summary>The current release, from all sources; they must have been rebuilt before. Null if there is none.</summary>
    public async Task<Rebuilt?> ReleaseAsync(CancellationToken cancel)
    {
        if (lake.CurrentRelease is not { } current)
            return null;
        // An empty dump that only moves the cursor makes no release: these were made before those that they do not name.
        List<string> barred = [.. ReleaseStanding.All(lake).Where(standing => standing.IsBarred).Select(standing => standing.Release)];
        var lineage = barred.Append(current).SelectMany(release => ReceiptJson.Read<ReleaseLineage>(Path.Combine(lake.Release(release), ReleaseLineage.FileName)).Dumps).ToList();
        var then = shadow.Without(shadow.Sources().SelectMany(source => Dump.Chain(shadow, source))
            .Where(dump => dump.Metadata.RecordCount == 0 && lineage.TrueForAll(named => (named.Source, named.Dump) != (dump.Source, dump.Name))));
        if (then.Sources().SelectMany(source => Dump.Chain(then, source)).Any(dump => Manifest.ReadFrom(shadow.FolderOf(Zone.Enriched, dump.Source, dump.Name)) is null))
            return new Rebuilt($"release/{current}", "skipped", "A dump has not come as far as the enriched zone.", []);
        var made = await flow.PublishAsync(new Run(then, TimeProvider.System, log), cancel, hold: false);
        // What a person said no to is not made again, here neither.
        if (made.Barred is { } refused)
            return new Rebuilt($"release/{current}", "skipped", $"{refused.Release} is what the lake holds now, and it was refused: {current} cannot be made again from it.", []);
        var published = made.Release;
        if (published != current && barred.Contains(published!, StringComparer.Ordinal))
            current = published!;
        if (published != current)
            return Told($"release/{current}", [new Difference(lake.CurrentFile, current, $"{published}, which the inputs of now make (`sluice run` publishes it)")]);
        return Told($"release/{current}", [.. Directory.EnumerateFiles(lake.Release(current)).Select(Path.GetFileName).Order(StringComparer.Ordinal)
            .SelectMany(file => Compare(Path.Combine(lake.Release(current), file!), Path.Combine(shadow.Release(current), file!)))]);
    }

    // One damaged file must not hide what else is: it is a difference of the dumps that need it.
    async Task<IReadOnlyList<Difference>> DumpOrWhyNotAsync(Dump dump, CancellationToken cancel)
    {
        try
        {
            return await DumpAsync(dump, cancel);
        }
        catch (GateFailedException e)
        {
            return [new Difference(dump.Folder, e.Message, "a dump that can be made again")];
        }
    }

    async Task<IReadOnlyList<Difference>> DumpAsync(Dump dump, CancellationToken cancel)
    {
        var metadata = dump.Metadata;
        log.LogInformation("{Source}: derives {Dump} again", dump.Source, dump.Name);
        var missing = metadata.Files.Where(file => !UpstreamFile.Exists(lake, dump.Source, file.Sha256))
            .Select(file => new Difference(UpstreamFile.LivePath(lake, dump.Source, file.Sha256), "no such file", $"{file.Path}, which dump {dump.Name} is made from")).ToList();
        if (missing.Count > 0)
            return missing;
        if (metadata.Baseline is { } name && !Directory.Exists(shadow.FolderOf(Zone.Raw, dump.Source, name)))
            return [new Difference(dump.Folder, $"a dump made against {name}", $"{name}, live or archived: without it this one cannot be made again")];
        var again = await Rederivation.RunAsync(flow, lake, shadow, dump, metadata.Baseline is { } baseline ? new Dump(shadow, dump.Source, baseline) : null, metadata.Files, log, cancel);
        return [.. DumpFiles.SelectMany(file => Compare(Path.Combine(dump.Folder, file), Path.Combine(again.Folder, file))), .. Metadata(dump, again)];
    }

    static IEnumerable<Difference> Metadata(Dump dump, Dump again)
    {
        var (found, expected) = (Fields(dump), Fields(again));
        foreach (var name in expected.Select(pair => pair.Key).Union(found.Select(pair => pair.Key), StringComparer.Ordinal).Except(OfTheRun, StringComparer.Ordinal))
            if (!JsonNode.DeepEquals(found[name], expected[name]))
                yield return new Difference(Path.Combine(dump.Folder, DumpMetadata.FileName), $"{name} {Finding.Shorten(found[name]?.ToJsonString() ?? "null")}", Finding.Shorten(expected[name]?.ToJsonString() ?? "null")!);
    }

    static JsonObject Fields(Dump dump) => ReceiptJson.Read<JsonObject>(Path.Combine(dump.Folder, DumpMetadata.FileName));

    async Task<Rebuilt> StageAsync(Dump dump, IPromotion stage, Zone zone, CancellationToken cancel)
    {
        var name = $"{dump.Source}/{dump.Name} {zone.Name()}";
        var folder = lake.FolderOf(zone, dump.Source, dump.Name);
        var again = shadow.FolderOf(zone, dump.Source, dump.Name);
        if (Manifest.ReadFrom(folder) is not { } found)
            return new Rebuilt(name, "skipped", "It has not come so far yet; `sluice run` promotes it.", []);
        var from = zone == Zone.Validated ? Zone.Raw : zone - 1;
        if (!Directory.Exists(shadow.FolderOf(from, dump.Source, dump.Name)))
            return new Rebuilt(name, "skipped", $"What it is made from, its {from.Name()} zone, could not be made again.", []);
        var (run, shadowed) = (new Run(shadow, TimeProvider.System, log), new Dump(shadow, dump.Source, dump.Name));
        await stage.PromoteAsync(run, shadowed, cancel);
        if (zone == Zone.Validated)
            await ReplaysAsync(run, dump, shadowed, cancel);
        Footprint.GiveBack();
        var expected = Manifest.ReadFrom(again)!;
        if ((found.Version, found.ConfigHash) != (expected.Version, expected.ConfigHash))
            return Told(name, [new Difference(folder, $"{found.Stage}@{found.Version}, configuration {found.ConfigHash[..12]}", $"{expected.Stage}@{expected.Version}, configuration {expected.ConfigHash[..12]}; `sluice run` makes it anew")]);
        // Late rows count in the newest dump only; that there were none need not be told by an empty part.
        var late = DumpPart.Of(folder).Where(part => part.Manifest.Late && !Directory.Exists(Path.Combine(again, part.Name)) && (!IsNewest(dump) || part.Manifest.Output.Lines == 0)).Select(part => part.Name);
        return Told(name, [.. DumpPart.ReplayFolders(folder).Except(late, StringComparer.Ordinal).Union(DumpPart.ReplayFolders(again), StringComparer.Ordinal).Prepend("")
            .SelectMany(part => FilesOf(zone).SelectMany(file => Compare(Path.Combine(folder, part, file), Path.Combine(again, part, file))))]);
    }

    // A replay by hand is an input: which registry, schema and rules it was made with, only its receipt tells. One of
    // rows that Extract could not date follows from the registry of now.
    async Task ReplaysAsync(Run run, Dump dump, Dump shadowed, CancellationToken cancel)
    {
        var from = dump.FolderOf(Zone.Validated);
        foreach (var part in DumpPart.Of(from).Where(part => IsByHand(dump, part)))
        {
            var to = Directory.CreateDirectory(Path.Combine(shadowed.FolderOf(Zone.Validated), part.Name)).FullName;
            foreach (var file in Directory.EnumerateFiles(part.Folder))
                File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
        if (IsNewest(dump))
            await flow.ReplayLateAsync(run, shadowed, cancel);
    }

    // Late rows that the registry of now would not let join were let in by another one.
    bool IsByHand(Dump dump, DumpPart part) =>
        part.IsReplay && (!part.Manifest.Late || (IsNewest(dump) && !flow.Registry.Source(dump.Source).ReadsMoreDates && part.Manifest.Output.Lines > 0));

    bool IsNewest(Dump dump) => dump.Name == Dump.Chain(lake, dump.Source)[^1].Name;

    static string[] FilesOf(Zone zone) => zone == Zone.Validated ? ["data.jsonl", Manifest.FindingsName, Manifest.FileName] : ["data.jsonl", Manifest.FileName];

    // What Extract sent to quarantine is an input of what follows; the stages add theirs to it.
    async Task SeedQuarantineAsync(Dump dump, CancellationToken cancel)
    {
        var from = Path.Combine(dump.Quarantine, QuarantineFile.FileName);
        Directory.CreateDirectory(shadow.Quarantine(dump.Source, dump.Name));
        await using var to = new HashedWriter(Path.Combine(shadow.Quarantine(dump.Source, dump.Name), QuarantineFile.FileName));
        using var reader = new LineReader(ColdFile.Open(from), from, hashed: false) { Longest = LineReader.LongestOfOurs };
        var line = new RecordLine();
        await foreach (var row in reader.RowsAsync(cancel))
            if (line.Read(row.Bytes, out _) && line.GetString("stage"u8) == "extract")
                await to.WriteLineAsync(row.Bytes);
        await to.FinishAsync();
    }

    // What was admitted since has left the new one, or waits there again until the same replay is made by hand: then its
    // entry must be there all the same.
    async Task<IReadOnlyList<Difference>> QuarantineAsync(Dump dump, CancellationToken cancel)
    {
        var again = shadow.Quarantine(dump.Source, dump.Name);
        var byHand = DumpPart.Of(dump.FolderOf(Zone.Validated)).Any(part => IsByHand(dump, part) || (part.Manifest.Late && !IsNewest(dump)));
        var found = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var row in QuarantineRow.ReadAsync(dump.Quarantine, cancel))
            if (byHand || row.IsWaiting)
                found.Add(EntryOf(row, byHand));
        await foreach (var row in QuarantineRow.ReadAsync(again, cancel))
            if (row.IsWaiting && !found.Remove(EntryOf(row, byHand)))
                return [new Difference(Path.Combine(dump.Quarantine, QuarantineFile.FileName), $"no entry like it for {row.Place.File} line {row.Place.Line}", $"one of {row.Stage}, {string.Join(", ", row.Codes)}, with upstream's bytes")];
        return byHand || found.Count == 0 ? []
            : [new Difference(Path.Combine(dump.Quarantine, QuarantineFile.FileName), $"{found.Count} entries that wait", "none of them: what was derived again has no such entry")];
    }

    // A replay tells a row's findings anew, and so does each run of a row that Extract could not date; its bytes and place stay.
    static string EntryOf(QuarantineRow row, bool byHand) =>
        byHand || row.Stage == "extract" ? $"{row.Stage} {row.Place} {Convert.ToHexStringLower(SHA256.HashData((row.Sent() ?? default).Span))}" : Convert.ToHexStringLower(SHA256.HashData(row.Line.Bytes));

    static Rebuilt Told(string name, IReadOnlyList<Difference> differences) => new(name, differences.Count == 0 ? "identical" : "different", null, differences);

    static IEnumerable<Difference> Compare(string found, string again)
    {
        if (!ColdFile.Exists(found))
            return [new Difference(found, "no such file", $"{new FileInfo(again).Length} bytes")];
        if (!File.Exists(again))
            return [new Difference(found, "a file", "nothing: what was derived again has no such file")];
        using var one = ColdFile.Open(found);
        using var other = ColdFile.Open(again);
        return FirstDifference.Between(one, other) is { } at
            ? [new Difference($"{found} line {at.Line} byte {at.Offset}", at.Found, at.Expected)]
            : [];
    }
}
