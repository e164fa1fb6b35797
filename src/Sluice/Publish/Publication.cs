using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Sluice.JsonSchema;
using Sluice.Pipeline;
using Sluice.Publish.Description;
using Sluice.Publish.Privacy;
using Sluice.Publish.Privacy.Residue;
using Sluice.Records;
using Sluice.Sources;
using Sluice.Zones;

namespace Sluice.Publish;

/// <summary>What publishing did.</summary>
/// <param name="Release">The id of the release that is current now, or null if there is none.</param>
public sealed record PublishReport(string? Release, StageReport Stage)
{
    /// <summary>What the lake holds now, where that did not become current: it is held for review, or a person said no. Null otherwise.</summary>
    public ReleaseStanding? Barred { get; init; }
}

/// <summary>What the corpus stages found, by path; null where nothing was looked for.</summary>
/// <param name="Clusters">A <see cref="ClusterFile"/> of what the lake holds now.</param>
/// <param name="Aliases">The file of an <see cref="AliasTable"/>.</param>
public sealed record ReleaseAnnotations(string? Clusters, string? Aliases);

/// <summary>What a release holds, for pages that others write into it.</summary>
/// <param name="AsOf">The newest extraction date among its dumps.</param>
/// <param name="Dumps">Source by source, oldest first.</param>
/// <param name="Documents">How many documents, by source and collection.</param>
public sealed record ReleaseContents(Lake Lake, string Release, string AsOf, IReadOnlyList<Dump> Dumps, IReadOnlyDictionary<(string Source, string Collection), long> Documents);

/// <summary>
/// Enriched → serveable: folds the snapshots of all sources, sorts them by document id, and makes one release that
/// appears whole. Its id is the hash of its inputs: the same inputs are never published twice.
/// </summary>
/// <param name="writePages">Writes further pages into the release's folder before it appears; they must depend on nothing but its contents and the findings of its dumps.</param>
/// <param name="gate">Takes out what is private. Default <see cref="PrivacyGate.Standard"/>.</param>
public sealed class Publication(SourceRegistry registry, Schema schema, Func<ReleaseContents, string, CancellationToken, Task>? writePages = null, PrivacyGate? gate = null)
{
    public const int Version = 7;

    readonly PrivacyGate _gate = gate ?? PrivacyGate.Standard();

    /// <summary>A release that is not current yet waits for a person's word instead of becoming so.</summary>
    public bool Hold { get; init; }

    /// <summary>A release in which each record is a work of its own.</summary>
    /// <exception cref="GateFailedException">As below.</exception>
    public Task<PublishReport> PublishAsync(Run run, CancellationToken cancel) => PublishAsync(run, new ReleaseAnnotations(null, null), cancel);

