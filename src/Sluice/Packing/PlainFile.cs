using System.Runtime.InteropServices;

namespace Sluice.Packing;

/// <summary>Reads files that another process may write or take away, and is never held up: a pipe would be waited for without end.</summary>
static partial class PlainFile
{
    const int NoSuchDevice = 6;
    const int FromHere = 1;

    /// <summary>False for a pipe, a socket or a terminal.</summary>
    public static bool Is(string path)
    {
        if (OperatingSystem.IsWindows())
            return true;
        // O_RDONLY | O_NONBLOCK: with a pipe it comes back at once, and only what has places can tell where it stands.
        var handle = OpenFile(path, OperatingSystem.IsMacOS() ? 0x4 : 0x800);
        if (handle < 0)
            return Marshal.GetLastPInvokeError() != NoSuchDevice;
        var isPlaced = Seek(handle, 0, FromHere) >= 0;
        _ = Close(handle);
        return isPlaced;
    }

    /// <summary>Null if it is gone.</summary>
    /// <exception cref="InvalidDataException">It is a pipe, a socket or a terminal.</exception>
    public static FileStream? TryOpen(string path)
    {
        if (!Is(path))
            throw new InvalidDataException($"{path} is no plain file");
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>What a file holds now; null if it is gone.</summary>
    /// <exception cref="InvalidDataException">It is a pipe, a socket or a terminal.</exception>
    public static (long Bytes, string Sha256)? Measure(string path)
    {
        using var file = TryOpen(path);
        if (file is null)
            return null;
        using var measured = new MeasuredStream(file);
        measured.CopyTo(Stream.Null);
        return (measured.Length, measured.Sha256);
    }

    /// <summary>True for a link of any kind, also one that leads nowhere.</summary>
    public static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;

    /// <summary>The path without links, as far as it is there.</summary>
    public static string Real(string path)
    {
        path = Path.GetFullPath(path);
        if (Path.GetDirectoryName(path) is not { } parent)
            return path;
        path = Path.Combine(Real(parent), Path.GetFileName(path));
        return new FileInfo(path) is { LinkTarget: not null } link && link.ResolveLinkTarget(returnFinalTarget: true) is { } target ? Real(target.FullName) : path;
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "lseek")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial long Seek(int handle, long offset, int from);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Close(int handle);
}
