using System.Runtime.CompilerServices;

namespace Sluice;

/// <summary>
/// Temporary folders lie in memory where the system has enough for files: a run flushes some two hundred times, and on a
/// slow disk the tests would wait for little else. The programs that they start inherit it.
/// </summary>
static class TempInMemory
{
    const string Memory = "/dev/shm";
    const long Enough = 4L << 30;

    [ModuleInitializer]
    internal static void Use()
    {
        if (Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace >= Enough)
            Environment.SetEnvironmentVariable("TMPDIR", Memory);
    }
}
