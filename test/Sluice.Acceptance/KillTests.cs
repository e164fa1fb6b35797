using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Sluice.Acceptance;

/// <summary>
/// <c>kill -9</c> at random points of a run, then the same call again: the lake ends up as if nothing had happened,
/// file for file. The points are seeded by the trial's number; <c>SLUICE_KILLS</c> says how many trials (default 30).
/// </summary>
public sealed partial class KillTests(ITestOutputHelper output)
{
    static readonly int Trials = int.Parse(Environment.GetEnvironmentVariable("SLUICE_KILLS") ?? "30");

    // One clock for all, so that dump names, ingestion dates and release names need no mask.
    const string FirstRun = "1700000000", SecondRun = "1700086400";

    /// <summary>All that may differ from an undisturbed lake, and why. Logs and the ledger tell of each run, so they are left out whole.</summary>
    static readonly (string File, Regex What, string Why)[] Masked =
    [
        ("_metadata.json", Requests(), "what a killed run had fetched is not asked for again"),
        ("MANIFEST.sha256", HashOfMetadata(), "the hash of what is masked above"),
    ];

    [Fact]
    public Task A_run_over_the_samples_that_is_killed_anywhere_ends_like_an_undisturbed_one() => CheckAsync(Published.Samples);

    [Fact]
    public Task A_run_over_the_real_records_that_is_killed_anywhere_ends_like_an_undisturbed_one() => CheckAsync(SharedData.HubOrSkip());

    async Task CheckAsync(string records)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A signal is a Unix matter.");
        var clock = Stopwatch.StartNew();
        using var scratch = new Scratch();
        Copy(records, scratch.HubFolder);
        await using var hub = await Hub.StartAsync(scratch.HubFolder);
        var empty = Directory.CreateDirectory(Path.Combine(scratch.Folder, "empty")).FullName;
        var full = Path.Combine(scratch.Folder, "full");
        var delta = Path.Combine(scratch.Folder, "delta");

        var differences = await TrialsAsync(new Experiment(hub, scratch, FirstRun, empty, full), 0, Trials * 2 / 3);
        ChangeUpstream(scratch);
        differences.AddRange(await TrialsAsync(new Experiment(hub, scratch, SecondRun, full, delta), Trials * 2 / 3, Trials));

