using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Packing;

/// <summary>A part of the packed lake. <paramref name="IsNew"/>: this call wrote it.</summary>
public sealed record PackPart(string Name, long Bytes, int Files, bool IsNew);

/// <summary>What a call packed.</summary>
/// <param name="HasNews">False if nothing came since the last pack but entries of runs that brought nothing.</param>
/// <param name="Obsolete">Parts of the last pack that this one does without; they hold what is gone or changed.</param>
public sealed record PackReport(IReadOnlyList<PackedFile> Files, IReadOnlyList<PackPart> Parts, IReadOnlyList<string> Obsolete, int Added, int Changed, int Removed, bool HasNews);

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

    string Git => Path.Combine(folder, "git");

    string Assets => Path.Combine(folder, "assets");

    /// <exception cref="CorrectTheCallException">The folder lies in the lake, or holds another one.</exception>
    /// <exception cref="GateFailedException">The last index is damaged.</exception>
    public PackReport Write(CancellationToken cancel)
    {
        if (!Path.GetRelativePath(lake.Root, Path.GetFullPath(folder)).StartsWith("..", StringComparison.Ordinal))
            throw new CorrectTheCallException($"{folder} lies in the lake {lake.Root} and would be packed with it the next time. Name a folder outside.");
        Directory.CreateDirectory(Git);
        Directory.CreateDirectory(Assets);
        var index = Path.Combine(Git, PackIndex.FileName);
        IReadOnlyList<PackedFile> before = File.Exists(index) ? PackIndex.Read(index) : [];
        var now = PackContents.Of(lake, cancel);
        MustBeOfThisLake(before, now);
        var kept = Kept(before, now);
        var (placed, parts) = WriteParts(now, kept, cancel);
        WriteGit(placed);
        var obsolete = before.Select(file => file.Where).Where(where => where != PackIndex.InGit).Distinct(StringComparer.Ordinal)
            .Except(parts.Select(part => part.Name), StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        AtomicFile.Write(Path.Combine(Git, "obsolete.txt"), string.Concat(obsolete.Select(name => name + "\n")));
        PackIndex.Write(index, placed);
        // Last: as long as the old index stood, they were its parts. Also what a stopped call left behind.
        foreach (var path in Directory.EnumerateFiles(Assets).Where(path => IsLeftOver(Path.GetFileName(path), parts)).ToList())
            File.Delete(path);
        return Report(before, placed, parts, obsolete);
    }

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
        var placed = now.Where(file => file.Where == PackIndex.InGit).Concat(kept.Values.SelectMany(files => files)).ToList();
        var parts = kept.Select(part => new PackPart(part.Key, Length(part.Key), part.Value.Count, false)).ToList();
        var settled = placed.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var group in now.Where(file => !settled.Contains(file.Path)).GroupBy(file => PackContents.GroupOf(file.Path), StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
            foreach (var share in Shares(group))
            {
                var name = PartFile.Write(Assets, lake.Root, share.Select(file => file.Path), cancel);
                parts.Add(new PackPart(name, Length(name), share.Count, true));
                placed.AddRange(share.Select(file => file with { Where = name }));
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

    void WriteGit(List<PackedFile> placed)
    {
        // Hashes hold only for bytes: no git may turn line ends.
        AtomicFile.Write(Path.Combine(Git, ".gitattributes"), "* -text\n");
        var root = Path.Combine(Git, "lake");
        var wanted = placed.Where(file => file.Where == PackIndex.InGit).ToDictionary(file => file.Path, StringComparer.Ordinal);
        foreach (var file in wanted.Values)
            if (Path.Combine(root, file.Path) is var path && !(File.Exists(path) && new FileInfo(path).Length == file.Bytes && Checksums.OfFile(path) == file.Sha256))
                AtomicFile.Write(path, File.ReadAllBytes(Path.Combine(lake.Root, file.Path)));
        if (!Directory.Exists(root))
            return;
        foreach (var path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).ToList())
            if (!wanted.ContainsKey(Path.GetRelativePath(root, path).Replace('\\', '/')))
                File.Delete(path);
        foreach (var empty in Directory.EnumerateDirectories(root, "*", SearchOption.AllDirectories).OrderByDescending(path => path.Length).ToList())
            if (!Directory.EnumerateFileSystemEntries(empty).Any())
                Directory.Delete(empty);
    }

    PackReport Report(IReadOnlyList<PackedFile> before, List<PackedFile> placed, List<PackPart> parts, List<string> obsolete)
    {
        var old = before.ToDictionary(file => file.Path, file => file.Sha256, StringComparer.Ordinal);
        var added = placed.Where(file => !old.ContainsKey(file.Path)).ToList();
        var changed = placed.Count(file => old.TryGetValue(file.Path, out var sha256) && sha256 != file.Sha256);
        var removed = old.Count - (placed.Count - added.Count);
        return new PackReport(placed, parts, obsolete, added.Count, changed, removed,
            changed + removed > 0 || added.Exists(file => !PackContents.IsNoNews(lake, file.Path)));
    }

    long Length(string part) => new FileInfo(Path.Combine(Assets, part)).Length;
}
