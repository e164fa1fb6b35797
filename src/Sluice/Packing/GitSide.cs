using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Packing;

/// <summary>
/// <c>git/</c> of a packed lake. What is new is written beside first (<c>.next/</c>, files named by their hash), then the
/// index, then it is put into place: whichever index stands when a call is stopped, all that it names is there. Only what
/// an index names is ever replaced or deleted, and nothing through a link.
/// </summary>
sealed class GitSide(string git)
{
    const string Next = ".next";
    const string GoneName = "gone";

    readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    string Root => Path.Combine(git, "lake");

    string Aside => Path.Combine(git, Next);

    /// <summary>Where the content of a file lies that the index places in git.</summary>
    public static string PlaceOf(string git, PackedFile file) =>
        Path.Combine(git, Next, file.Sha256) is var next && File.Exists(next) ? next : Path.Combine(git, "lake", file.Path);

    /// <exception cref="CorrectTheCallException">There is something that no pack put there.</exception>
    public void MustBeOurs(bool hasIndex)
    {
        foreach (var path in new[] { git, Root, Aside })
            MustBeNoLink(path);
        if (!hasIndex && Directory.Exists(Root) && Directory.EnumerateFileSystemEntries(Root).Any())
            throw new CorrectTheCallException($"{Root} is not empty, and there is no {PackIndex.FileName} beside it that says whose it is. Name another folder, or take that one away.");
    }

    /// <summary>Writes what is new of these files beside.</summary>
    /// <returns>The files as they are now; those that are gone are not among them.</returns>
    public List<PackedFile> Stage(string lake, IReadOnlyList<PackedFile> before, IEnumerable<PackedFile> files, CancellationToken cancel)
    {
        var staged = new List<PackedFile>();
        foreach (var file in files)
        {
            cancel.ThrowIfCancellationRequested();
            using var content = PlainFile.TryOpen(Path.Combine(lake, file.Path));
            if (content is null)
                continue;
            using var measured = new MeasuredStream(content);
            var bytes = new byte[measured.Length];
            measured.ReadExactly(bytes);
            var now = file with { Bytes = bytes.Length, Sha256 = measured.Sha256 };
            if (!IsInPlace(now))
                Write(Path.Combine(Aside, now.Sha256), bytes);
            staged.Add(now);
        }
        var kept = staged.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var gone = before.Where(file => file.Where == PackIndex.InGit && !kept.Contains(file.Path)).Select(file => file.Path).ToList();
        if (gone.Count > 0)
            Write(Path.Combine(Aside, GoneName), string.Concat(gone.Select(path => path + "\n")));
        return staged;
    }

    /// <summary>Puts into place what lies beside and the index names, and deletes what it names no more.</summary>
    public void Settle(IReadOnlyList<PackedFile> index, Action onStep)
    {
        if (!Directory.Exists(Aside))
            return;
        var named = index.Where(file => file.Where == PackIndex.InGit).ToDictionary(file => file.Path, StringComparer.Ordinal);
        foreach (var file in named.Values)
            if (Path.Combine(Aside, file.Sha256) is var next && File.Exists(next) && !IsInPlace(file))
            {
                // One half written by a stop of the machine is none.
                if (PlainFile.Measure(next)?.Sha256 == file.Sha256)
                    Write(Path.Combine(Root, file.Path), File.ReadAllBytes(next));
                onStep();
            }
        if (Path.Combine(Aside, GoneName) is var list && File.Exists(list))
            foreach (var path in File.ReadAllLines(list).Where(path => PackIndex.IsInside(path) && !named.ContainsKey(path)))
            {
                Delete(Path.Combine(Root, path));
                onStep();
            }
        foreach (var path in Directory.EnumerateFiles(Aside).Where(path => IsOurs(Path.GetFileName(path))).ToList())
            File.Delete(path);
        if (!Directory.EnumerateFileSystemEntries(Aside).Any())
            Directory.Delete(Aside);
        Durable.FlushFolder(git);
    }

    public void Write(string path, string text) => Write(path, System.Text.Encoding.UTF8.GetBytes(text));

    void Write(string path, byte[] bytes)
    {
        MustBeNoLinks(path);
        // Whatever a stopped call, or somebody, left under this name: it would be written through.
        if (Path.GetDirectoryName(path)! is var folder && Directory.Exists(folder))
            File.Delete(Path.Combine(folder, AtomicFile.AsidePrefix + Path.GetFileName(path)));
        AtomicFile.Write(path, bytes);
    }

    void Delete(string path)
    {
        MustBeNoLinks(path);
        File.Delete(path);
        for (var folder = Path.GetDirectoryName(path)!; folder.Length > Root.Length && Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any(); folder = Path.GetDirectoryName(folder)!)
            Directory.Delete(folder);
    }

    bool IsInPlace(PackedFile file)
    {
        var path = Path.Combine(Root, file.Path);
        MustBeNoLinks(path);
        return File.Exists(path) && PlainFile.Is(path) && new FileInfo(path).Length == file.Bytes && PlainFile.Measure(path)?.Sha256 == file.Sha256;
    }

    static bool IsOurs(string name) => name == GoneName || PackIndex.IsHash(name) || name.StartsWith(AtomicFile.AsidePrefix, StringComparison.Ordinal);

    // Each step below git/, and the file itself; folders once a call.
    void MustBeNoLinks(string path)
    {
        MustBeNoLink(path);
        for (var folder = Path.GetDirectoryName(path)!; folder.Length >= git.Length && _seen.Add(folder); folder = Path.GetDirectoryName(folder)!)
            MustBeNoLink(folder);
    }

    internal static void MustBeNoLink(string path)
    {
        if (PlainFile.IsLink(path))
            throw new CorrectTheCallException($"{path} is a link, and a pack writes and deletes only in folders of its own. Take it away, or name another folder.");
    }
}
