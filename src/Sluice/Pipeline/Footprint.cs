using System.Runtime.InteropServices;

namespace Sluice.Pipeline;

/// <summary>
/// Keeps a run's memory small. Buffers grow to the longest line of a stage and the compiler's arenas to the longest
/// method: between stages both are given back, so that the peak of a run is that of one stage. Best effort, and only in
/// a process of which a run is all: where other things live beside it, each giving back would look through them too.
/// </summary>
public static partial class Footprint
{
    const int ArenaMax = -8;

    static bool s_isKeptSmall;

    /// <summary>From here on what is free is given back; and native memory is shared by all threads instead of kept by each. Call it once, first.</summary>
    public static void KeepSmall()
    {
        s_isKeptSmall = true;
        OnGlibc(() => SetOption(ArenaMax, 1));
    }

    /// <summary>Returns what is free, managed and native, to the system, in a process that <see cref="KeepSmall"/> was said in.</summary>
    public static void GiveBack()
    {
        if (!s_isKeptSmall)
            return;
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
