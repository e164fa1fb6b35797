using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Packing;

/// <summary>A part of the packed lake. <paramref name="IsNew"/>: this call wrote it.</summary>
public sealed record PackPart(string Name, long Bytes, int Files, bool IsNew);

/// <summary>What a call packed.</summary>
/// <param name="HasNews">False if nothing came since the last pack but entries of runs that brought nothing.</param>
/// <param name="Obsolete">Parts of the last pack that this one does without; they hold what is gone or changed.</param>
public sealed record PackReport(IReadOnlyList<PackedFile> Files, IReadOnlyList<PackPart> Parts, IReadOnlyList<string> Obsolete, int Added, int Changed, int Removed, bool HasNews);

/// <summary>What a pack has just done.</summary>
public enum PackStep
{
    /// <summary>All new parts are there; the old index is as it was.</summary>
    PartsWritten,

    /// <summary>The small files that are new lie beside.</summary>
    Staged,

    /// <summary>From here on the folder holds the lake as it is now.</summary>
    IndexWritten,

    /// <summary>One small file is in its place, or gone from it.</summary>
    Placed,

    /// <summary>What to delete elsewhere is told.</summary>
    ObsoleteWritten,
}

/// <summary>
/// Packs a lake into a folder: <c>git/</c> holds the index and what is small and says nothing of a record, <c>assets/</c>
/// all else in parts. A part whose files are all unchanged stays; any other is replaced, so that what was forgotten is in
/// no part that is left. Only the holder of the lake's lock may call it.
/// </summary>
public sealed class Pack(Lake lake, string folder)
{
    /// <summary>Most bytes of the files of one part, unless one file alone has more. A release asset may have 2 GiB.</summary>
    public long PartBytes { get; init; } = 1 << 30;

    /// <summary>A part below this joins with new files of its kind, so that a year of small deltas does not leave hundreds.</summary>
    public long SmallBytes { get; init; } = 8 << 20;

    /// <summary>The names of collections that the registry lists: any other is upstream's own text, and not for git.</summary>
    public IReadOnlySet<string> Collections { get; init; } = new HashSet<string>();

    /// <summary>Called between steps; a call may be stopped at each.</summary>
    public Action<PackStep> OnStep { get; init; } = _ => { };

    string Git => Path.Combine(folder, "git");

    string Assets => Path.Combine(folder, "assets");

