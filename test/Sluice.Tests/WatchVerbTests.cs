using System.Text.Json.Nodes;
using Sluice.Cli;
using Sluice.Zones;

namespace Sluice.Tests;

[Collection("console")]
public sealed class WatchVerbTests
{
    static async Task<(int ExitCode, string Out, string Error)> CallAsync(SomeHub hub, params string[] args)
    {
        var (output, errors, told, complained) = (Console.Out, Console.Error, new StringWriter(), new StringWriter());
        Console.SetOut(told);
        Console.SetError(complained);
        try
        {
            return (await CommandLine.RunAsync([.. args, "--lake", hub.Lake.Root]), told.ToString(), complained.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(errors);
        }
    }

    [Fact]
    public async Task It_tells_what_is_due_runs_it_once_and_gives_a_line_of_JSON_a_run()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1)]));
        string[] watch = ["watch", SomeHub.Source, "--endpoint", hub.Endpoint.ToString(), "--min-date", "", "--no-keywords", "--min-length", "0"];

        var told = JsonNode.Parse((await CallAsync(hub, [.. watch, "--dry-run", "--json"])).Out)![0]!;
        Assert.Equal((SomeHub.Source, true, "it has never run"), ((string?)told["source"], (bool)told["due"]!, (string?)told["because"]));
        Assert.False(hub.Lake.Exists);

        var (exitCode, line, _) = await CallAsync(hub, [.. watch, "--once", "--json"]);
        Assert.Equal(0, exitCode);
        Assert.Equal(1, line.Count(c => c == '\n'));
        var run = JsonNode.Parse(line)!;
        Assert.Equal(("complete", SomeHub.Source, hub.Lake.CurrentRelease), ((string?)run["status"], (string?)run["source"], (string?)run["release"]));
        Assert.False(File.Exists(hub.Lake.HeartbeatFile));

        Assert.Equal("", (await CallAsync(hub, [.. watch, "--once", "--json"])).Out);
        Assert.Equal(0, (await CallAsync(hub, [.. watch, "--dry-run"])).ExitCode);
    }

    [Fact]
    public async Task A_watch_of_samples_is_refused()
    {
        await using var hub = await SomeHub.StartAsync();

        var (exitCode, _, error) = await CallAsync(hub, "watch", "--once", "--limit", "3");

        Assert.Equal(2, exitCode);
        Assert.Contains("samples", error);
    }
}