    /// <param name="annotations">What the corpus stages found of what the lake holds now; the files go into the release.</param>
    /// <exception cref="GateFailedException">A document does not conform to the schema, the clusters are not of these documents, or the finished release still holds something private; nothing was published.</exception>
    public async Task<PublishReport> PublishAsync(Run run, ReleaseAnnotations annotations, CancellationToken cancel)
    {
        var began = run.Clock.GetTimestamp();
        var lake = run.Lake;
        var inputs = SnapshotInputs.Of(lake);
        MustBeKnown(inputs);
        var dumps = inputs.Select(input => input.Dump).ToList();
        if (dumps.Count == 0)
            return new PublishReport(null, new StageReport("publish", Version, 0, 0, Empty(), Empty(), 0, Skipped: true));
        var tombstones = Tombstones.Read(lake);
        var id = IdOf(lake, inputs, annotations);
        var isWhole = IsWhole(lake.Release(id));
        if (isWhole || ReleaseStanding.Of(lake, id).IsRefused)
        {
            var there = isWhole ? ReceiptJson.Read<ReleaseManifest>(Path.Combine(lake.Release(id), ReleaseManifest.FileName)).DocumentCount : 0;
            return Promote(run, id, new StageReport("publish", Version, there, there, Empty(), Empty(), 0, Skipped: true));
        }

        run.Log.LogInformation("{Stage}: release {Release} from {Count} dumps", "publish", id, dumps.Count);
        var aliases = annotations.Aliases is null ? AliasTable.None : AliasTable.Read(annotations.Aliases);
        var order = new DocumentOrder();
        order.Reserve(inputs.Sum(input => input.Parts.Sum(part => part.Manifest.Output.Lines)));
        foreach (var source in dumps.Select(dump => dump.Source).Distinct(StringComparer.Ordinal))
            await order.AddAsync(lake, source, aliases, tombstones, cancel);
        order.Sort();
        if (run.DryRun)
            return new PublishReport(null, new StageReport("publish", Version, order.Count, order.Count, Empty(), Empty(), 0, Skipped: false));
        using var folder = AtomicFolder.Begin(lake.Release(id), ReleaseManifest.ChecksumList);
        var files = new SortedDictionary<string, DataFile>(StringComparer.Ordinal);
        var clusters = await TakeOverAsync(annotations.Clusters, folder.File(ClusterFile.InRelease), cancel);
        var works = await Works.ReadAsync(clusters, order.Contains, tombstones, cancel);
        Footprint.GiveBack();
        var documents = new ReleaseDocuments(registry, schema, _gate);
        using var attribution = new AttributionPage(folder);
        var local = await documents.WriteAsync(run, order, works, folder, attribution, files, cancel);
        var counts = documents.Counts;
        var index = folder.File(ReleaseManifest.SearchIndex);
        files[ReleaseManifest.SearchIndex] = new DataFile(Checksums.OfFile(index), new FileInfo(index).Length, order.Count);
        files[ClusterFile.InRelease] = Receipt(clusters, works.Clusters);
        files[AliasTable.InRelease] = Receipt(await TakeOverAsync(annotations.Aliases, folder.File(AliasTable.InRelease), cancel), aliases.All.Count);
        files[Tombstones.FileName] = Told(tombstones, folder.File(Tombstones.FileName));

        var manifest = new ReleaseManifest
        {
            Release = id,
            PublishVersion = Version,
            AsOf = dumps.Max(dump => dump.Metadata.ExtractionDate)!,
            DocumentCount = order.Count,
            WorkCount = counts.Works,
            ByRelation = counts.ByRelation,
            RelatedByRelation = works.Related,
            Text = documents.Rights.Text,
            Rights = documents.Rights.ToReceipt(tombstones.All.Count),
            ByCollection = counts.ByCollection,
            ByYear = counts.ByYear,
            ByTier = counts.ByTier,
            Files = files,
            Local = local.Texts,
            LocalIndex = local.Index,
            Sources = [.. dumps.GroupBy(dump => dump.Source, StringComparer.Ordinal).Select(SourceOf)],
        };
        File.WriteAllText(folder.File(ReleaseManifest.FileName), ReceiptJson.Write(manifest));
        File.WriteAllText(folder.File(ReleaseLineage.FileName), ReceiptJson.Write(new ReleaseLineage(id, [.. dumps.Select(dump => LineageOf(lake, dump))])));
        File.WriteAllText(folder.File("QUALITY.md"), ReleasePages.Quality(manifest, dumps, lake));
        File.WriteAllText(folder.File(ReleaseManifest.Statement), StatementPage.Of(manifest, dumps, registry));
        attribution.Finish(manifest);
        // The indexes and their library are done with before the reports begin.
        Footprint.GiveBack();
        if (writePages is not null)
            await writePages(new ReleaseContents(lake, id, manifest.AsOf, dumps, counts.BySource), folder.Aside, cancel);
        // What the registry says, and what findings quote, is judged like what records say.
        foreach (var page in Directory.GetFiles(folder.Aside, "*", SearchOption.AllDirectories).Where(path => !files.ContainsKey(Path.GetFileName(path)) && Path.GetExtension(path) is ".json" or ".md" or ".html").Order(StringComparer.Ordinal))
            await FileRedaction.ApplyAsync(_gate, page, cancel);
        // Last: it has the hashes of the others.
        File.WriteAllText(folder.File(Croissant.FileName), Croissant.Of(manifest, registry, documents.Fields, name => files.GetValueOrDefault(name) ?? Receipt(folder.File(name), 0)));
        await FileRedaction.ApplyAsync(_gate, folder.File(Croissant.FileName), cancel);
        await ResidueScan.EnsureCleanAsync(folder.Aside, id, _gate.Scan, cancel);
        // First the hold: a release that appears before it would be taken for one that nobody wants to look at.
        if (Hold && lake.CurrentRelease != id)
            HeldReleases.Add(lake, id);
        folder.Commit(files.ToDictionary(file => file.Key, file => file.Value.Sha256, StringComparer.Ordinal));
        return Promote(run, id, new StageReport("publish", Version, order.Count, order.Count, Empty(), documents.Rights.Findings, run.Clock.GetElapsedTime(began).TotalSeconds, Skipped: false));
    }

    // Makes a release current, unless it is held or a person said no.
    PublishReport Promote(Run run, string id, StageReport stage)
    {
        var lake = run.Lake;
        var standing = ReleaseStanding.Of(lake, id);
        if (!run.DryRun && !standing.IsBarred && standing.State != ReleaseStanding.Current)
        {
            if (Hold)
                HeldReleases.Add(lake, id);
            else
                AtomicFile.Write(lake.CurrentFile, id + "\n");
            standing = ReleaseStanding.Of(lake, id);
        }
        return new PublishReport(lake.CurrentRelease, stage) { Barred = standing.IsBarred ? standing : null };
    }

    // Present, and as long as its manifest says; a damaged or emptied release is made again. `verify` hashes.
    static bool IsWhole(string folder)
    {
        var manifest = Path.Combine(folder, ReleaseManifest.FileName);
        return File.Exists(manifest) && File.Exists(Path.Combine(folder, ReleaseManifest.ChecksumList))
            && !ReceiptJson.Read<ReleaseManifest>(manifest).Differences(folder).Any();
    }

