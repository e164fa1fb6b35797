using Sluice.Records;

namespace Sluice.Zones;

/// <summary>
/// One writer a lake, by an OS file lock: gone with its process, however it dies. The file stays; only the lock counts.
/// </summary>
public sealed class LakeLock : IDisposable
{
    readonly FileStream _file;

    LakeLock(FileStream file) => _file = file;

    /// <summary>Takes the lock and puts the lake in order, or throws with exit code 5 while another process holds it.</summary>
    public static LakeLock Take(Lake lake) =>
        TryTake(lake) ?? throw new CheckTheMachineException($"Another sluice is writing to {lake.Root} (its lock {lake.LockFile} is held). Wait for it, or stop it.");

    /// <summary>The same, but null while another process holds it.</summary>
    public static LakeLock? TryTake(Lake lake)
    {
        lake.Create();
        if (TryOpen(lake.LockFile) is not { } held)
            return null;
        try
        {
            AtomicFolder.Recover(lake.Root);
            RemoveOrphans(lake);
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Only the one that watches the lake holds this; it says nothing of who writes. Null while another process holds it.</summary>
    public static LakeLock? TryWatch(Lake lake)
    {
        Directory.CreateDirectory(lake.Watch);
        return TryOpen(lake.WatchLockFile);
    }

    static LakeLock? TryOpen(string path)
    {
        try
        {
            return new LakeLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (IsHeld(e))
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckTheMachineException($"The lock {path} cannot be taken: {e.Message}", e);
        }
    }

    // EWOULDBLOCK from flock; a sharing or lock violation on Windows. Anything else is the disk's own trouble.
    static bool IsHeld(IOException e) =>
        OperatingSystem.IsWindows() ? (e.HResult & 0xFFFF) is 32 or 33 : e.HResult is 11 or 35;

    // Quarantine commits before its dump: a kill in between leaves one whose dump never came.
    static void RemoveOrphans(Lake lake)
    {
        var root = Path.Combine(lake.Root, "quarantine");
        if (!Directory.Exists(root))
            return;
        foreach (var folder in Directory.EnumerateDirectories(root).SelectMany(Directory.EnumerateDirectories).ToList())
            if (!Directory.Exists(lake.FolderOf(Zone.Raw, Path.GetFileName(Path.GetDirectoryName(folder))!, Path.GetFileName(folder))))
                Directory.Delete(folder, recursive: true);
    }

    public void Dispose() => _file.Dispose();
}
