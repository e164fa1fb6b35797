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

        Assert.Empty(report.Results.Where(result => result.Outcome.Verdict == Verdict.Failed).Select(result => $"{result.Check.Name}: {result.Outcome.Found}"));
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
    public async Task An_entry_that_cannot_be_read_fails_every_check_that_needs_it(string json)
    {
        using var scaffold = new SomeScaffold();
        File.WriteAllText(scaffold.File("sources.json"), json);

        var report = await scaffold.TestAsync();

        Assert.Contains(report.Results, result => result.Check.Name == "manifest_accepted" && result.Outcome.Verdict == Verdict.Failed);
        Assert.True(report.Count(Verdict.Failed) >= 12);
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