    /// <exception cref="CorrectTheCallException">The folder lies in the lake, holds another one or what is not of a pack, or a file of the lake can be in none.</exception>
    /// <exception cref="GateFailedException">The last index is damaged.</exception>
    public PackReport Write(CancellationToken cancel)
    {
        if (IsIn(lake.Root, Path.GetFullPath(folder)) || IsIn(PlainFile.Real(lake.Root), PlainFile.Real(folder)))
            throw new CorrectTheCallException($"{folder} lies in the lake {lake.Root} and would be packed with it the next time. Name a folder outside.");
        var index = Path.Combine(Git, PackIndex.FileName);
        var git = new GitSide(Git);
        git.MustBeOurs(File.Exists(index));
        GitSide.MustBeNoLink(Assets);
        Directory.CreateDirectory(Git);
        Directory.CreateDirectory(Assets);
        IReadOnlyList<PackedFile> before = File.Exists(index) ? PackIndex.Read(index) : [];
        var now = PackContents.Of(lake, Collections, cancel);
        MustBeOfThisLake(before, now);
        // What a stopped call left to do.
        git.Settle(before, () => OnStep(PackStep.Placed));
        var (placed, parts) = WriteParts(now, Kept(before, now), cancel);
        OnStep(PackStep.PartsWritten);
        // Hashes hold only for bytes: no git may turn line ends.
        git.Write(Path.Combine(Git, ".gitattributes"), "* -text\n");
        placed.AddRange(git.Stage(lake.Root, before, now.Where(file => file.Where == PackIndex.InGit), cancel));
        OnStep(PackStep.Staged);
        git.Write(index, PackIndex.Text(placed));
        OnStep(PackStep.IndexWritten);
        git.Settle(placed, () => OnStep(PackStep.Placed));
        // Also what a stopped call left behind: somebody may have copied it.
        var obsolete = before.Select(file => file.Where).Concat(Directory.EnumerateFiles(Assets).Select(path => Path.GetFileName(path))).Where(PartFile.IsName).Distinct(StringComparer.Ordinal)
            .Except(parts.Select(part => part.Name), StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        git.Write(Path.Combine(Git, "obsolete.txt"), string.Concat(obsolete.Select(name => name + "\n")));
        OnStep(PackStep.ObsoleteWritten);
        // Last: as long as the old index stood, they were its parts.
        foreach (var path in Directory.EnumerateFiles(Assets).Where(path => IsLeftOver(Path.GetFileName(path), parts)).ToList())
            File.Delete(path);
        return Report(before, placed, parts, obsolete);
    }

    static bool IsIn(string root, string path) => Path.GetRelativePath(root, path) is var relative && !Path.IsPathRooted(relative) && relative != ".." && !relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    // What a person put there stays.
    static bool IsLeftOver(string name, List<PackPart> parts) =>
        name.StartsWith(AtomicFile.AsidePrefix, StringComparison.Ordinal) || (PartFile.IsName(name) && !parts.Exists(part => part.Name == name));

    // The ledger only grows: a lake that knows no run of the last pack is not the one that was packed, and would replace it.
    void MustBeOfThisLake(IReadOnlyList<PackedFile> before, IReadOnlyList<PackedFile> now)
    {
        var runs = before.Select(file => file.Path).Where(PackContents.IsOfLedger).ToHashSet(StringComparer.Ordinal);
        if (runs.Count > 0 && !now.Any(file => runs.Contains(file.Path)))
            throw new CorrectTheCallException($"{folder} holds the pack of another lake: {lake.Root} knows none of its {runs.Count} runs, such as {runs.Max(StringComparer.Ordinal)}. Name another folder, or delete that one if its lake is given up.");
    }

    // The parts of the last pack that can stay, each with its files.
    Dictionary<string, List<PackedFile>> Kept(IReadOnlyList<PackedFile> before, IReadOnlyList<PackedFile> now)
    {
        var present = now.Where(file => file.Where.Length == 0).ToDictionary(file => file.Path, file => file.Sha256, StringComparer.Ordinal);
        var kept = before.Where(file => file.Where != PackIndex.InGit).GroupBy(file => file.Where, StringComparer.Ordinal)
            .Where(part => part.All(file => present.GetValueOrDefault(file.Path) == file.Sha256) && PartFile.IsSound(Path.Combine(Assets, part.Key)))
            .ToDictionary(part => part.Key, part => part.ToList(), StringComparer.Ordinal);
        var settled = kept.Values.SelectMany(files => files.Select(file => file.Path)).ToHashSet(StringComparer.Ordinal);
        var growing = present.Keys.Where(path => !settled.Contains(path)).Select(PackContents.GroupOf).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, files) in kept.ToList())
            if (growing.Contains(PackContents.GroupOf(files[0].Path)) && Length(name) < SmallBytes)
                kept.Remove(name);
        return kept;
    }

    (List<PackedFile> Placed, List<PackPart> Parts) WriteParts(IReadOnlyList<PackedFile> now, Dictionary<string, List<PackedFile>> kept, CancellationToken cancel)
    {
        var placed = kept.Values.SelectMany(files => files).ToList();
        var parts = kept.Select(part => new PackPart(part.Key, Length(part.Key), part.Value.Count, false)).ToList();
        var settled = placed.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var group in now.Where(file => file.Where.Length == 0 && !settled.Contains(file.Path)).GroupBy(file => PackContents.GroupOf(file.Path), StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
            foreach (var share in Shares(group))
            {
                var written = PartFile.Write(Assets, lake.Root, share.Select(file => file.Path), cancel);
                if (written is [{ Where: var name }, ..])
                    parts.Add(new PackPart(name, Length(name), written.Count, true));
                placed.AddRange(written);
            }
        Durable.FlushFolder(Assets);
        return (placed, [.. parts.OrderBy(part => part.Name, StringComparer.Ordinal)]);
    }

    IEnumerable<List<PackedFile>> Shares(IEnumerable<PackedFile> files)
    {
        var share = new List<PackedFile>();
        long bytes = 0;
        foreach (var file in files)
        {
            if (share.Count > 0 && bytes + file.Bytes > PartBytes)
            {
                yield return share;
                (share, bytes) = ([], 0);
            }
            share.Add(file);
            bytes += file.Bytes;
        }
        if (share.Count > 0)
            yield return share;
    }

    PackReport Report(IReadOnlyList<PackedFile> before, List<PackedFile> placed, List<PackPart> parts, List<string> obsolete)
    {
        var old = before.ToDictionary(file => file.Path, file => file.Sha256, StringComparer.Ordinal);
        var added = placed.Where(file => !old.ContainsKey(file.Path)).ToList();
        var changed = placed.Count(file => old.TryGetValue(file.Path, out var sha256) && sha256 != file.Sha256);
        var removed = old.Count - (placed.Count - added.Count);
        return new PackReport(placed, parts, obsolete, added.Count, changed, removed,
            changed + removed > 0 || new LedgerNews(lake, before.Select(file => file.Path)).IsIn(added.Select(file => file.Path)));
    }

    long Length(string part) => new FileInfo(Path.Combine(Assets, part)).Length;
}
