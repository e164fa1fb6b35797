namespace Sluice.Acceptance;

public sealed class ExtractCountsTests
{
    static readonly string[] DefaultKeywords = ["alignment", "safety", "interpretability", "robustness", "capabilities", "x-risk", "existential"];

    public static TheoryData<string> FilterSets { get; } = new(
        "",
        "--no-keywords",
        "--no-keywords --min-date 1900-01-01 --min-length 0",
        "--min-date 2021-03-01 --max-date 2022-12-31",
        "--sources arxiv aisafety.info",
        "--keywords reward model --min-length 2000");

    [Theory]
    [MemberData(nameof(FilterSets))]
    public Task Every_count_over_the_samples_is_what_a_naive_count_finds(string flags) => Check(Published.Samples, flags.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Theory]
    [MemberData(nameof(FilterSets))]
    public Task Every_count_over_the_real_records_is_what_a_naive_count_finds(string flags) => Check(SharedData.HubOrSkip(), flags.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    static async Task Check(string folder, string[] flags)
    {
        using var scratch = new Scratch();
        await using var hub = await Hub.StartAsync(folder);
        var json = (await Published.RunAsync(scratch.Folder, ["run", "alignment_research", "--endpoint", hub.Endpoint, "--json", .. flags])).MustBe(0).Json;
        var expected = NaiveCounts.Of(folder, DateOnly.Parse(Flag(flags, "--min-date") ?? "2020-01-01"), Flag(flags, "--max-date") is { } max ? DateOnly.Parse(max) : null,
            Flags(flags, "--sources"), flags.Contains("--no-keywords") ? [] : Flags(flags, "--keywords") ?? DefaultKeywords, int.Parse(Flag(flags, "--min-length") ?? "100"));

        var counts = json["counts"]!;
        Assert.Equal(expected["read"], (long)counts["read"]!);
        Assert.Equal(expected["kept"], (long)counts["kept"]!);
        var dropped = counts["dropped"]!.AsObject().ToDictionary(pair => pair.Key, pair => (long)pair.Value!);
        Assert.Equal(expected.Where(pair => pair.Key is not ("read" or "kept")).ToDictionary(), dropped);
        Assert.Equal(expected["read"], expected["kept"] + dropped.Values.Sum());

        var before = expected["kept"];
        foreach (var stage in json["stages"]!.AsArray())
        {
            Assert.Equal(before, (long)stage!["read"]!);
            before = (long)stage["kept"]!;
            Assert.Equal((long)stage["read"]!, before + stage["rejected"]!.AsObject().Sum(pair => (long)pair.Value!));
        }
        Assert.Equal(before, File.ReadLines(Path.Combine(scratch.Lake, "serveable", "releases", (string)json["release"]!, "documents.jsonl")).Count());
        Assert.Equal(dropped.Values.Sum(), File.ReadLines(Path.Combine(scratch.Lake, (string)json["dump"]!, "dropped.jsonl")).Count());
    }

    static string? Flag(string[] flags, string name) => Flags(flags, name)?.Single();

    static string[]? Flags(string[] flags, string name) =>
        Array.IndexOf(flags, name) is var at and >= 0 ? [.. flags.Skip(at + 1).TakeWhile(flag => !flag.StartsWith("--"))] : null;
}
