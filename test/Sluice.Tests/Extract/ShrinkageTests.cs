using Sluice.Extract;

namespace Sluice.Tests.Extract;

/// <summary>What upstream loses stops a run; what the filters leave out does not.</summary>
public sealed class ShrinkageTests
{
    static string[] Rows(int count, Action<System.Text.Json.Nodes.JsonObject>? edit = null) => [.. Enumerable.Range(1, count).Select(i => Some.Line(i, edit))];

    static async Task<ExtractReport> SecondAsync(string[] then, Func<ExtractOptions, ExtractOptions>? with = null, bool dryRun = false)
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", Rows(10)));
        await hub.ExtractAsync();
        hub.Write("lesswrong.jsonl", then);
        var report = await hub.ExtractAsync(options => (with ?? (same => same))(options with { MaxShrink = 20 }), dryRun);
        Assert.Equal(report.Status == ExtractStatus.Failed || dryRun ? 1 : 2, Sluice.Zones.Dump.All(hub.Lake, SomeHub.Source).Count);
        return report;
    }

    [Theory]
    [InlineData(8, ExtractStatus.Complete)]
    [InlineData(7, ExtractStatus.Failed)]
    public async Task A_fifth_may_go_and_no_more(int left, ExtractStatus status) => Assert.Equal(status, (await SecondAsync(Rows(left))).Status);

    [Fact]
    public async Task It_says_why_and_how_to_go_on()
    {
        var report = await SecondAsync(Rows(7));
        Assert.Equal((1, null), (report.ExitCode, report.Dump));
        Assert.Contains("would lose 3 of its 10 documents (30 %)", report.Because);
        Assert.Contains("--max-shrink 30", report.Because);
        Assert.Equal(ExtractStatus.Complete, (await SecondAsync(Rows(7), options => options with { MaxShrink = 30 })).Status);
    }

    [Fact]
    public async Task A_full_dump_and_a_dry_run_are_held_to_it_too()
    {
        Assert.Equal(ExtractStatus.Failed, (await SecondAsync(Rows(7), options => options with { Mode = ExtractMode.Full })).Status);
        Assert.Equal(ExtractStatus.Failed, (await SecondAsync(Rows(7), dryRun: true)).Status);
    }

    [Fact]
    public async Task What_comes_new_makes_up_for_what_goes() =>
        Assert.Equal(ExtractStatus.Complete, (await SecondAsync([.. Enumerable.Range(5, 10).Select(i => Some.Line(i))])).Status);

    [Fact]
    public async Task Other_filters_may_leave_out_what_they_like() =>
        Assert.Equal(ExtractStatus.Complete, (await SecondAsync(Rows(10), options => options with { Selection = options.Selection with { Keywords = ["nowhere"] } })).Status);

    [Theory]
    [InlineData("date_published")]
    [InlineData("gone")]
    public async Task Other_filters_do_not_hide_what_upstream_lost_or_spoilt(string what)
    {
        var then = what == "gone" ? Rows(5) : Rows(10, row => row[what] = null);
        var report = await SecondAsync(then, options => options with { Selection = options.Selection with { MinLength = 1 } });
        Assert.Equal(ExtractStatus.Failed, report.Status);
        Assert.Contains("upstream", report.Because);
    }
}
