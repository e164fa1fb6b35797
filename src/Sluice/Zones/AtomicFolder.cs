namespace Sluice.Zones;

/// <summary>
/// A folder that appears whole or not at all. It is filled aside, each file is flushed, its checksums are written, and
/// one rename makes it visible. Dropped without <see cref="Commit"/>, it leaves no trace; killed, it leaves an aside
/// folder that <see cref="Recover"/> clears away.
/// </summary>
public sealed class AtomicFolder : IDisposable
{
    const string OldPrefix = ".old-";

    readonly string _final;
    readonly string _checksums;
    bool _done;

    AtomicFolder(string final, string aside, string checksums)
    {
        (_final, Aside, _checksums) = (final, aside, checksums);
    }

    /// <summary>Where to write before the commit.</summary>
    public string Aside { get; }

    public static AtomicFolder Begin(string final, string checksums = Checksums.FileName)
    {
        var aside = Path.Combine(Path.GetDirectoryName(final)!, AtomicFile.AsidePrefix + Path.GetFileName(final));
        if (Directory.Exists(aside))
            Directory.Delete(aside, recursive: true);
        Directory.CreateDirectory(aside);
        return new AtomicFolder(final, aside, checksums);
    }

    public string File(string name) => Path.Combine(Aside, name);

    /// <summary>
    /// Makes the folder visible in one rename. Hashes that the writers already know spare a second reading.
    /// </summary>
    public void Commit(IReadOnlyDictionary<string, string>? known = null)
    {
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
        if (!_done && Directory.Exists(Aside))
            Directory.Delete(Aside, recursive: true);
    }

    /// <summary>
    /// Puts a lake in order after a kill: what was being replaced comes back, what was half-made goes. Only the holder
    /// of the lake's lock may call it. Returns what it cleared, for the log.
    /// </summary>
    public static IReadOnlyList<string> Recover(string root)
    {
        var cleared = new List<string>();
        foreach (var folder in Directory.EnumerateDirectories(root, ".*", SearchOption.AllDirectories).ToList())
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
            else if (name.StartsWith(AtomicFile.AsidePrefix, StringComparison.Ordinal))
            {
                Directory.Delete(folder, recursive: true);
                cleared.Add(folder);
            }
        }
        foreach (var file in Directory.EnumerateFiles(root, AtomicFile.AsidePrefix + "*", SearchOption.AllDirectories).ToList())
        {
            System.IO.File.Delete(file);
            cleared.Add(file);
        }
        return cleared;
    }
}
