using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Extract;
using Sluice.Hub;
using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Server.HubStandIn;
using Sluice.Zones;

namespace Sluice.Tests.Extract;

/// <summary>What came of a fault.</summary>
/// <param name="Said">The outcome as the page says it; null if this machine cannot make the fault.</param>
/// <param name="Problems">What is wrong with it; empty if all is as it should be.</param>
sealed record Verdict(HubFault Fault, string? Said, IReadOnlyList<string> Problems);

/// <summary>One extraction of a changed dataset over a lake that holds an older dump, with a fault in its way.</summary>
sealed partial class FaultyExtraction
{
    static readonly DateTimeOffset Old = new(2026, 1, 31, 2, 0, 0, TimeSpan.Zero), New = new(2026, 1, 31, 3, 0, 0, TimeSpan.Zero);

    static readonly Lazy<Task<TempFolder>> OldLake = new(MakeOldLakeAsync);

    static readonly Lazy<Task<string>> RightDump = new(() => MakeRightDumpAsync([]));

    static string[] Rows(int from, int count, string title = "On oversight") =>
        [.. Enumerable.Range(from, count).Select(number => Some.Line(number, row => row["title"] = $"{title} {number}"))];

    static (string File, string[] Lines)[] OldFiles => [("arxiv.jsonl", Rows(1, 3)), (HubFault.Git, Rows(100, 40)), (HubFault.Lfs, Rows(200, 90))];

    // A row edited, some added, one gone: in the git file and in the LFS file.
    static (string File, string[] Lines)[] NewFiles => [(HubFault.Git, [.. Rows(100, 1, "Edited"), .. Rows(102, 40)]), (HubFault.Lfs, [.. Rows(200, 1, "Edited"), .. Rows(202, 90)])];

    static Task<SomeHub> HubAsync(HubRules? rules = null) => SomeHub.StartAsync(new HubServerOptions { Rules = rules ?? new HubRules { LargestGitFile = HubFault.LargestGitFile } }, OldFiles);

    static async Task<TempFolder> MakeOldLakeAsync()
    {
        await using var hub = await HubAsync();
        hub.Lake.Create();
        var report = await hub.Flow().RunAsync(new Run(hub.Lake, new RunningClock(Old), NullLogger.Instance), [SomeHub.Source], hub.All, default);
        Assert.Equal(0, report.ExitCode);
        var kept = new TempFolder();
        Copy(hub.Lake.Root, kept.Path);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => kept.Dispose();
        return kept;
    }

    static async Task<string> MakeRightDumpAsync(string[] moreFiles)
    {
        await using var hub = await HubAsync();
        await PrepareAsync(hub, moreFiles);
        var report = await ExtractAsync(hub, new HubFault("", "", Ending.RightBytes));
        Assert.Equal((ExtractStatus.Complete, ExtractMode.Delta), (report.Status, report.Mode));
        return TextOf(hub, report);
    }

    static async Task PrepareAsync(SomeHub hub, string[] moreFiles)
    {
        Copy((await OldLake.Value).Path, hub.Lake.Root);
        foreach (var (file, lines) in NewFiles)
            hub.Write(file, lines);
        for (var i = 0; i < moreFiles.Length; i++)
            hub.Write(moreFiles[i], Rows(1000 * (i + 1), 3));
    }

    static async Task<ExtractReport> ExtractAsync(SomeHub hub, HubFault fault)
    {
        using var held = LakeLock.Take(hub.Lake);
        var run = new Run(hub.Lake, new RunningClock(New), NullLogger.Instance, progress => fault.During(hub, progress));
        var patient = hub.Options with { Idle = TimeSpan.FromSeconds(6), Deadline = TimeSpan.FromSeconds(60) };
        return await hub.Flow().Extract(run, SomeHub.Source, hub.All with { Hub = fault.Hub(patient), Revision = fault.Revision }).ExtractAsync(default);
    }

