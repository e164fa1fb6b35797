using Sluice.Records;

namespace Sluice.Zones;

/// <summary>How far the move of one dump has come; between any two steps the process may die.</summary>
public enum ArchiveStep
{
    /// <summary>Written aside, read back and held against its checksum lists.</summary>
    Checked,

    /// <summary>The copy, or one folder of a restored one, can be seen.</summary>
    Visible,

    /// <summary>One folder of what was moved is out of sight.</summary>
    OutOfSight,
}

/// <summary>Something that was moved, and what it weighs at both ends, in bytes. <paramref name="Name"/> is a dump's name or a file's sha256.</summary>
public sealed record Moved(string Source, string Name, long Bytes, long ArchivedBytes);

/// <summary>What a call moved. <paramref name="Because"/> is one sentence.</summary>
public sealed record ArchiveReport(IReadOnlyList<Moved> Dumps, IReadOnlyList<Moved> Files, string Because);

/// <summary>
/// Moves dumps and upstream files to the archive and back. A copy is written aside, read back and made visible by one
/// rename before the other goes, itself by a rename: a kill leaves one of them or both, and the next call finishes.
/// Only the holder of the lake's lock may call it.
/// </summary>
public sealed class Archive(Lake lake)
{
    /// <summary>Told of each step.</summary>
    public Action<ArchiveStep> OnStep { get; init; } = _ => { };

    /// <summary>Told of each dump that was moved to the archive, and then of each upstream file: also of those before one that stops the rest.</summary>
    public Action<Moved> OnDump { get; init; } = _ => { };

    public Action<Moved> OnFile { get; init; } = _ => { };

    /// <summary>Free bytes where the lake lies.</summary>
    public Func<long> FreeBytes { get; init; } = () => Disk.FreeBytes(lake.Root);

    /// <exception cref="GateFailedException">A dump is not what its checksum lists say; it and all after it stay.</exception>
    /// <exception cref="CheckTheMachineException">The disk is too small.</exception>
    public ArchiveReport Move(ArchivePlan plan, IReadOnlyList<string> sources, CancellationToken cancel)
    {
        // At most one dump is there twice, and compressed it is no larger.
        MustBeFree(plan.Dumps.Select(dump => LiveBytes(lake, dump)).Concat(plan.Files.Select(file => Length(UpstreamFile.LivePath(lake, file.Source, file.Sha256)))).DefaultIfEmpty().Max());
        foreach (var dump in sources.SelectMany(source => Dump.Archived(lake, source)))
            FinishTakingAway(dump);
        var dumps = new List<Moved>();
        foreach (var dump in plan.Dumps)
        {
            cancel.ThrowIfCancellationRequested();
            var bytes = LiveBytes(lake, dump);
            ArchivedDump.Write(lake, dump, OnStep);
            TakeLiveAway(dump);
            dumps.Add(new Moved(dump.Source, dump.Name, bytes, FolderBytes(lake.ArchivedDump(dump.Source, dump.Name))));
            OnDump(dumps[^1]);
        }
        var files = new List<Moved>();
        foreach (var (source, sha256) in sources.SelectMany(source => ArchivePlan.FilesOf(lake, source, [])))
        {
            cancel.ThrowIfCancellationRequested();
            files.Add(MoveFile(source, sha256));
            OnFile(files[^1]);
        }
        return new ArchiveReport(dumps, files, dumps.Count + files.Count == 0 ? plan.Because : Sentence(dumps, files));
    }

    /// <summary>Puts an archived dump and its upstream files back where they were.</summary>
    /// <exception cref="GateFailedException">The archived copy is damaged; it stays in the archive.</exception>
    /// <exception cref="CheckTheMachineException">The disk is too small.</exception>
    public ArchiveReport Restore(string source, string name)
    {
        var dump = new Dump(lake, source, name, isArchived: true);
        var archivedBytes = FolderBytes(lake.ArchivedDump(source, name));
        var named = dump.Metadata.Files.DistinctBy(file => file.Sha256).ToList();
        if (named.Find(file => !UpstreamFile.Exists(lake, source, file.Sha256)) is { } lost)
            throw new GateFailedException($"{lost.Path} of {source}/{name} rests neither in {lake.Files(source)} nor in the archive: expected a file {lost.Sha256}. The dump stays in the archive; `sluice verify --all` says what else is missing.");
        var wanted = named.Where(file => File.Exists(UpstreamFile.ArchivedPath(lake, source, file.Sha256))).ToList();
        MustBeFree(ContentBytes(dump) + wanted.Sum(file => file.Bytes));
        var files = wanted.Where(file => !IsSound(UpstreamFile.LivePath(lake, source, file.Sha256), file.Sha256)).Select(file => RestoreFile(source, file.Sha256)).ToList();
        ArchivedDump.Restore(lake, dump, OnStep);
        // The archived dump goes last: while it is there, the same call can be made again.
        foreach (var file in wanted)
            TakeFileAway(UpstreamFile.ArchivedPath(lake, source, file.Sha256));
        TakeAway(lake.ArchivedDump(source, name));
        var moved = new Moved(source, name, LiveBytes(lake, dump), archivedBytes);
        return new ArchiveReport([moved], files, $"{name} of {source} is live again, byte for byte, with {ArchivePlan.Count(files.Count, "upstream file")}.");
    }

