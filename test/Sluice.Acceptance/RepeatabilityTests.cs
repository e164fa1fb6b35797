using System.Text.RegularExpressions;

namespace Sluice.Acceptance;

public sealed partial class RepeatabilityTests
{
    [Fact]
    public async Task Two_runs_into_two_lakes_give_the_same_bytes_whatever_the_language_of_the_machine()
    {
        using var scratch = new Scratch();
        await using var hub = await Hub.StartAsync(Published.Samples);
        var plain = Path.Combine(scratch.Folder, "plain");
        var turkish = Path.Combine(scratch.Folder, "turkish");
        (await RunAsync(scratch, hub, plain)).MustBe(0);
        (await RunAsync(scratch, hub, turkish, ("LANG", "tr_TR.ISO-8859-9"), ("LC_ALL", "tr_TR.ISO-8859-9"), ("TZ", "Asia/Tokyo"))).MustBe(0);

        var (ours, theirs) = (DataFiles(plain), DataFiles(turkish));
        Assert.Equal(ours.Keys, theirs.Keys);
        Assert.Contains(ours.Keys, name => name.EndsWith("documents.jsonl"));
        foreach (var (name, bytes) in ours)
            Assert.True(bytes == theirs[name], name + " differs");
    }

    [Fact]
    public async Task With_SOURCE_DATE_EPOCH_nothing_needs_masking()
    {
        using var scratch = new Scratch();
        await using var hub = await Hub.StartAsync(Published.Samples);
        string[] lakes = [Path.Combine(scratch.Folder, "a"), Path.Combine(scratch.Folder, "b")];
        foreach (var lake in lakes)
            (await RunAsync(scratch, hub, lake, ("SOURCE_DATE_EPOCH", "1700000000"))).MustBe(0);
        Assert.Equal(Tree(lakes[0]), Tree(lakes[1]));
    }

    static Task<Outcome> RunAsync(Scratch scratch, Hub hub, string lake, params (string, string?)[] environment) =>
        Published.RunAsync(scratch.Folder, ["run", "--lake", lake, "--endpoint", hub.Endpoint, "--json"], environment);

    // All data files by their path without dump and release names, ingestion dates masked.
    static SortedDictionary<string, string> DataFiles(string lake) => new(
        Directory.EnumerateFiles(lake, "*.jsonl", SearchOption.AllDirectories).Where(path => !path.Contains("/logs/"))
            .ToDictionary(path => Names().Replace(Path.GetRelativePath(lake, path), "X"), path => IngestionDate().Replace(File.ReadAllText(path), "")),
        StringComparer.Ordinal);

    // Everything but logs, and the ledger and metadata, which tell how long things took.
    static string Tree(string lake) => string.Join('\n', Scratch.TreeHash(lake).Split('\n')
        .Where(line => !line.StartsWith("logs") && !line.StartsWith("runs") && !line.Contains("_metadata.json") && !(line.StartsWith("raw") && line.Contains("MANIFEST"))));

    [GeneratedRegex("""(?<="ingestion_date":")[^"]*""")]
    private static partial Regex IngestionDate();

    [GeneratedRegex(@"\d{4}-\d{2}-\d{2}_\d{6}|(?<=releases/)[0-9a-f]{12}|(?<=corpus/[a-z]+/)[0-9a-f]{16}")]
    private static partial Regex Names();
}
