using System.Runtime.InteropServices;

namespace Sluice.Pipeline;

/// <summary>
/// Keeps a run's memory small. Buffers grow to the longest line of a stage and the compiler's arenas to the longest
/// method: between stages both are given back, so that the peak of a run is that of one stage. Best effort.
/// </summary>
public static partial class Footprint
{
    const int ArenaMax = -8;

    /// <summary>Lets native memory be shared by all threads instead of kept by each. Call it once, first.</summary>
    public static void ShareArenas() => OnGlibc(() => SetOption(ArenaMax, 1));

    /// <summary>Returns what is free, managed and native, to the system.</summary>
    public static void GiveBack()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        OnGlibc(() => Trim(0));
    }

    static void OnGlibc(Func<int> call)
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            call();
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            // Another C library: nothing to share, nothing to trim.
        }
    }

    [LibraryImport("libc.so.6", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int SetOption(int parameter, int value);

    [LibraryImport("libc.so.6", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Trim(nuint keep);
}
