using System.Diagnostics;

namespace Sluice.Tests;

/// <summary>A small disk in memory, for one test. Only root on Linux may make one.</summary>
sealed class Mount : IDisposable
{
    readonly string _folder;

    Mount(string folder) => _folder = folder;

    /// <summary>Null where this machine does not allow it.</summary>
    public static Mount? Of(string folder, long bytes) =>
        OperatingSystem.IsLinux() && Succeeds("mount", "-t", "tmpfs", "-o", $"size={bytes}", "tmpfs", Directory.CreateDirectory(folder).FullName) ? new Mount(folder) : null;

    public static void ReadOnly(string folder) => Assert.True(Succeeds("mount", "-o", "remount,ro", folder));

    static bool Succeeds(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    public void Dispose() => Succeeds("umount", "-l", _folder);
}
