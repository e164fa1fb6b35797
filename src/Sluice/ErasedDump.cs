using System.Text;
using Sluice.Extract;
using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice;

/// <summary>
/// A dump without what was forgotten: derived again, promoted as far as it had come, and put in the place of the old one.
/// Its other rows, their quarantine and their replays stay as they were.
/// </summary>
/// <param name="shadow">Where it is made; empty again afterwards.</param>
/// <param name="rows">All forgotten rows of its source.</param>
sealed class ErasedDump(Flow flow, Run run, Lake shadow, Dump dump, ForgottenRows rows)
{
    static readonly string[] Derived = ["data.jsonl", "dropped.jsonl", "removed.jsonl", SnapshotIndex.FileName];
    static readonly Zone[] Promoted = [Zone.Validated, Zone.Cleaned, Zone.Enriched];

    readonly Lake _lake = run.Lake;
    readonly List<byte[]> _signs = [.. rows.Ids.Select(id => new JsonLineBuilder().String(id).Bytes.ToArray())];

    public Action<ErasureStep> OnStep { get; init; } = _ => { };

    /// <summary>True if a replay by hand had admitted such a row: its other rows were judged again by the registry of now.</summary>
    public bool WasReplayed { get; private set; }

    /// <param name="marked">The sha256 of each upstream file without such rows, by that of the one with them.</param>
    /// <returns>False if there was nothing of it here.</returns>
    public async Task<bool> ReplaceAsync(IReadOnlyDictionary<string, string> marked, IReadOnlyList<string> tombstones, CancellationToken cancel)
    {
        var files = dump.Metadata.Files.Select(file => marked.TryGetValue(file.Sha256, out var without) ? file with { Sha256 = without, OriginalSha256 = file.OriginalSha256 ?? file.Sha256 } : file).ToList();
        var again = await Rederivation.RunAsync(flow, _lake, shadow, dump, BaselineOf(_lake, dump), files, run.Log, cancel);
        var isSame = files.SequenceEqual(dump.Metadata.Files) && Derived.All(name => ListedOf(dump.Folder, name) == ListedOf(again.Folder, name));
        if (!isSame || await AnyHoldsAsync(cancel))
        {
            Account(again, tombstones);
            await QuarantineAsync(cancel);
            await PromoteAsync(again, cancel);
            Install();
            Directory.Delete(shadow.Root, recursive: true);
            return true;
        }
        Directory.Delete(shadow.Root, recursive: true);
        return false;
    }

    /// <summary>The dump that another was compared with, live or archived; null if with none.</summary>
    public static Dump? BaselineOf(Lake lake, Dump dump) =>
        dump.Metadata.Baseline is { } name ? new Dump(lake, dump.Source, name, isArchived: !Directory.Exists(lake.FolderOf(Zone.Raw, dump.Source, name))) : null;

    static string? ListedOf(string folder, string name) =>
        File.ReadLines(Path.Combine(folder, Checksums.FileName)).FirstOrDefault(line => line.Length > 66 && line[66..] == name);

    async Task<bool> AnyHoldsAsync(CancellationToken cancel)
    {
        foreach (var folder in Promoted.SelectMany(zone => DumpPart.ReplayFolders(dump.FolderOf(zone)).Select(name => Path.Combine(dump.FolderOf(zone), name)).Prepend(dump.FolderOf(zone))).Append(dump.Quarantine))
            if (await HoldsAsync(folder, cancel))
                return true;
        return false;
    }

    async Task<bool> HoldsAsync(string folder, CancellationToken cancel)
    {
        foreach (var path in new[] { "data.jsonl", Manifest.FindingsName }.Select(name => Path.Combine(folder, name)).Where(ColdFile.Exists))
        {
            using var reader = new LineReader(ColdFile.Open(path), path, hashed: false) { Longest = LineReader.LongestOfOurs };
            await foreach (var row in reader.RowsAsync(cancel))
                if (_signs.Exists(sign => row.Bytes.Span.IndexOf(sign) >= 0))
                    return true;
        }
        return false;
    }

    // What the run that made it told of itself stays; old and new hashes are both told.
    void Account(Dump again, IReadOnlyList<string> tombstones)
    {
        var (old, now) = (dump.Metadata, again.Metadata);
        List<ErasedFile> files = [.. old.Files.Zip(now.Files).Where(pair => pair.First.Sha256 != pair.Second.Sha256).Select(pair => new ErasedFile(pair.First.Path, pair.First.Sha256, pair.Second.Sha256))];
        if (old.Data.Sha256 != now.Data.Sha256)
            files.Add(new ErasedFile("data.jsonl", old.Data.Sha256, now.Data.Sha256));
        var (then, anew) = (old.ExtractionStatistics, now.ExtractionStatistics);
        File.WriteAllText(Path.Combine(again.Folder, DumpMetadata.FileName), ReceiptJson.Write(now with
        {
            ExtractorVersion = old.ExtractorVersion,
            RateLimitInfo = old.RateLimitInfo,
            ExtractionStatistics = anew with { StartTime = then.StartTime, EndTime = then.EndTime, DurationSeconds = then.DurationSeconds },
            Erasures = files.Count == 0 ? old.Erasures : [.. old.Erasures ?? [], new DumpErasure(tombstones, files)],
        }));
        Checksums.Write(again.Folder, Checksums.FileName);
    }