    static DataFile Receipt(string path, long count) => new(Checksums.OfFile(path), new FileInfo(path).Length, count);

    // Titles and addresses are quoted there, too.
    async Task<string> TakeOverAsync(string? from, string to, CancellationToken cancel)
    {
        if (File.Exists(from))
            File.Copy(from, to);
        else
            File.WriteAllBytes(to, []);
        await FileRedaction.ApplyAsync(_gate, to, cancel);
        return to;
    }

    // What a reader of an earlier release needs to know; who decided is the lake's own.
    DataFile Told(Tombstones tombstones, string path)
    {
        var json = new JsonLineBuilder();
        using (var file = File.Create(path))
            foreach (var tombstone in tombstones.All)
            {
                file.Write(json.Clear().BeginObject().Name("id"u8).String(tombstone.Id).Name("reason"u8).String(_gate.Redact(tombstone.Reason) ?? tombstone.Reason).Name("at"u8).String(tombstone.At).EndObject().Bytes);
                file.Write("\n"u8);
            }
        return Receipt(path, tombstones.All.Count);
    }

    // What was found is told in the release, so it is an input too, even where no document changed.
    static string FindingsOf(Lake lake, Dump dump) =>
        string.Join(' ', Counted(lake, dump, Zone.Validated).Select(part => part.Manifest.FindingsFile?.Sha256
            ?? throw new CorrectTheCallException($"{dump.Source}/{dump.Name} was validated before findings were kept. Run `sluice run`, which validates it again.")));

    // Late rows count in the newest dump only: that an older one had some, or none, is nothing that a release is made of.
    static IEnumerable<DumpPart> Counted(Lake lake, Dump dump, Zone zone) =>
        DumpPart.Of(lake.FolderOf(zone, dump.Source, dump.Name)).Where(part => !part.Manifest.Late || Dump.Chain(lake, dump.Source)[^1].Name == dump.Name);

    // Its rights are unknown now, and to leave it out without a word would lose it.
    void MustBeKnown(IReadOnlyList<(Dump Dump, IReadOnlyList<DumpPart> Parts)> inputs)
    {
        if (inputs.Select(input => input.Dump.Source).FirstOrDefault(source => !registry.Knows(source)) is { } left)
            throw new CorrectTheCallException($"The lake holds dumps of {left}, which the registry knows no longer, so nothing can be published. Put its entry back, with \"enabled\": false if it is not to be refreshed; or take the folders called {left} below raw/, transformed/ and quarantine/ out of the lake.");
    }

    string IdOf(Lake lake, IReadOnlyList<(Dump Dump, IReadOnlyList<DumpPart> Parts)> inputs, ReleaseAnnotations annotations)
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"publish@{Version}\n"));
        foreach (var line in SnapshotInputs.Lines(inputs, dump => FindingsOf(lake, dump)))
            text.Append(line).Append('\n');
        // Where nothing is a copy of anything, or called otherwise, it does not matter whether somebody looked.
        foreach (var (name, path) in new[] { ("clusters", annotations.Clusters), ("aliases", annotations.Aliases), ("tombstones", Tombstones.PathOf(lake)) })
            if (File.Exists(path) && new FileInfo(path).Length > 0)
                text.Append(name).Append(' ').Append(Checksums.OfFile(path)).Append('\n');
        foreach (var source in inputs.Select(input => input.Dump.Source).Distinct(StringComparer.Ordinal))
            text.Append("registry ").Append(registry.Source(source).CanonicalWithRights).Append('\n');
        text.Append("privacy ").AppendJoin(' ', _gate.Methods).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..12];
    }

    ReleaseSource SourceOf(IGrouping<string, Dump> dumps)
    {
        var source = registry.Source(dumps.Key);
        return new ReleaseSource(source.Id, source.Title, source.Dataset, source.SourceUrl, dumps.Last().Metadata.Revision,
            source.License.Id, source.License.Attribution, source.License.Citation);
    }

    DumpLineage LineageOf(Lake lake, Dump dump)
    {
        var metadata = dump.Metadata;
        var stages = new[] { Zone.Validated, Zone.Cleaned, Zone.Enriched }
            .SelectMany(zone => Counted(lake, dump, zone))
            .Select(part => new StageLineage(part.Manifest.Stage, part.Manifest.Version, part.Manifest.ConfigHash, part.Manifest.InputSha256, part.Manifest.Output.Sha256, part.Manifest.Read, part.Manifest.Kept, part.Manifest.Rejected)
            {
                Replay = part.IsReplay ? part.Name : null,
            });
        return new DumpLineage(dump.Source, dump.Name, registry.Source(dump.Source).Dataset, metadata.Revision, metadata.ExtractionDate, metadata.SelectionHash, metadata.Files, metadata.Data, [.. stages]);
    }

    static SortedDictionary<string, long> Empty() => new(StringComparer.Ordinal);
}
