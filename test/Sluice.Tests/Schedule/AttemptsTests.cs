using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Schedule;
using Sluice.Zones;

namespace Sluice.Tests.Schedule;

public sealed class AttemptsTests : IDisposable
{
    static readonly DateTimeOffset Now = new(2026, 1, 20, 0, 0, 0, TimeSpan.Zero);

    readonly TempFolder _folder = new();

    Lake Lake => new(_folder.File("lake"));

    public void Dispose() => _folder.Dispose();

    static (string, AttemptOutcome)[] Of(string json) =>
        [.. LedgerTry.Of("2026-01-05_020000", JsonDocument.Parse(json).RootElement).Select(Attempt.Of).OfType<Attempt>().Select(attempt => (attempt.Source, attempt.Outcome))];

    void Write(string run, string source, string status) =>
        Ledger.Write(Lake, run, ReceiptJson.Write(new JsonObject { ["run"] = run, ["sources"] = new JsonArray(new JsonObject { ["source"] = source, ["status"] = status, ["counts"] = new JsonObject() }) }));

    [Theory]
    [InlineData("complete", AttemptOutcome.Succeeded)]
    [InlineData("unchanged", AttemptOutcome.Succeeded)]
    [InlineData("failed", AttemptOutcome.Gated)]
    [InlineData("partial", AttemptOutcome.Hindered)]
    public void Each_source_of_a_run_is_an_attempt(string status, AttemptOutcome outcome) =>
        Assert.Equal([("a", outcome), ("b", AttemptOutcome.Succeeded)], Of($$$"""{"sources":[{"source":"a","status":"{{{status}}}","counts":{}},{"source":"b","status":"unchanged","counts":{}}]}"""));

    [Theory]
    [InlineData(1, AttemptOutcome.Gated)]
    [InlineData(3, AttemptOutcome.Hindered)]
    [InlineData(5, AttemptOutcome.Hindered)]
    [InlineData(130, AttemptOutcome.Stopped)]
    public void Of_a_stopped_run_the_source_that_it_was_at_is_one(int exitCode, AttemptOutcome outcome) =>
        Assert.Equal([("a", AttemptOutcome.Succeeded), ("b", outcome)], Of($$$"""{"exit_code":{{{exitCode}}},"source":"b","asked":["a","b","c"],"sources":[{"source":"a","status":"complete","counts":{}}]}"""));

    [Fact]
    public void Of_one_that_was_stopped_between_sources_or_when_it_published_all_are() =>
        Assert.Equal([("a", AttemptOutcome.Hindered), ("b", AttemptOutcome.Hindered)], Of("""{"exit_code":5,"source":null,"asked":["a","b"],"sources":[{"source":"a","status":"complete","counts":{}}]}"""));

    [Theory]
    [InlineData("""{"sources":[{"source":"a","status":"sample","counts":{}}]}""")]
    [InlineData("""{"sources":[{"source":"a","status":"complete","stages":[]}]}""")]
    [InlineData("""{"source":"a","status":"complete","counts":{}}""")]
    [InlineData("""{"verb":"extract","exit_code":3,"source":"a","asked":["a"],"sources":[]}""")]
    [InlineData("""{"verb":"extract","exit_code":1,"source":null,"asked":["a"],"sources":[]}""")]
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

        Assert.Equal(["2026-01-14_020000", "2026-01-12_020000", "2026-01-05_020000-10", "2026-01-05_020000-2", "2026-01-05_020000"], attempts.Of("a", Now).Select(attempt => attempt.Run));
        Assert.Equal(AttemptOutcome.Hindered, attempts.Of("a", Now).ElementAt(1).Outcome);
    }

    [Fact]
    public void A_run_in_the_future_does_not_count_be_it_of_this_process_or_of_the_ledger()
    {
        Lake.Create();
        foreach (var run in new[] { "2026-01-05_020000", "2026-01-20_000400", "2031-01-05_020000" })
            Write(run, "a", "complete");
        var attempts = new Attempts(Lake);
        attempts.Note(new Attempt("2030-01-12_020000", "a", new DateTimeOffset(2030, 1, 12, 2, 0, 0, TimeSpan.Zero), AttemptOutcome.Succeeded, "complete", null));

        // A clock that was set right by minutes is no wrong one.
        Assert.Equal(["2026-01-20_000400", "2026-01-05_020000"], attempts.Of("a", Now).Select(attempt => attempt.Run));
        Assert.Equal(["2031-01-05_020000", "2030-01-12_020000", "2026-01-20_000400", "2026-01-05_020000"], attempts.Of("a", Now.AddYears(9)).Select(attempt => attempt.Run));
    }

    [Fact]
    public void The_end_of_a_run_is_known_where_its_entry_says_so() =>
        Assert.Equal(Now, Attempt.Of(LedgerTry.Of("2026-01-05_020000", JsonDocument.Parse("""{"exit_code":5,"source":"a","asked":["a"],"sources":[],"ended":"2026-01-20T00:00:00Z"}""").RootElement).Single())!.Ended);

    [Fact]
    public void A_damaged_entry_is_passed_over()
    {
        Lake.Create();
        Write("2026-01-05_020000", "a", "complete");
        File.WriteAllText(Path.Combine(Lake.Runs, "2026-01-06_020000.json"), "{");

        Assert.Equal("2026-01-05_020000", new Attempts(Lake).Of("a", Now).Single().Run);
    }
}
