using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Sluice.Bench;

/// <summary>
/// What an id costs in memory: many tiny rows in one file, extracted whole, then again after every hundredth row was
/// edited, and again after every row got another id: the delta holds two snapshots, and the last no id of the first.
/// </summary>
static class Ids
{
    const double LimitMbAMillion = 300;

    /// <returns>1 if one of them passed 300 MB a million ids (100 MB at the least).</returns>
    public static async Task<int> MeasureAsync(string program, string[] counts, string? path)
    {
        var page = new Page(path, "ids");
        page.Add("| ids | MB | full: peak MB | seconds | 1 % edited: peak MB | seconds | all ids new: peak MB | seconds | limit MB |");
        page.Add("|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        var worst = 0;
        foreach (var count in counts.Select(text => int.Parse(text, CultureInfo.InvariantCulture)))
        {
            var folder = Directory.CreateTempSubdirectory("sluice-bench-").FullName;
            try
            {
                var megabytes = Write(count, folder, firstId: 0, edited: false) / 1e6;
                var (hub, endpoint) = await Child.ServeAsync(program, Path.Combine(folder, "hub"));
                using (hub)
                    try
                    {
                        string[] call = ["extract", "alignment_research", "--no-keywords", "--lake", Path.Combine(folder, "lake"), "--endpoint", endpoint, "--quiet"];
                        var full = await Child.MeasureAsync(program, call);
                        Write(count, folder, firstId: 0, edited: true);
                        var delta = await Child.MeasureAsync(program, call);
                        Write(count, folder, firstId: count, edited: false);
                        var other = await Child.MeasureAsync(program, call);
                        var limit = Math.Max(100, LimitMbAMillion * count / 1e6);
                        page.Add(string.Create(CultureInfo.InvariantCulture, $"| {count} | {megabytes:0} | {full.PeakMb:0} | {full.Wall:0.0} | {delta.PeakMb:0} | {delta.Wall:0.0} | {other.PeakMb:0} | {other.Wall:0.0} | {limit:0} |"));
                        if (Math.Max(full.PeakMb, Math.Max(delta.PeakMb, other.PeakMb)) > limit)
                            worst = 1;
                    }
                    finally
                    {
                        hub.Kill();
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

    // About 250 bytes a row.
    static long Write(int count, string folder, int firstId, bool edited)
    {
        var target = Path.Combine(folder, "hub", "StampyAI", "alignment-research-dataset");
        Directory.CreateDirectory(target);
        var path = Path.Combine(target, "arxiv.jsonl");
        using (var file = new StreamWriter(path, append: false, new UTF8Encoding(false)) { NewLine = "\n" })
            for (var number = 0; number < count; number++)
            {
                var id = Convert.ToHexStringLower(MD5.HashData(BitConverter.GetBytes(firstId + number)));
                var state = edited && number % 100 == 0 ? "edited" : "as first sent";
                file.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $$"""{"id":"{{id}}","title":"Note {{number}}","source":"arxiv","date_published":"2024-01-01T00:00:00Z","text":"On alignment. A note of no more than a few words about row {{number}}, {{state}}, long enough to be kept by the filters."}"""));
            }
        return new FileInfo(path).Length;
    }
}
