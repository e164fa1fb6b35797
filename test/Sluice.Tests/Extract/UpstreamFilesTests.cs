using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Extract;
using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Server.HubStandIn;

namespace Sluice.Tests.Extract;

public sealed class UpstreamFilesTests
{
    [Fact]
    public async Task A_lake_that_is_gone_is_this_machines_trouble()
    {
        await using var hub = await SomeHub.StartAsync(("a.jsonl", [Some.Line(1)]));
        var run = new Run(hub.Lake, hub.Clock, NullLogger.Instance);

        var stop = await Assert.ThrowsAsync<CheckTheMachineException>(() => hub.Flow().Extract(run, SomeHub.Source, hub.All).ExtractAsync(default));

        Assert.Contains(hub.Lake.Root, stop.Message);
        Assert.False(Directory.Exists(hub.Lake.Root));
    }

    [Fact]
    public async Task Offline_a_file_that_does_not_rest_here_is_named()
    {
        await using var hub = await SomeHub.StartAsync(("a.jsonl", [Some.Line(1)]), ("b.jsonl", [Some.Line(2)]));
        var dump = hub.Dump(await hub.ExtractAsync());
        File.Delete(Path.Combine(hub.Lake.Files(SomeHub.Source), dump.Metadata.Files[1].Sha256));

        var report = await hub.ExtractAsync(options => options with { Offline = true, Mode = ExtractMode.Full });

        Assert.Equal((ExtractStatus.Partial, 4), (report.Status, report.ExitCode));
        Assert.Contains($"b.jsonl ({dump.Metadata.Files[1].Oid})", report.Because);
    }

    [Fact]
    public async Task Two_files_of_the_same_bytes_are_fetched_once_and_fail_together_by_name()
    {
        await using var hub = await SomeHub.StartAsync(("a.jsonl", [Some.Line(1)]), ("b.jsonl", [Some.Line(1)]));
        var good = await hub.ExtractAsync();
        Assert.Single(hub.Server.Requests, request => request.Path.Contains("/resolve/", StringComparison.Ordinal));
        hub.Write("a.jsonl", Some.Line(3));
        hub.Write("b.jsonl", Some.Line(3));
        hub.Server.Faults.Add(new Fault { Kind = FaultKind.FlipBit, Path = "*/resolve-cache/*", Times = 0 });

        var bad = await hub.ExtractAsync();

        Assert.Equal((ExtractStatus.Complete, ExtractStatus.Partial), (good.Status, bad.Status));
        Assert.All(new[] { "file a.jsonl", "b.jsonl is promised the same bytes" }, said => Assert.Contains(said, bad.Because));
    }
}
