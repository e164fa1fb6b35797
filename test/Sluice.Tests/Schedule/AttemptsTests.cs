using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Schedule;
using Sluice.Zones;

namespace Sluice.Tests.Schedule;

public sealed class AttemptsTests : IDisposable
{
    readonly TempFolder _folder = new();

    Lake Lake => new(_folder.File("lake"));

    public void Dispose() => _folder.Dispose();

    static (string, AttemptOutcome)[] Of(string json) =>
        [.. Attempts.Of("2026-01-05_020000", JsonDocument.Parse(json).RootElement).Select(attempt => (attempt.Source, attempt.Outcome))];

    void Write(string run, string source, string status) =>
        Ledger.Write(Lake, run, ReceiptJson.Write(new JsonObject { ["run"] = run, ["sources"] = new JsonArray(new JsonObject { ["source"] = source, ["status"] = status, ["files"] = new JsonArray() }) }));

    [Theory]
    [InlineData("complete", AttemptOutcome.Succeeded)]
    [InlineData("unchanged", AttemptOutcome.Succeeded)]
    [InlineData("failed", AttemptOutcome.Gated)]
    [InlineData("partial", AttemptOutcome.Hindered)]
    public void Each_source_of_a_run_is_an_attempt(string status, AttemptOutcome outcome) =>
        Assert.Equal([("a", outcome), ("b", AttemptOutcome.Succeeded)], Of($$"""{"sources":[{"source":"a","status":"{{status}}","files":[]},{"source":"b","status":"unchanged","files":[]}]}"""));

    [Theory]
    [InlineData(1, AttemptOutcome.Gated)]
    [InlineData(3, AttemptOutcome.Hindered)]
    [InlineData(5, AttemptOutcome.Hindered)]
    [InlineData(130, AttemptOutcome.Stopped)]
    public void Of_a_stopped_run_the_source_that_it_was_at_is_one(int exitCode, AttemptOutcome outcome) =>
        Assert.Equal([("a", AttemptOutcome.Succeeded), ("b", outcome)], Of($$"""{"exit_code":{{exitCode}},"source":"b","asked":["a","b","c"],"sources":[{"source":"a","status":"complete","files":[]}]}"""));

    [Fact]
    public void Of_one_that_was_stopped_between_sources_or_when_it_published_all_are() =>
        Assert.Equal([("a", AttemptOutcome.Hindered), ("b", AttemptOutcome.Hindered)], Of("""{"exit_code":5,"source":null,"asked":["a","b"],"sources":[{"source":"a","status":"complete","files":[]}]}"""));

    [Theory]
    [InlineData("""{"sources":[{"source":"a","status":"sample","files":[]}]}""")]
    [InlineData("""{"sources":[{"source":"a","status":"complete","stages":[]}]}""")]
    [InlineData("""{"source":"a","status":"complete","files":[]}""")]
    [InlineData("""{"sources":[]}""")]
    [InlineData("[]")]
    public void A_sample_a_validation_an_extraction_alone_and_anything_else_is_none(string json) => Assert.Empty(Of(json));

    [Fact]
    public void The_newest_comes_first_also_of_one_second_and_with_what_only_this_process_knows()
    {
        Lake.Create();
        foreach (var run in new[] { "2026-01-05_020000", "2026-01-05_020000-2", "2026-01-05_020000-10", "2026-01-12_020000" })
            Write(run, "a", "complete");
        Write("2026-01-13_020000", "b", "complete");
        var attempts = new Attempts(Lake);
        attempts.Note(new Attempt("2026-01-12_020000", "a", default, AttemptOutcome.Hindered, "failed", null));
        attempts.Note(new Attempt("2026-01-14_020000", "a", default, AttemptOutcome.Hindered, "failed", null));

        Assert.Equal(["2026-01-14_020000", "2026-01-12_020000", "2026-01-05_020000-10", "2026-01-05_020000-2", "2026-01-05_020000"], attempts.Of("a").Select(attempt => attempt.Run));
        Assert.Equal(AttemptOutcome.Hindered, attempts.Of("a").ElementAt(1).Outcome);
    }

    [Fact]
    public void A_damaged_entry_is_passed_over()
    {
        Lake.Create();
        Write("2026-01-05_020000", "a", "complete");
        File.WriteAllText(Path.Combine(Lake.Runs, "2026-01-06_020000.json"), "{");

        Assert.Equal("2026-01-05_020000", new Attempts(Lake).Of("a").Single().Run);
    }
}
