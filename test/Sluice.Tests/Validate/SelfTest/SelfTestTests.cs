using Sluice.JsonSchema;
using Sluice.Records;
using Sluice.Sources;
using Sluice.Validate;
using Sluice.Validate.Checks;
using Sluice.Validate.SelfTest;

namespace Sluice.Tests.Validate.SelfTest;

public sealed class SelfTestTests
{
    static readonly string[] Samples = Directory.GetFiles(Path.Combine(Repository.Root, "samples", "hub"), "*.jsonl", SearchOption.AllDirectories);
    static readonly DateTimeOffset Now = new(2026, 1, 31, 2, 0, 0, TimeSpan.Zero);
    static readonly Schema Shipped = Schema.Load(SourceRegistry.Shipped(SomeValidation.Source.Schema));
    static readonly Task<SelfTestReport> WithAll = RunAsync(checks => checks, Samples);

    static Task<SelfTestReport> RunAsync(Func<IReadOnlyList<ICheck>, IEnumerable<ICheck>> change, params string[] files) =>
        new SelfTestRun(() =>
        {
            var validation = new Validation(SomeValidation.Source, Shipped);
            validation.Checks = [.. change(validation.Checks)];
            return validation;
        }, Now).RunAsync(files, default);

    [Fact]
    public async Task Every_check_and_code_of_ours_is_tripped_and_nearly_all_defects_are_caught()
    {
        var report = await WithAll;

        Assert.Empty(report.Untripped);
        Assert.Empty(report.NotTried);
        Assert.InRange(report.Share, SelfTestReport.LeastShare, 1);
        Assert.True(report.Passes);
        Assert.InRange(report.Records, 100, 200);
        Assert.True(report.Mutations.Count(mutation => mutation.Injected > 0) >= 40);
    }

    [Fact]
    public async Task A_check_that_never_fires_fails_it_and_is_named()
    {
        var report = await RunAsync(checks => [.. checks, new Dead(["title.dead"])], Samples);

        Assert.Equal([new Untripped("Dead", "title.dead")], report.Untripped);
        Assert.False(report.Passes);
    }

    [Fact]
    public async Task A_dead_check_is_not_covered_by_another_with_the_same_code()
    {
        var report = await RunAsync(checks => [.. checks, new Dead(["title.too_long"])], Samples);

        Assert.Equal([new Untripped("Dead", "title.too_long")], report.Untripped);
    }

    [Fact]
    public async Task A_check_that_went_blind_fails_it_and_is_named_with_what_it_missed()
    {
        var report = await RunAsync(checks => checks.Select(check => check is DateIsReal ? new Dead(check.Codes) : check), Samples);

        Assert.Equal(["date.missing", "date.unreadable", "date.impossible"], report.Untripped.Where(untripped => untripped.Check == "Dead").Select(untripped => untripped.Code));
        Assert.Equal(0, report.Mutations.Single(mutation => mutation.Name == "date_in_words").Caught);
        Assert.NotEmpty(report.Mutations.Single(mutation => mutation.Name == "date_in_words").Missed);
        Assert.False(report.Passes);
    }

    [Fact]
    public async Task A_check_that_was_taken_out_leaves_a_code_that_nobody_reports()
    {
        var report = await RunAsync(checks => checks.Where(check => check is not TitleIsATitle), Samples);

        Assert.Equal([new Untripped(null, "title.too_long")], report.Untripped);
    }

    [Fact]
    public async Task A_check_without_codes_is_named_too() =>
        Assert.Contains(new Untripped("Dead", null), (await RunAsync(checks => [.. checks, new Dead([])], Samples)).Untripped);

    [Fact]
    public async Task Too_small_a_share_fails_it_even_if_every_check_is_tripped()
    {
        var report = await WithAll;
        var worse = report with { Mutations = [.. report.Mutations.Select(mutation => mutation with { Caught = mutation.Injected * 94 / 100 })] };

        Assert.False(worse.Passes);
        Assert.False((report with { Mutations = [] }).Passes);
    }

    [Fact]
    public async Task It_gives_the_same_report_every_time()
    {
        var (one, other) = (await WithAll, await RunAsync(checks => checks, [.. Samples.Reverse()]));

        Assert.Equal(one.Mutations.Select(Told), other.Mutations.Select(Told));
        Assert.Equal(one.Checks.Select(check => check.Check + string.Join(' ', check.CaughtBy)), other.Checks.Select(check => check.Check + string.Join(' ', check.CaughtBy)));

        static string Told(MutationResult result) => $"{result.Name} {result.Injected} {result.Caught} {string.Join(' ', result.Missed)} {string.Join(' ', result.CaughtBy)}";
    }

    [Fact]
    public async Task A_defect_that_no_record_can_have_is_told_as_not_tried()
    {
        using var folder = new TempFolder();
        var report = await RunAsync(checks => [.. checks, new Dead(["date.arxiv_mismatch"])], folder.Write("some.jsonl", Some.Line() + "\n"));

        Assert.Equal(1, report.Records);
        Assert.Equal(["date.arxiv_mismatch", "text.too_long", "text.truncated"], report.NotTried);
    }

    [Fact]
    public async Task Records_with_errors_are_not_mutated_and_a_warning_that_was_there_is_no_catch()
    {
        using var folder = new TempFolder();
        var file = folder.Write("some.jsonl", Some.Line(1, row => row["url"] = "https://a b") + "\n" + Some.Line(2, row => row["source"] = "tomorrow") + "\nrubbish\n");
        var report = await RunAsync(checks => checks, file);

        Assert.Equal(1, report.Records);
        Assert.Equal(0, report.Mutations.Single(mutation => mutation.Name == "collection_renamed").Injected);
        Assert.Contains("source.unknown", report.NotTried);
    }

    [Fact]
    public async Task Another_schema_may_let_records_pass_that_cannot_be_mutated()
    {
        using var folder = new TempFolder();
        var file = folder.Write("some.jsonl", Some.Line(1, row => { row.Remove("title"); row["url"] = null; }) + "\n" + Some.Line(2) + "\n");
        var report = await new SelfTestRun(() => new Validation(SomeValidation.Source, Schema.Parse("{}")), Now).RunAsync([file], default);

        Assert.Equal(1, report.Records);
        Assert.Equal("the schema does not use this keyword", report.Exempt["schema.required"]);
        Assert.DoesNotContain(report.Mutations, mutation => mutation.Name == "title_missing");
    }

    sealed class Dead(IReadOnlyList<string> codes) : ICheck
    {
        public IReadOnlyList<string> Codes => codes;

        public void Check(Reading reading, List<Finding> findings) { }
    }
}
