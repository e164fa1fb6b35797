using Microsoft.Extensions.Logging;
using Sluice.Cli;
using Sluice.Zones;

namespace Sluice.Tests;

public sealed class LoggingTests
{
    [Fact]
    public void Five_log_files_of_ten_megabytes_are_kept_of_each_kind()
    {
        using var folder = new TempFolder();
        var lake = new Lake(folder.Path);
        var half = new string('x', 512 * 1024);

        using (var logs = Logging.Create(new Terminal(json: false, quiet: true, verbose: false), lake))
        {
            var log = logs.CreateLogger("sluice");
            // 70 MB.
            for (var i = 0; i < 140; i++)
                log.LogInformation("number {Number} {Text}", i, half);
        }

        foreach (var ending in new[] { ".log", ".jsonl" })
        {
            var files = Directory.GetFiles(lake.Logs, "*" + ending);
            Assert.Equal(5, files.Length);
            Assert.All(files, file => Assert.InRange(new FileInfo(file).Length, 1, 11 * 1024 * 1024));
            Assert.Contains(files, file => Path.GetFileName(file) == "sluice" + ending && File.ReadAllText(file).Contains("number 139"));
            Assert.DoesNotContain(files, file => File.ReadAllText(file).Contains("number 3 "));
        }
    }
}
