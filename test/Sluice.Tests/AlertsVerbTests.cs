using System.Text.Json.Nodes;
using Sluice.Alerts;
using Sluice.Cli;
using Sluice.Records;
using Sluice.Tests.Hub;
using Sluice.Tests.Liveness;
using Sluice.Zones;

namespace Sluice.Tests;

[Collection("console")]
public sealed class AlertsVerbTests
{
    static Task<(int ExitCode, string Out, string Errors)> CallAsync(SomeHub hub, params string[] args) => CallAsync(hub.Lake, args);

    static async Task<(int ExitCode, string Out, string Errors)> CallAsync(Lake lake, params string[] args)
    {
        var (output, errors, told, warned) = (Console.Out, Console.Error, new StringWriter(), new StringWriter());
        Console.SetOut(told);
        Console.SetError(warned);
        try
        {
            return (await CommandLine.RunAsync([.. args, "--lake", lake.Root]), told.ToString(), warned.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(errors);
        }
    }

    [Fact]
    public async Task A_run_tells_what_is_the_matter_and_the_verb_lists_it()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1), Some.Line(2), Some.Line(3)]));
        string[] run = ["run", SomeHub.Source, "--endpoint", hub.Endpoint.ToString(), "--min-date", "", "--no-keywords", "--min-length", "0", "--alert-file", "told/alerts.jsonl", "--alert-disk", "0"];
        var file = Path.Combine(hub.Lake.Root, "told", "alerts.jsonl");
        Assert.Equal(0, (await CallAsync(hub, run)).ExitCode);
        Assert.False(File.Exists(file));
        hub.Write("lesswrong.jsonl", Some.Line(1));

        var shrunk = await CallAsync(hub, run);
        await CallAsync(hub, run);

        Assert.Equal(1, shrunk.ExitCode);
        Assert.Contains("Finding source.shrunk: The snapshot would lose 2 of its 3", shrunk.Out);
        Assert.Contains("Alert source.shrunk alignment_research", shrunk.Errors);
        var told = JsonNode.Parse(Assert.Single(File.ReadAllLines(file)))!;
        var list = JsonNode.Parse((await CallAsync(hub, "alerts", "list", "--json")).Out)!;
        Assert.Equal(((string?)told["event"], 0, 0), ((string?)list["open"]![0]!["event"], list["recent"]!.AsArray().Count, list["waiting"]!.AsArray().Count));
        Assert.Equal(0, (await CallAsync(hub, "alerts", "list")).ExitCode);
        Assert.DoesNotContain(hub.Lake.Root, told.ToJsonString());

        var sent = await CallAsync(hub, "alerts", "send", "--alert-file", "told/alerts.jsonl", "--alert-disk", "0", "--json");
        Assert.Equal((0, 1, 0), (sent.ExitCode, JsonNode.Parse(sent.Out)!["open"]!.AsArray().Count, JsonNode.Parse(sent.Out)!["delivered"]!.AsArray().Count));
    }

    [Fact]
    public async Task A_receiver_that_is_down_is_a_warning_of_the_run_and_exit_1_of_a_test()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1), Some.Line(2), Some.Line(3)]));
        var others = new List<bool>();
        await using var down = await TinyServer.StartAsync(http =>
        {
            using (var held = LakeLock.TryTake(hub.Lake))
                others.Add(held is not null);
            http.Response.StatusCode = 403;
            return Task.CompletedTask;
        });
        string[] hook = ["--alert-webhook", new Uri(down.Uri, "/hidden-part").ToString(), "--alert-disk", "0"];
        string[] run = ["run", SomeHub.Source, "--endpoint", hub.Endpoint.ToString(), "--min-date", "", "--no-keywords", "--min-length", "0", .. hook];
        await CallAsync(hub, run);
        hub.Write("lesswrong.jsonl", Some.Line(1), Some.Line(2), Some.Line(3, row => row["title"] = "Another title"));
        Assert.Equal(0, (await CallAsync(hub, run)).ExitCode);
        hub.Write("lesswrong.jsonl", Some.Line(1));

        var shrunk = await CallAsync(hub, run);

        Assert.Equal(1, shrunk.ExitCode);
        Assert.Contains("answered 403", shrunk.Errors);
        // A receiver that takes its time keeps nobody from writing.
        Assert.Equal([true], others);
        Assert.DoesNotContain("hidden-part", shrunk.Errors + File.ReadAllText(Path.Combine(hub.Lake.Logs, "sluice.jsonl")));
        Assert.Contains("Waits for webhook", (await CallAsync(hub, "alerts", "list")).Out);
        var test = await CallAsync(hub, ["alerts", "test", "--json", .. hook]);
        Assert.Equal((1, "webhook", false), (test.ExitCode, (string?)JsonNode.Parse(test.Out)![0]!["channel"], (bool)JsonNode.Parse(test.Out)![0]!["delivered"]!));
        Assert.Equal(1, (await CallAsync(hub, ["alerts", "send", .. hook])).ExitCode);
    }

    [Fact]
    public async Task What_opened_while_nobody_was_to_be_told_is_told_to_the_first_one_who_is()
    {
        using var year = new SomeYear();
        year.Heartbeat("""{"at":"2020-01-05T02:00:00Z"}""");
        var file = Path.Combine(year.Lake.Root, "alerts.jsonl");
        string[] send = ["alerts", "send", "--alert-disk", "0"];

        Assert.Contains("1 open, 1 of them new; 0 over; 0 told", (await CallAsync(year.Lake, send)).Out);
        Assert.Contains("1 open, 0 of them new; 0 over; 1 told", (await CallAsync(year.Lake, [.. send, "--alert-file", file])).Out);
        Assert.Contains("1 open, 0 of them new; 0 over; 0 told", (await CallAsync(year.Lake, [.. send, "--alert-file", file])).Out);

        Assert.Equal(FindingCode.LakeUnwatched, (string?)JsonNode.Parse(Assert.Single(File.ReadAllLines(file)))!["code"]);
        Assert.Contains("Open alerts: lake.unwatched.", (await CallAsync(year.Lake, "status")).Out);
        Assert.Equal(FindingCode.LakeUnwatched, (string?)JsonNode.Parse((await CallAsync(year.Lake, "status", "--json")).Out)!["alerts"]![0]!["code"]);
        File.WriteAllText(AlertState.PathOf(year.Lake), "{");
        Assert.Null(JsonNode.Parse((await CallAsync(year.Lake, "status", "--json")).Out)!["alerts"]);
    }

    [Theory]
    [InlineData("Nobody would be told")]
    [InlineData("no http(s) address", "--alert-webhook", "ftp://example.org")]
    [InlineData("no http(s) address", "--alert-webhook", "https://me:hidden@example.org")]
    [InlineData("no mail server", "--alert-smtp", "mail.example.org")]
    [InlineData("alert_to is not", "--alert-smtp", "smtp://mail.example.org")]
    [InlineData("alert_from is not", "--alert-smtp", "smtp://mail.example.org", "--alert-to", "ada@example.org")]
    [InlineData("'ada' is no mail address", "--alert-smtp", "smtp://mail.example.org", "--alert-from", "lake@example.org", "--alert-to", "ada")]
    [InlineData("Expected MB", "--alert-disk", "2G")]
    public async Task A_setting_that_tells_nobody_is_refused(string why, params string[] flags)
    {
        await using var hub = await SomeHub.StartAsync();

        var call = await CallAsync(hub, ["alerts", "test", .. flags]);

        Assert.Equal(2, call.ExitCode);
        Assert.Contains(why, call.Errors);
        Assert.DoesNotContain("hidden", call.Errors);
    }

    [Fact]
    public async Task Secrets_are_shown_to_nobody()
    {
        await using var hub = await SomeHub.StartAsync();
        hub.Lake.Create();
        File.WriteAllText(hub.Lake.SettingsFile, """{"alert_webhook":"https://example.org/hidden-1","alert_secret":"hidden-2","alert_password":"hidden-3","alert_user":"lake"}""");

        var json = (await CallAsync(hub, "config", "--json")).Out;

        Assert.DoesNotContain("hidden", (await CallAsync(hub, "config")).Out + json);
        Assert.Equal(["alert_webhook", "alert_secret", "alert_password"], JsonNode.Parse(json)!.AsObject().Where(setting => (string?)setting.Value!["value"] == "(set)").Select(setting => setting.Key));

        File.WriteAllText(hub.Lake.SettingsFile, """{"alert_password":{"of":"hidden-4"}}""");
        var mistyped = await CallAsync(hub, "config");
        Assert.Equal(2, mistyped.ExitCode);
        Assert.Contains("alert_password in", mistyped.Errors);
        Assert.DoesNotContain("hidden", mistyped.Out + mistyped.Errors);
    }
}
