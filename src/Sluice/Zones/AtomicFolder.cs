namespace Sluice.Zones;

/// <summary>
/// A folder that appears whole or not at all. It is filled aside, each file is flushed, its checksums are written, and
/// one rename makes it visible. Dropped without <see cref="Commit"/>, it leaves no trace; killed, it leaves an aside
/// folder that <see cref="Recover"/> clears away. A folder aside that says how far it came is kept instead, so that the
/// next writer can go on with it.
/// </summary>
public sealed class AtomicFolder : IDisposable
{
    const string OldPrefix = ".old-";
    const string ResumeFolder = ".resume";
    const string ProgressFile = "shards";

    // In these of a lake others write without its lock: looks and heartbeats. They replace what they left aside themselves.
    static readonly string[] OfOthers = ["alerts", "watch"];

    readonly string _final;
    readonly string _checksums;
    bool _done;

    AtomicFolder(string final, string aside, string checksums)
    {
        (_final, Aside, _checksums) = (final, aside, checksums);
    }

    /// <summary>Where to write before the commit.</summary>
    public string Aside { get; }

    /// <summary>Begins anew, whatever lies aside.</summary>
    public static AtomicFolder Begin(string final, string checksums = Checksums.FileName)
    {
        var folder = Continue(final, checksums);
        Directory.Delete(folder.Aside, recursive: true);
        Directory.CreateDirectory(folder.Aside);
        return folder;
    }

    /// <summary>Begins with what lies aside, if anything does. The caller must judge whether it is still of use.</summary>
    public static AtomicFolder Continue(string final, string checksums = Checksums.FileName)
    {
        var aside = Path.Combine(Path.GetDirectoryName(final)!, AtomicFile.AsidePrefix + Path.GetFileName(final));
        Directory.CreateDirectory(aside);
        return new AtomicFolder(final, aside, checksums);
    }

    public string File(string name) => Path.Combine(Aside, name);

    /// <summary>A file that only going on needs: it never reaches the committed folder.</summary>
    public string ResumeFile(string name) => Path.Combine(Aside, ResumeFolder, name);

    /// <summary>How far the work came. As long as it is there, the folder aside outlives its writer.</summary>
    public string Progress => ResumeFile(ProgressFile);

    /// <summary>Lets the folder aside go with its writer again.</summary>
    public void Forget()
    {
        if (Directory.Exists(Path.Combine(Aside, ResumeFolder)))
            Directory.Delete(Path.Combine(Aside, ResumeFolder), recursive: true);
    }

    /// <summary>
    /// Makes the folder visible in one rename. Hashes that the writers already know spare a second reading.
    /// </summary>
    public void Commit(IReadOnlyDictionary<string, string>? known = null)
    {
        Forget();
        Checksums.Write(Aside, _checksums, known);
        foreach (var file in Directory.EnumerateFiles(Aside, "*", SearchOption.AllDirectories))
            Durable.FlushFile(file);
        foreach (var folder in Directory.EnumerateDirectories(Aside, "*", SearchOption.AllDirectories))
            Durable.FlushFolder(folder);
        Durable.FlushFolder(Aside);
        var parent = Path.GetDirectoryName(_final)!;
        var old = Path.Combine(parent, OldPrefix + Path.GetFileName(_final));
        if (Directory.Exists(_final))
            Directory.Move(_final, old);
        Directory.Move(Aside, _final);
        Durable.FlushFolder(parent);
        _done = true;
        if (Directory.Exists(old))
            Directory.Delete(old, recursive: true);
    }

    public void Dispose()
    {
        if (!_done && Directory.Exists(Aside) && !System.IO.File.Exists(Progress))
            Directory.Delete(Aside, recursive: true);
    }

    /// <summary>
    /// Puts a lake in order after a kill: what was being replaced comes back, what was half-made goes. Only the holder
    /// of the lake's lock may call it. Returns what it cleared, for the log.
    /// </summary>
    /// <param name="keepProgress">False clears also what could be gone on with: nobody will.</param>
    public static IReadOnlyList<string> Recover(string root, bool keepProgress = true)
    {
        var cleared = new List<string>();
        foreach (var folder in Directory.EnumerateDirectories(root, ".*", SearchOption.AllDirectories).Where(IsOurs).ToList())
        {
            var name = Path.GetFileName(folder);
            if (!Directory.Exists(folder))
                continue;
            if (name.StartsWith(OldPrefix, StringComparison.Ordinal))
            {
                var final = Path.Combine(Path.GetDirectoryName(folder)!, name[OldPrefix.Length..]);
                if (Directory.Exists(final))
                    Directory.Delete(folder, recursive: true);
                else
                    Directory.Move(folder, final);
                cleared.Add(folder);
            }
            else if (name.StartsWith(AtomicFile.AsidePrefix, StringComparison.Ordinal)
                && !(keepProgress && System.IO.File.Exists(Path.Combine(folder, ResumeFolder, ProgressFile))))
            {
                Directory.Delete(folder, recursive: true);
                cleared.Add(folder);
            }
        }
        foreach (var file in Directory.EnumerateFiles(root, AtomicFile.AsidePrefix + "*", SearchOption.AllDirectories).Where(IsOurs).ToList())
        {
            System.IO.File.Delete(file);
            cleared.Add(file);
        }
        return cleared;

        bool IsOurs(string path) => !OfOthers.Contains(Path.GetRelativePath(root, path).Split(Path.DirectorySeparatorChar)[0], StringComparer.Ordinal);
    }
}