        output.WriteLine($"{Trials} trials in {clock.Elapsed.TotalSeconds:0} s");
        Assert.Empty(differences);
    }

    [Fact]
    public void A_missing_file_a_stray_one_a_stray_folder_and_a_changed_byte_are_all_differences()
    {
        using var scratch = new Scratch();
        var (whole, other) = (Path.Combine(scratch.Folder, "whole"), Path.Combine(scratch.Folder, "other"));
        foreach (var name in new[] { "raw/a/dumps/x/data.jsonl", "raw/a/dumps/x/_metadata.json", "raw/a/files/f", "runs/x.json" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(whole, name))!);
            File.WriteAllText(Path.Combine(whole, name), "{\"requests_made\": 3,\n\"kept\": 7}");
        }
        Copy(whole, other);
        File.WriteAllText(Path.Combine(other, "raw/a/dumps/x/_metadata.json"), "{\"requests_made\": 4,\n\"kept\": 7}");
        File.WriteAllText(Path.Combine(other, "runs/x.json"), "another run");
        Assert.Empty(Differences(Census(whole), Census(other)));

        File.Delete(Path.Combine(other, "raw/a/files/f"));
        File.WriteAllText(Path.Combine(other, "runs/.aside-x.json"), "");
        Directory.CreateDirectory(Path.Combine(other, "quarantine/a/.old-x"));
        File.WriteAllText(Path.Combine(other, "raw/a/dumps/x/data.jsonl"), "{\"requests_made\": 3,\n\"kept\": 8}");
        File.WriteAllText(Path.Combine(other, "raw/a/dumps/x/_metadata.json"), "{\"requests_made\": 3,\n\"kept\": 8}");

        Assert.Equal(["quarantine", "quarantine/a", "quarantine/a/.old-x", "raw/a/dumps/x/_metadata.json", "raw/a/dumps/x/data.jsonl", "raw/a/files/f", "runs/.aside-x.json"],
            Differences(Census(whole), Census(other)).Select(difference => difference.Split(' ')[0]).Order(StringComparer.Ordinal));
    }

    /// <param name="Before">The lake that every run begins with.</param>
    /// <param name="Undisturbed">Where the run that nobody kills goes.</param>
    sealed record Experiment(Hub Hub, Scratch Scratch, string Epoch, string Before, string Undisturbed)
    {
        string[] Call(string lake) => ["run", "alignment_research", "--lake", lake, "--endpoint", Hub.Endpoint, "--no-keywords", "--min-length", "0"];

        public Task<Outcome> RunAsync(string lake) => Published.RunAsync(Scratch.Folder, Call(lake), ("SOURCE_DATE_EPOCH", Epoch));

        /// <summary>The time after which the run ended by itself, or null if the signal met it.</summary>
        public async Task<TimeSpan?> KillAsync(string lake, TimeSpan after)
        {
            var clock = Stopwatch.StartNew();
            using var run = Published.Start(Scratch.Folder, Call(lake), ("SOURCE_DATE_EPOCH", Epoch));
            var (said, complained) = (run.StandardOutput.ReadToEndAsync(), run.StandardError.ReadToEndAsync());
            var ended = run.WaitForExitAsync();
            await Task.WhenAny(ended, Task.Delay(after));
            var took = clock.Elapsed;
            run.Kill();
            await ended;
            await Task.WhenAll(said, complained);
            return run.ExitCode == 128 + 9 ? null : took;
        }
    }

    async Task<List<string>> TrialsAsync(Experiment experiment, int from, int to)
    {
        Copy(experiment.Before, experiment.Undisturbed);
        (await experiment.RunAsync(experiment.Undisturbed)).MustBe(0);
        var expected = Census(experiment.Undisturbed);
        Assert.Contains(expected.Keys, path => path.EndsWith("documents.jsonl"));
        var takes = await TimeAsync(experiment);

        var differences = new List<string>();
        var (killed, goneOn) = (0, 0);
        await Parallel.ForAsync(from, to, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (trial, _) =>
        {
            var random = new Random(trial);
            var lake = Path.Combine(experiment.Scratch.Folder, $"trial-{trial}");
            Copy(experiment.Before, lake);
            var points = new List<TimeSpan>();
            for (var kills = trial % 3 == 0 ? 2 : 1; kills > 0; kills--)
            {
                points.Add(takes * random.NextDouble());
                if (await experiment.KillAsync(lake, points[^1]) is not { } took)
                    Interlocked.Increment(ref killed);
                else if (points.Count == 1)
                    takes = took; // The machine has become faster.
            }
            if (Directory.EnumerateFiles(lake, "shards", SearchOption.AllDirectories).Any())
                Interlocked.Increment(ref goneOn);
            var clock = Stopwatch.StartNew();
            var again = await experiment.RunAsync(lake);
            // What is left of a run takes no longer than the whole: the machine has become slower.
            takes = clock.Elapsed > takes ? clock.Elapsed : takes;
            var verified = await Published.RunAsync(experiment.Scratch.Folder, ["verify", "--all", "--lake", lake]);
            List<string> found = again.ExitCode == 0 && verified.ExitCode == 0 ? [.. Differences(expected, Census(lake))] : [again.Err + verified.Out + verified.Err];
            lock (differences)
                differences.AddRange(found.Select(difference => $"trial {trial}, killed after {string.Join(" and ", points.Select(point => $"{point.TotalMilliseconds:0} ms"))}: {difference}"));
            Directory.Delete(lake, recursive: true);
        });
        output.WriteLine($"{to - from} trials, {killed} kills met a run of about {takes.TotalMilliseconds:0} ms, {goneOn} re-runs found finished shards, {differences.Count} differences");
        // Points that all lie past the end would prove nothing.
        Assert.True(killed * 2 >= to - from, $"Only {killed} of {to - from} trials were killed while they ran.");
        return differences;
    }

    // Two at a time, as the trials are: what a run takes when it shares the machine.
    static async Task<TimeSpan> TimeAsync(Experiment experiment)
    {
        string[] lakes = [Path.Combine(experiment.Scratch.Folder, "timed-a"), Path.Combine(experiment.Scratch.Folder, "timed-b")];
        foreach (var lake in lakes)
            Copy(experiment.Before, lake);
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(lakes.Select(experiment.RunAsync));
        clock.Stop();
        foreach (var lake in lakes)
            Directory.Delete(lake, recursive: true);
        return clock.Elapsed;
    }

    /// <summary>Every path of a lake, folders too, with what is in it but for what is masked.</summary>
    static SortedDictionary<string, string> Census(string lake) => new(
        Directory.EnumerateFileSystemEntries(lake, "*", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(lake, path).Replace('\\', '/'))
            .Where(entry => !entry.Key.StartsWith("logs/") && (!entry.Key.StartsWith("runs/") || Path.GetFileName(entry.Key).StartsWith('.')))
            .ToDictionary(entry => entry.Key, entry => Directory.Exists(entry.Value) ? "a folder" : ContentOf(entry.Value)), StringComparer.Ordinal);

    static string ContentOf(string path)
    {
        var masks = Masked.Where(mask => mask.File == Path.GetFileName(path)).ToList();
        return masks.Count == 0
            ? Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))
            : masks.Aggregate(File.ReadAllText(path), (text, mask) => mask.What.Replace(text, "*"));
    }

    static IEnumerable<string> Differences(SortedDictionary<string, string> expected, SortedDictionary<string, string> found)
    {
        foreach (var path in expected.Keys.Except(found.Keys))
            yield return path + " is missing";
        foreach (var path in found.Keys.Except(expected.Keys))
            yield return path + " should not be there";
        foreach (var path in found.Keys.Intersect(expected.Keys).Where(path => found[path] != expected[path]))
            yield return $"{path} differs: {FirstDifference(expected[path], found[path])}";
    }

    static string FirstDifference(string expected, string found) =>
        expected.Split('\n').Zip(found.Split('\n')).FirstOrDefault(pair => pair.First != pair.Second) is ({ } line, { } other) ? $"'{other.Trim()}', expected '{line.Trim()}'" : "in length";

    // Edits, removes and adds rows in some files, and leaves the last one alone.
    static void ChangeUpstream(Scratch scratch)
    {
        var files = Directory.EnumerateFiles(Path.GetDirectoryName(scratch.DatasetFile("x"))!, "*.jsonl").Order(StringComparer.Ordinal).ToList();
        foreach (var (path, number) in files.SkipLast(1).Select((path, number) => (path, number)))
            scratch.WriteDataset(Path.GetFileName(path), [.. File.ReadLines(path).Where((_, i) => i % 11 != 5).Select((line, i) => i % 7 == 3 ? Edited(line) : line), Scratch.Record($"new{number}")]);
    }

    static string Edited(string line)
    {
        try
        {
            var row = JsonNode.Parse(line)!.AsObject();
            row["title"] = row["title"] + " (edited)";
            return row.ToJsonString();
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or ArgumentException or InvalidOperationException)
        {
            return line;
        }
    }

    internal static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            // Not File.Copy: the records may be read-only where they rest.
            using var file = File.Create(Path.Combine(to, Path.GetRelativePath(from, path)));
            using var original = File.OpenRead(path);
            original.CopyTo(file);
        }
    }

    [GeneratedRegex("(?<=\"requests_made\": )[0-9]+")]
    private static partial Regex Requests();


    [GeneratedRegex("^[0-9a-f]{64}(?=  _metadata.json$)", RegexOptions.Multiline)]
    private static partial Regex HashOfMetadata();

}