    public static async Task<Verdict> RunAsync(HubFault fault)
    {
        await using var hub = await HubAsync(fault.Rules);
        using var mount = fault.Disk is { } disk ? Mount.Of(hub.Lake.Root, disk) : null;
        if (fault.Disk is not null && mount is null)
            return new Verdict(fault, null, []);
        await PrepareAsync(hub, fault.MoreFiles);
        var before = StateOf(hub);
        fault.Prepare(hub);
        foreach (var one in fault.Faults(hub))
            hub.Server.Faults.Add(one);
        var problems = new List<string>();
        var (ending, message) = (Ending.RightBytes, "");
        try
        {
            var report = await ExtractAsync(hub, fault);
            if (report.ExitCode == 4)
                (ending, message) = (Ending.Exit4, report.Because);
            else if (TextOf(hub, report) != await (fault.MoreFiles.Length == 0 ? RightDump.Value : MakeRightDumpAsync(fault.MoreFiles)))
                problems.Add($"the dump is not that of an extraction without the fault (exit {report.ExitCode}, {report.Because})");
        }
        catch (StopException e)
        {
            (ending, message) = (e.ExitCode switch { 3 => Ending.Exit3, 4 => Ending.Exit4, 5 => Ending.Exit5, _ => throw new InvalidOperationException($"{fault} ends in exit {e.ExitCode}", e) }, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The command line turns these into one line and exit 5.
            (ending, message) = (Ending.Exit5, $"This machine is in the way: {e.Message} Check disk space and permissions, then run again.");
        }
        if (ending != fault.Ending)
            problems.Add($"it ended in {ending}, not in {fault.Ending}: {message}");
        problems.AddRange(fault.Says.Append(SomeHub.Dataset.Split('/')[1]).Where(_ => ending is Ending.Exit3 or Ending.Exit4)
            .Concat(ending == Ending.Exit5 ? fault.Says : []).Where(said => !Regex.IsMatch(message, said, RegexOptions.IgnoreCase)).Select(said => $"its message does not name {said}: {message}"));
        if (message.Contains("hf_", StringComparison.Ordinal) || hub.Server.Requests.Any(request => request.Listener == Listener.Cdn && request.Headers.ContainsKey("Authorization")))
            problems.Add("the token went where it should not");
        problems.AddRange(Changes(before, StateOf(hub), mayGrow: ending == Ending.RightBytes).Select(path => $"the old state was touched: {path}"));
        problems.AddRange(BadFiles(hub));
        return new Verdict(fault, ending == Ending.RightBytes ? "right bytes" + HowOf(hub) : $"exit {ending.ToString()[^1]}: {Masked(hub, message)}", problems);
    }

    // All of the dump but what depends on clock and commit.
    static string TextOf(SomeHub hub, ExtractReport report)
    {
        var dump = hub.Dump(report);
        var files = dump.Metadata.Files.Select(file => $"{file.Path} {file.Bytes} {file.Sha256} {file.Oid} {file.Read}");
        return string.Join('\n', [report.Counts.ToString(), .. files, .. new[] { "data.jsonl", "dropped.jsonl", "removed.jsonl", "snapshot.jsonl" }
            .Select(name => File.ReadAllText(Path.Combine(dump.Folder, name)))]).Replace(report.Revision, "the commit", StringComparison.Ordinal);
    }

    /// <summary>Every file but those that a failed run may add: its ledger entry, its logs, verified files of upstream.</summary>
    static Dictionary<string, string> StateOf(SomeHub hub) => Directory.EnumerateFiles(hub.Lake.Root, "*", SearchOption.AllDirectories)
        .Select(path => (Name: Path.GetRelativePath(hub.Lake.Root, path).Replace('\\', '/'), Path: path))
        .Where(file => !file.Name.StartsWith("runs/", StringComparison.Ordinal) && !file.Name.StartsWith("logs/", StringComparison.Ordinal)
            && !file.Name.Contains("/files/", StringComparison.Ordinal) && file.Name is not (".lock" or "filler"))
        .ToDictionary(file => file.Name, file => Checksums.OfFile(file.Path));

    static IEnumerable<string> Changes(Dictionary<string, string> before, Dictionary<string, string> after, bool mayGrow) =>
        before.Where(file => after.GetValueOrDefault(file.Key) != file.Value).Select(file => file.Key)
            .Concat(mayGrow ? after.Keys.Where(name => name.Contains("/.", StringComparison.Ordinal)) : after.Keys.Except(before.Keys));

    static IEnumerable<string> BadFiles(SomeHub hub) => !Directory.Exists(hub.Lake.Files(SomeHub.Source)) ? [] :
        Directory.EnumerateFiles(hub.Lake.Files(SomeHub.Source)).Where(path => Checksums.OfFile(path) != Path.GetFileName(path)).Select(path => $"{path} is not what its name says");

    static string HowOf(SomeHub hub)
    {
        var asked = hub.Server.Requests.Where(request => request.Method == "GET").GroupBy(request => request.Listener == Listener.Cdn ? request.Path : request.Path + request.Query).Where(path => path.Count() > 1).ToList();
        return asked.Any(path => path.Last() is { Status: 206 }) ? ", going on where it stopped" : asked.Count > 0 ? ", after asking again" : "";
    }

    // What is another on each machine or in each run: ports, paths, times, counts of tries. Hashes are only shortened.
    static string Masked(SomeHub hub, string message)
    {
        var text = message.Replace(hub.Endpoint.Authority, "HUB", StringComparison.Ordinal).Replace(hub.Server.CdnEndpoint.Authority, "CDN", StringComparison.Ordinal).Replace(hub.Lake.Root, "LAKE", StringComparison.Ordinal);
        text = Tries().Replace(text, "");
        text = Request().Replace(text, "(request N)");
        text = Cut().Replace(text, "the connection was cut");
        text = Seconds().Replace(text, "N s");
        text = Received().Replace(text, "$1N of");
        text = Free().Replace(text, "has N MB free");
        return Hash().Replace(text, hash => hash.Value[..8] + "…");
    }

    static void Copy(string from, string to)
    {
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
        }
    }

    [GeneratedRegex(@" \((\d+ tries|within [\d.]+ s)\)")]
    private static partial Regex Tries();

    [GeneratedRegex(@"\(request [^)]*\)")]
    private static partial Regex Request();

    // Which of these a caller sees is a race between its reading and the reset.
    [GeneratedRegex(@"Unable to (read|write) data (from|to) the transport connection: (Connection reset by peer|Broken pipe)|The response ended prematurely[^()]*\(ResponseEnded\)|Connection reset by peer")]
    private static partial Regex Cut();

    [GeneratedRegex(@"\b\d+(\.\d+)? s\b")]
    private static partial Regex Seconds();

    [GeneratedRegex(@"(after |\()\d+ of")]
    private static partial Regex Received();

    [GeneratedRegex(@"has \d+ MB free")]
    private static partial Regex Free();

    [GeneratedRegex("[0-9a-f]{40,64}")]
    private static partial Regex Hash();
}