    // The archived copy goes in the end: what lies live under its name must be as good.
    static bool IsSound(string path, string sha256) => File.Exists(path) && Checksums.OfFile(path) == sha256;

    void FinishTakingAway(Dump archived)
    {
        foreach (var (part, folder) in lake.PartsOf(archived.Source, archived.Name))
            if (Directory.Exists(Path.Combine(lake.ArchivedDump(archived.Source, archived.Name), part)))
                TakeAway(folder);
    }

    // Raw first: what has no raw folder is no dump any more, and the archived copy answers.
    void TakeLiveAway(Dump dump)
    {
        foreach (var (_, folder) in lake.PartsOf(dump.Source, dump.Name))
            TakeAway(folder);
    }

    void TakeAway(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        var parent = Path.GetDirectoryName(folder)!;
        var aside = Path.Combine(parent, AtomicFile.AsidePrefix + Path.GetFileName(folder));
        // A promotion that was stopped may have left one under that name: what it began is no longer wanted.
        if (Directory.Exists(aside))
            Directory.Delete(aside, recursive: true);
        Directory.Move(folder, aside);
        Durable.FlushFolder(parent);
        OnStep(ArchiveStep.OutOfSight);
        Directory.Delete(aside, recursive: true);
    }

    static void TakeFileAway(string path)
    {
        File.Delete(path);
        Durable.FlushFolder(Path.GetDirectoryName(path)!);
    }

    Moved MoveFile(string source, string sha256)
    {
        var (live, archived) = (UpstreamFile.LivePath(lake, source, sha256), UpstreamFile.ArchivedPath(lake, source, sha256));
        var bytes = Length(live);
        Put(archived, aside => ColdFile.Compress(live, aside), ColdFile.ContentOf, sha256);
        TakeFileAway(live);
        return new Moved(source, sha256, bytes, Length(archived));
    }

    Moved RestoreFile(string source, string sha256)
    {
        var (live, archived) = (UpstreamFile.LivePath(lake, source, sha256), UpstreamFile.ArchivedPath(lake, source, sha256));
        Put(live, aside => ColdFile.Decompress(archived, aside), Checksums.OfFile, sha256);
        return new Moved(source, sha256, Length(live), Length(archived));
    }

    void Put(string path, Action<string> write, Func<string, string> hash, string sha256)
    {
        var folder = Directory.CreateDirectory(Path.GetDirectoryName(path)!).FullName;
        var aside = Path.Combine(folder, AtomicFile.AsidePrefix + Path.GetFileName(path));
        File.Delete(aside);
        write(aside);
        if (hash(aside) is var found && found != sha256)
        {
            File.Delete(aside);
            throw new GateFailedException($"The upstream file {sha256} cannot be moved: its content has the sha256 {found}. It stays where it was; `sluice verify --all` says what else differs.");
        }
        File.Move(aside, path, overwrite: true);
        Durable.FlushFolder(folder);
        OnStep(ArchiveStep.Visible);
    }

    void MustBeFree(long need)
    {
        if (FreeBytes() is var free && free < need)
            throw new CheckTheMachineException($"{lake.Root} has {free / 1_000_000} MB free; this needs up to {(need + 999_999) / 1_000_000} MB. Free some space first; nothing was moved.");
    }

    /// <summary>What a dump's folders outside the archive weigh.</summary>
    public static long LiveBytes(Lake lake, Dump dump) => lake.PartsOf(dump.Source, dump.Name).Sum(part => FolderBytes(part.Folder));

    // By the receipts, and something for the lists beside the data.
    static long ContentBytes(Dump dump) =>
        (dump.Metadata.Data.Bytes + new[] { Zone.Validated, Zone.Cleaned, Zone.Enriched }.Sum(zone => Manifest.ReadFrom(dump.FolderOf(zone))?.Output.Bytes ?? 0)) / 8 * 9;

    /// <summary>What all files below a folder weigh; 0 without one. What goes while it is weighed weighs nothing.</summary>
    public static long FolderBytes(string folder)
    {
        long bytes = 0;
        try
        {
            if (Directory.Exists(folder))
                foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
                    bytes += Length(path);
        }
        catch (DirectoryNotFoundException)
        {
            // A folder was taken away, or became visible under its name.
        }
        return bytes;
    }

    static long Length(string path)
    {
        try
        {
            return new FileInfo(path).Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }

    /// <summary>What was moved, as one sentence.</summary>
    public static string Sentence(IReadOnlyList<Moved> dumps, IReadOnlyList<Moved> files)
    {
        var (before, after) = (dumps.Concat(files).Sum(moved => moved.Bytes), dumps.Concat(files).Sum(moved => moved.ArchivedBytes));
        return string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"{ArchivePlan.Count(dumps.Count, "dump")} and {ArchivePlan.Count(files.Count, "upstream file")} archived: {before:#,0} bytes became {after:#,0}.");
    }
}
