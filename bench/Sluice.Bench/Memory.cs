using System.Globalization;

namespace Sluice.Bench;

/// <summary>Peak resident memory and time of whole runs, one process each, over corpora of growing size.</summary>
static class Memory
{
    /// <summary>The promise: under 120 MB and 600 bytes a record.</summary>
    static double LimitMb(int records) => 120 + records * 600 / 1e6;

    public static async Task<int> MeasureAsync(string program, string[] counts, string? path)
    {
        var page = new Page(path, "memory");
        page.Add("| records | corpus MB | peak MB | limit MB | seconds | records/s | MB/s |");
        page.Add("|--:|--:|--:|--:|--:|--:|--:|");
        var worst = 0;
        foreach (var count in counts.Select(text => int.Parse(text, CultureInfo.InvariantCulture)))
        {
            var folder = Directory.CreateTempSubdirectory("sluice-bench-").FullName;
            try
            {
                var corpus = Corpus.Write(count, Path.Combine(folder, "hub")) / 1e6;
                var (hub, endpoint) = await Child.ServeAsync(program, Path.Combine(folder, "hub"));
                using (hub)
                {
                    var (_, seconds, peak) = await Child.MeasureAsync(program, "run", "--no-keywords", "--lake", Path.Combine(folder, "lake"), "--endpoint", endpoint, "--quiet");
                    hub.Kill();
                    page.Add(string.Create(CultureInfo.InvariantCulture, $"| {count} | {corpus:0} | {peak:0} | {LimitMb(count):0} | {seconds:0.0} | {count / seconds:0} | {corpus / seconds:0} |"));
                    if (peak > LimitMb(count))
                        worst = 1;
                }
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        page.Write();
        return worst;
    }
}