    // The entries of all other rows, as they stand. A sample reads on where a row is gone, so Extract's own are those of now.
    async Task QuarantineAsync(CancellationToken cancel)
    {
        var line = new RecordLine();
        var derived = dump.Metadata.IsComplete ? null : Directory.CreateDirectory(Path.Combine(shadow.Root, "derived")).FullName;
        if (derived is not null)
            File.Move(Path.Combine(shadow.Quarantine(dump.Source, dump.Name), QuarantineFile.FileName), Path.Combine(derived, QuarantineFile.FileName));
        await using var quarantine = QuarantineFile.Begin(shadow, dump.Source, dump.Name, "extract");
        if (derived is not null)
            await foreach (var entry in QuarantineRow.ReadAsync(derived, cancel))
                await quarantine.CarryAsync(entry.Line.Memory);
        await foreach (var entry in QuarantineRow.ReadAsync(dump.Quarantine, cancel))
            if ((derived is null || entry.Stage != "extract") && !(entry.Sent() is { } sent && (line.Read(sent, out _) ? rows.StillThere(line) : rows.NamedIn(sent.Span)) is not null))
                await quarantine.CarryAsync(entry.Line.Memory);
        await quarantine.CommitAsync(QuarantineState.ReadFrom(dump.Quarantine) ?? QuarantineState.NotPromoted);
    }

    async Task PromoteAsync(Dump again, CancellationToken cancel)
    {
        var made = new Run(shadow, run.Clock, run.Log, run.Report);
        foreach (var (stage, zone) in flow.Promotions(dump.Source).Zip(Promoted))
        {
            if (Manifest.ReadFrom(dump.FolderOf(zone)) is null)
                return;
            await stage.PromoteAsync(made, again, cancel);
            if (zone == Zone.Validated)
                await ReplaysAsync(made, again, cancel);
        }
    }

    async Task ReplaysAsync(Run made, Dump again, CancellationToken cancel)
    {
        var isNewest = !dump.IsArchived && Dump.Chain(_lake, dump.Source) is [.., var newest] && newest.Name == dump.Name;
        var isLost = false;
        foreach (var name in DumpPart.ReplayFolders(dump.FolderOf(Zone.Validated)))
        {
            var folder = Path.Combine(dump.FolderOf(Zone.Validated), name);
            var isLate = ReceiptJson.Read<Manifest>(Path.Combine(folder, Manifest.FileName)).Late;
            if (isLate && isNewest && flow.Registry.Source(dump.Source).ReadsMoreDates)
                continue;
            if (!await HoldsAsync(folder, cancel))
                Copy(folder, Path.Combine(again.FolderOf(Zone.Validated), name));
            // The late rows of an older dump count no more.
            else if (!isLate || isNewest)
                isLost = true;
        }
        if (isNewest)
            await flow.ReplayLateAsync(made, again, cancel);
        if (isLost)
            await new Replay(flow, made, again, late: false).RunAsync(cancel);
        WasReplayed |= isLost;
        await Reconciliation.EnsureAsync(made, again, cancel);
    }

    static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var path in Directory.EnumerateFiles(from))
            if (Path.Combine(to, Path.GetFileName(path)) is var copy && path.EndsWith(ColdFile.Ending, StringComparison.Ordinal))
                ColdFile.Decompress(path, copy[..^ColdFile.Ending.Length]);
            else
                File.Copy(path, copy);
    }

    // Raw last: as long as that is the old one, the next call makes all of it again.
    void Install()
    {
        if (dump.IsArchived)
        {
            ArchivedDump.Write(_lake, shadow, dump, _ => { });
            OnStep(ErasureStep.DumpReplaced);
            return;
        }
        foreach (var ((part, to), (_, from)) in _lake.PartsOf(dump.Source, dump.Name).Zip(shadow.PartsOf(dump.Source, dump.Name)).Reverse())
        {
            if (Directory.Exists(from))
                Replace(from, to);
            // What its stage no longer makes can be made by the next run.
            else if (Directory.Exists(to))
                Directory.Delete(to, recursive: true);
            OnStep(ErasureStep.DumpReplaced);
        }
    }

    static void Replace(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        using var folder = AtomicFolder.Begin(to);
        Directory.Delete(folder.Aside);
        Directory.Move(from, folder.Aside);
        folder.Commit();
    }
}
