using System.Text;
using System.Text.Json.Nodes;
using Sluice.Conformance;
using Sluice.Sources;

namespace Sluice.Tests.Conformance;

public sealed class ConformanceKitTests
{
    [Theory]
    [InlineData(Upstream.OfCsv, 50)]
    [InlineData(Upstream.OfHub, 45)]
    [InlineData(Upstream.OfFolder, 35)]
    public async Task What_sources_new_makes_passes_at_once(string kind, int passed)
    {
        using var scaffold = new SomeScaffold(kind);

        var report = await scaffold.TestAsync();

        Assert.Empty(report.Results.Where(result => result.Outcome is { Verdict: Verdict.Failed, Follows: null }).Select(result => $"{result.Check.Name}: {result.Outcome.Found}"));
        Assert.Equal(0, report.ExitCode);
        Assert.True(report.Count(Verdict.Passed) >= passed, $"{report.Count(Verdict.Passed)} passed");
        Assert.All(report.Results.Where(result => result.Outcome.Verdict == Verdict.NotApplicable), result => Assert.NotEmpty(result.Outcome.Found!));
        Assert.Contains(report.Todo, item => item.Contains("license"));
    }

    [Fact]
    public void Every_check_says_what_it_means_and_what_to_do()
    {
        Assert.True(ConformanceKit.Checks.Count >= 25);
        Assert.Equal(ConformanceKit.Checks.Count, ConformanceKit.Checks.Select(check => check.Name).Distinct().Count());
        Assert.All(ConformanceKit.Checks, check => Assert.True(check.Means.EndsWith('.') && check.Remedy.EndsWith('.') && check.Name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'), check.Name));
    }

    [Fact]
    public async Task A_bad_entry_fails_by_name_and_does_not_stop_the_kit()
    {
        using var scaffold = new SomeScaffold();
        scaffold.Entry(entry =>
        {
            entry["license"] = new JsonObject { ["id"] = "none", ["attribution"] = "", ["citation"] = "" };
            entry["encoding"] = "latin-1";
            entry["colour"] = "brown";
            entry.Remove("key");
        }).Collection(collection =>
        {
            collection["fields"] = new JsonObject { ["title"] = "Title", ["text"] = "Abstract", ["date_published"] = "Notes" };
            collection["links"] = new JsonArray();
            collection["rights"] = new JsonObject { ["license"] = "CC-BY-4.0" };
        });
        File.WriteAllBytes(scaffold.Fixture, [.. Encoding.Latin1.GetBytes(File.ReadAllText(scaffold.Fixture).Replace("“quoted” – ", "").Replace("–", "-"))]);

        var report = await scaffold.TestAsync();

        var failed = report.Results.Where(result => result.Outcome.Verdict == Verdict.Failed).Select(result => result.Check.Name).ToList();
        Assert.True(failed.Count >= 12, string.Join(", ", failed));
        // By their own reasons, and not only because nothing is left to try.
        Assert.Empty(new[] { "manifest_accepted", "licence_present", "terms_dated", "expected_rows", "url_present", "dates_read", "ids_present", "encoding_declared", "links_split", "title_present" }.Except(failed));
        Assert.Equal(1, report.ExitCode);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"sources":[{"id":"other"}]}""")]
    [InlineData("""{"sources":[{"id":"otters","kind":"csv"}]}""")]
    [InlineData("""{"sources":[{"id":"otters","kind":"csv","collections":"none"}]}""")]
    public async Task An_entry_that_cannot_be_read_is_told_once(string json)
    {
        using var scaffold = new SomeScaffold();
        File.WriteAllText(scaffold.File("sources.json"), json);

        var report = await scaffold.TestAsync();

        Assert.Equal(("manifest_accepted", Verdict.Failed), (report.Results[0].Check.Name, report.Results[0].Outcome.Verdict));
        Assert.True(report.Count(Verdict.Failed) - report.NotTried <= 5, string.Join(", ", report.Results.Where(result => result.Outcome is { Verdict: Verdict.Failed, Follows: null }).Select(result => $"{result.Check.Name}: {result.Outcome.Found}")));
        Assert.Contains(report.Results, result => result.Check.Name == "idempotent" && result.Outcome.Verdict == Verdict.Failed && result.Outcome.Found!.StartsWith("not tried, because "));
    }

    [Fact]
    public async Task Another_key_changes_the_ids_and_nothing_else()
    {
        using var scaffold = new SomeScaffold();
        scaffold.Entry(entry => entry["key"] = new JsonArray("Notes"));

        var report = await scaffold.TestAsync();

        Assert.Equal(["expected_rows"], report.Results.Where(result => result.Outcome.Verdict == Verdict.Failed).Select(result => result.Check.Name));
    }

    [Fact]
    public async Task Fixtures_that_cannot_be_read_are_told_once()
    {
        using var scaffold = new SomeScaffold(Upstream.OfHub);
        scaffold.Text(scaffold.Fixture, text => text.Replace("\",\"source\"", "\"\"source\""));

        var report = await scaffold.TestAsync();

        Assert.Equal(["fixtures_present", "fixtures_admitted"], report.Results.Where(result => result.Outcome.Verdict == Verdict.Failed).Select(result => result.Check.Name).Take(2));
        Assert.True(report.Count(Verdict.Failed) - report.NotTried <= 4, string.Join(", ", report.Results.Where(result => result.Outcome is { Verdict: Verdict.Failed, Follows: null }).Select(result => $"{result.Check.Name}: {result.Outcome.Found}")));
        Assert.Contains(report.Results, result => result.Check.Name == "idempotent" && result.Outcome.Found == "not tried, because fixtures_admitted failed");
    }

    [Fact]
    public async Task What_is_told_elsewhere_is_told_here_by_whoever_chose_this_check_alone()
    {
        using var scaffold = new SomeScaffold();
        File.WriteAllText(scaffold.File("sources.json"), "{");

        var report = await scaffold.TestAsync(["idempotent", "removed_reported"]);

        Assert.Equal([Verdict.Failed, Verdict.Failed], report.Results.Select(result => result.Outcome.Verdict));
        Assert.Equal("not tried, because idempotent failed", report.Results[1].Outcome.Found);
    }

    [Theory]
    [InlineData("url", null, "url is missing, expected")]
    [InlineData("contract", """{"unknown_fields":"grow"}""", "expected evolve, freeze, quarantine or coerce")]
    [InlineData("colour", "\"brown\"", "'colour' is no field of an entry")]
    [InlineData("licences", """{"MIT":{"text":"give","because":"So."}}""", "expected serve, serve_unmodified or withhold")]
    [InlineData("title", null, "'title' is missing")]
    [InlineData("key", "7", "of another kind than is expected")]
    public async Task What_is_wrong_with_an_entry_is_told_in_words(string field, string? json, string words)
    {
        using var scaffold = new SomeScaffold();
        scaffold.Entry(entry => _ = json is null ? entry.Remove(field) : (entry[field] = JsonNode.Parse(json)) is null);

        var report = await scaffold.TestAsync(["manifest_accepted", "idempotent"]);

        Assert.Contains(words, report.Results[0].Outcome.Found);
        Assert.DoesNotContain(report.Results, result => result.Outcome.Found?.Contains("Exception") == true || result.Outcome.Found?.Contains("System.") == true);
        Assert.Contains(words, Assert.Throws<Sluice.Records.CorrectTheCallException>(() => SourceRegistry.Load(scaffold.File("sources.json"))).Message);
    }

    [Fact]
    public async Task A_scaffold_without_one_of_its_files_fails_by_name()
    {
        using var scaffold = new SomeScaffold();
        File.Delete(scaffold.File("expected.jsonl"));
        File.Delete(scaffold.File("schema.json"));
        var report = await scaffold.TestAsync(["schema_asks_for_the_core", "expected_rows", "idempotent"]);
        Assert.Equal([Verdict.Failed, Verdict.Failed, Verdict.Failed], report.Results.Select(result => result.Outcome.Verdict));
        Assert.Contains("there is no schema.json", report.Results[0].Outcome.Found);
        Assert.Contains("expected.jsonl", report.Results[1].Outcome.Found);

        File.Delete(scaffold.File("sources.json"));
        Assert.Contains("there is no ", Assert.Single((await scaffold.TestAsync(["manifest_accepted"])).Results).Outcome.Found);
    }

    [Theory]
    [InlineData(Upstream.OfCsv)]
    [InlineData(Upstream.OfFolder)]
    [InlineData(Upstream.OfHub)]
    public async Task A_file_that_lies_elsewhere_is_neither_read_nor_written(string kind)
    {
        using var scaffold = new SomeScaffold(kind);
        var outside = scaffold.File("../outside.csv");
        File.WriteAllText(outside, "Title,Published\n");
        foreach (var name in new[] { "../../outside.csv", Path.GetFullPath(outside) })
        {
            scaffold.Collection(collection => collection["file"] = name);
            await using var bench = new Bench(SourceDraft.Read(SomeScaffold.Name, scaffold.Folder), new Sluice.Server.SourceStandIns.StandInMaker(), TimeProvider.System);
            Assert.Empty(bench.Fixtures);
            if (kind == Upstream.OfCsv)
                continue;
            await using var trial = await bench.TryAsync(default);
            Assert.Throws<Sluice.Records.CorrectTheCallException>(() => trial.StandIn.Write(name, [1]));
        }
        Assert.Equal("Title,Published\n", File.ReadAllText(outside));
    }

    [Fact]
    public async Task A_bad_adapter_fails_by_name()
    {
        using var scaffold = new SomeScaffold();

        var report = await scaffold.TestAsync(null, BadUpstream.With(BadHabit.ReEncodes | BadHabit.GuessesDates | BadHabit.DropsColumns | BadHabit.TakesAnything | BadHabit.Impatient | BadHabit.FollowsLoops
            | BadHabit.SendsToken | BadHabit.Stamps | BadHabit.CutsCells | BadHabit.Fabricates));

        var failed = report.Results.Where(result => result.Outcome.Verdict == Verdict.Failed).Select(result => result.Check.Name).ToList();
        Assert.True(failed.Count >= 12, string.Join(", ", failed));
    }
}
