using System.Diagnostics;
using System.Globalization;

namespace Sluice.Bench;

/// <summary>What one whole process cost: CPU seconds (user and system, all threads), wall seconds, peak resident MB.</summary>
readonly record struct Cost(double Cpu, double Wall, double PeakMb);

/// <summary>Processes that are measured from start to exit, and the stand-in hub next to them. Linux only: it reads <c>/proc</c>.</summary>
static class Child
{
    /// <summary>Runs a .NET program to the end.</summary>
    /// <exception cref="InvalidOperationException">It did not exit with 0.</exception>
    public static async Task<Cost> MeasureAsync(string program, params string[] args) =>
        (await MeasureAsync(Settings("dotnet", [program, .. args]), mostCode: 0)).Cost;

    /// <summary>Runs any program to the end. CPU time is what the kernel adds up for children that have been waited for, in steps of 10 ms.</summary>
    /// <param name="mostCode">The highest exit code that is no failure: a validator's 1 or 2 says that it found something.</param>
    /// <exception cref="InvalidOperationException">It exited with another code.</exception>
    public static async Task<(Cost Cost, string Output)> MeasureAsync(ProcessStartInfo settings, int mostCode)
    {
        var (before, began) = (CpuOfChildren(), Stopwatch.GetTimestamp());
        using var run = Process.Start(settings)!;
        var output = run.StandardOutput.ReadToEndAsync();
        var problems = run.StandardError.ReadToEndAsync();
        var peak = 0.0;
        // The kernel keeps the high-water mark; the last look before the end is the peak.
        while (!run.WaitForExit(5))
            peak = Math.Max(peak, PeakOf(run.Id) ?? 0);
        var wall = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return run.ExitCode <= mostCode
            ? (new Cost(CpuOfChildren() - before, wall, peak), await output)
            : throw new InvalidOperationException($"{settings.FileName} {string.Join(' ', settings.ArgumentList)} exited with {run.ExitCode}: {await problems}");
    }

    public static ProcessStartInfo Settings(string program, IEnumerable<string> args) =>
        new(program, args) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };

    public static Process Start(string program, params string[] args) =>
        Process.Start(Settings("dotnet", [program, .. args]))!;

    /// <summary>Serves a folder as a hub from a process of its own; gives the process, to be killed, and its address.</summary>
    public static async Task<(Process Hub, string Endpoint)> ServeAsync(string program, string folder)
    {
        var hub = Start(program, "hub", "serve", folder, "--port", "0");
        var line = await hub.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"the hub did not start: {await hub.StandardError.ReadToEndAsync()}");
        return (hub, line[(line.LastIndexOf(" at ", StringComparison.Ordinal) + 4)..]);
    }

    public static double? PeakOf(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? null : double.Parse(line.AsSpan(6, line.Length - 9), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) * 1024 / 1e6;
        }
        catch (IOException)
        {
            return null;
        }
    }

    static double CpuOfChildren()
    {
        var stat = File.ReadAllText("/proc/self/stat");
        // Behind the name come the fields of proc(5) from the third on: cutime and cstime are the 16th and 17th.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[13], CultureInfo.InvariantCulture) + long.Parse(fields[14], CultureInfo.InvariantCulture)) / 100.0;
    }
}
