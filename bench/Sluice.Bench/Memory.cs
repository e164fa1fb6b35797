using System.Diagnostics;
using System.Globalization;

namespace Sluice.Bench;

/// <summary>Peak resident memory and time of whole runs, one process each, over corpora of growing size.</summary>
static class Memory
{
    /// <summary>The promise: under 100 MB and 64 bytes a record.</summary>
    static double LimitMb(int records) => 100 + records * 64 / 1e6;

    public static async Task<int> MeasureAsync(string program, string[] counts, string? page)
    {
        var table = new List<string>();
        Add("| records | corpus MB | peak MB | limit MB | seconds | records/s | MB/s |");
        Add("|--:|--:|--:|--:|--:|--:|--:|");
        var worst = 0;
        foreach (var count in counts.Select(text => int.Parse(text, CultureInfo.InvariantCulture)))
        {
            var folder = Directory.CreateTempSubdirectory("sluice-bench-").FullName;
            try
            {
                Corpus.Write(count, Path.Combine(folder, "hub"));
                var corpus = Directory.EnumerateFiles(Path.Combine(folder, "hub"), "*", SearchOption.AllDirectories).Sum(path => new FileInfo(path).Length) / 1e6;
                using var hub = Start(program, "hub", "serve", Path.Combine(folder, "hub"), "--port", "0");
                var line = (await hub.StandardOutput.ReadLineAsync())!;
                var (peak, seconds, exitCode) = await RunAsync(program, Path.Combine(folder, "lake"), line[(line.LastIndexOf(" at ", StringComparison.Ordinal) + 4)..]);
                hub.Kill();
                Add(string.Create(CultureInfo.InvariantCulture, $"| {count} | {corpus:0} | {peak:0} | {LimitMb(count):0} | {seconds:0.0} | {count / seconds:0} | {corpus / seconds:0} |"));
                if (exitCode != 0 || peak > LimitMb(count))
                    worst = 1;
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        if (page is not null)
            WriteInto(page, table);
        return worst;

        void Add(string row)
        {
            table.Add(row);
            Console.WriteLine(row);
        }
    }

    // Numbers in a page are put there by the program that measured them.
    static void WriteInto(string page, List<string> table)
    {
        const string Begin = "<!-- memory -->", End = "<!-- /memory -->";
        var text = File.ReadAllText(page);
        var (from, to) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        File.WriteAllText(page, $"{text[..from]}\n{string.Join('\n', table)}\n{text[to..]}");
    }

    static async Task<(double PeakMb, double Seconds, int ExitCode)> RunAsync(string program, string lake, string endpoint)
    {
        var began = Stopwatch.GetTimestamp();
        using var run = Start(program, "run", "--no-keywords", "--lake", lake, "--endpoint", endpoint, "--quiet");
        _ = run.StandardOutput.ReadToEndAsync();
        _ = run.StandardError.ReadToEndAsync();
        var peak = 0.0;
        // The kernel keeps the high-water mark; the last look before the end is the peak.
        while (!run.HasExited)
        {
            if (PeakOf(run.Id) is { } now)
                peak = Math.Max(peak, now);
            await Task.Delay(20);
        }
        return (peak, Stopwatch.GetElapsedTime(began).TotalSeconds, run.ExitCode);
    }

    static double? PeakOf(int process)
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

    static Process Start(string program, params string[] args) =>
        Process.Start(new ProcessStartInfo("dotnet", [program, .. args]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
}
