using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Alerts;
using Sluice.Extract;
using Sluice.Pipeline;
using Sluice.Retention;
using Sluice.Server.HubStandIn;
using Sluice.Sources;
using Sluice.Tests.Hub;
using Sluice.Tests.Sources;
using Sluice.Validate;
using Sluice.Zones;

namespace Sluice.Tests;

/// <summary>
/// Three sources that live: a hub, a CSV file and a folder, whose rows come, are edited, go and come again, with what goes
/// wrong in a year. A watch over them keeps one lake; nothing here tells it when or what.
/// </summary>
sealed class SimulatedYear : IAsyncDisposable
{
    const string Grants = "grants";

    // Sundays at noon: each source's turn comes later.
    static readonly DateTimeOffset Began = new(2026, 1, 4, 12, 0, 0, TimeSpan.Zero);

    // Weeks at the end in which nothing happens any more, so that each source has its turn.
    const int Calm = 6;

    readonly TempFolder _folder;
    readonly Random _random = new(7);
    readonly SortedDictionary<int, int> _posts = Rows(30), _models = Rows(8), _grants = Rows(6);
    readonly CancellationTokenSource _stop = new();
    readonly DateTimeOffset _until;
    readonly int _weeks;
    int _week;

    SimulatedYear(int weeks)
    {
        _folder = new TempFolder();
        (Lake, _weeks, _until) = (new Lake(_folder.File("lake")), weeks, Began.AddDays(7 * (weeks + Calm)));
        Clock = new FakeClock(Began);
    }

    static SortedDictionary<int, int> Rows(int count) => new(Enumerable.Range(1, count).ToDictionary(number => number, _ => 0));

    public Lake Lake { get; }

    public FakeClock Clock { get; }

    public SomeHub Hub { get; private set; } = null!;

    public SomeCsv Csv { get; private set; } = null!;

    /// <summary>Source, week of the world, and status of each run.</summary>
    public List<(string Source, int Week, string Status)> Ran { get; } = [];

    /// <summary>What a receiver of alerts was posted and took, oldest first.</summary>
    public List<(string Event, string Told)> Alerts { get; } = [];

    TinyServer _receiver = null!;
    int _refused;

    public SourceRegistry Registry { get; private set; } = null!;

    public static async Task<SimulatedYear> BeginAsync(int weeks)
    {
        var year = new SimulatedYear(weeks) { Hub = await SomeHub.StartAsync(), Csv = await SomeCsv.StartAsync() };
        year.Registry = SourceRegistry.Load(year._folder.Write("registry.json", year.Entries()));
        year.Write();
        year._receiver = await TinyServer.StartAsync(year.ReceiveAsync);
        return year;
    }

    string Entries()
    {
        var epoch = JsonNode.Parse(File.ReadAllText(SourceRegistry.Shipped("sources.json")))!["sources"]!.AsArray().First(source => (string?)source!["id"] == SomeCsv.Source)!.DeepClone();
        (epoch["enabled"], epoch["schedule"]) = (true, JsonNode.Parse("""{"cron":"0 4 1 * *"}"""));
        return new JsonObject { ["sources"] = new JsonArray(epoch, JsonNode.Parse($$$"""
            {"id":"{{{Grants}}}","title":"Made-up grants","kind":"folder","dataset":"grants","path":"../grants","source_url":"https://grants.example.org/",
             "license":{"id":"CC0-1.0","attribution":"Nobody","citation":"Nobody (2024)."},"schema":"record_v1.json","key":["grant_id"],"schedule":{"cron":"30 5 * 1-11/2 3#1"},
             "licences":{"CC0":{"text":"serve","because":"CC0 waives all rights."} },
             "collections":[{"name":"lines","file":"lines.jsonl","title":"Lines","fields":{"title":"purpose","text":"purpose","date_published":"date"},"links":["where"],"extra_fields":["grant_id","purpose","date","where"],
               "rights":{"license":"CC0-1.0","terms_url":null,"verified_at":null,"from":null,"metadata_license":null,"attribution":null}}]}
            """)) }.ToJsonString();
    }

    ExtractOptions Options => Hub.All with { Endpoint = Csv.Endpoint, MaxShrink = 30, Hub = Hub.Options with { Idle = TimeSpan.FromMilliseconds(300) } };

    Flow Flow() => new(Registry, new ValidateOptions()) { Workers = 1 };

    // It is not always well itself: of three posts it takes the third only.
    async Task ReceiveAsync(HttpContext http)
    {
        var alert = (await JsonNode.ParseAsync(http.Request.Body))!;
        if (_refused++ % 3 < 2)
            http.Response.StatusCode = 503;
        else
            Alerts.Add(((string)alert["event"]!, $"{alert["code"]} {alert["source"]}"));
    }

    /// <summary>Watches until the year is over.</summary>
    public async Task WatchAsync()
    {
        using var webhook = new WebhookChannel(new Uri(_receiver.Uri, "/alerts"), "a secret of the test", Clock, new WebhookOptions { Tries = 1 });
        var lookout = new Lookout(Registry, Lake, Clock, [webhook], NullLogger.Instance) { LowDisk = 0 };
        var house = new Housekeeping(Lake, new RetentionOptions());
        await new Watch(Lake, Clock, NullLogger.Instance, Flow, [], Options)
        {
            LookEvery = TimeSpan.FromDays(1),
            Look = lookout.LookAsync,
            Keep = (_, cancel) => Task.FromResult(house.Do(new Run(Lake, Clock, NullLogger.Instance), house.Plan(Clock.GetUtcNow()), cancel)),
            OnRun = watched => Ran.Add((watched.Turn.Source, _week, watched.Attempt.Status)),
            WaitUntil = (instant, cancel) =>
            {
                for (; Began.AddDays(7 * (_week + 1)) is var sunday && sunday <= instant; _week++)
                    Live(_week + 1);
                if (instant >= _until)
                    _stop.Cancel();
                cancel.ThrowIfCancellationRequested();
                Clock.Advance(instant - Clock.GetUtcNow());
                return Task.CompletedTask;
            },
        }.RunAsync(_stop.Token);
    }

    // What happens on one Sunday.
    void Live(int week)
    {
        if (week > _weeks)
            return;
        // Half of the weeks bring nothing.
        foreach (var rows in week % 2 == 0 ? new[] { _posts, _models, _grants } : [])
            if (rows != _grants || week is < 20 or > 40)
                Edit(rows);
        Write(shape: week == 6, most: week == 9, mood: week >= 40);
        // Weather: it is over before anybody has given up.
        Hub.Server.Faults.Clear();
        if (week % 5 == 1)
            Hub.Server.Faults.Add(new Fault { Kind = FaultKind.Status, Status = 503 });
        if (week % 5 == 2)
            Hub.Server.Faults.Add(new Fault { Kind = FaultKind.Truncate, Path = "*.jsonl" });
        if (week % 5 == 3)
            Hub.Server.Faults.Add(new Fault { Kind = FaultKind.StallBody, Path = "*.jsonl" });
        // The list is gone for three weeks.
        Csv.Fault = week is < 3 or > 5 ? null : http =>
        {
            http.Response.StatusCode = 404;
            return Task.FromResult(true);
        };
    }

    void Edit(SortedDictionary<int, int> rows)
    {
        for (var edits = _random.Next(3); edits > 0; edits--)
        {
            var number = rows.Keys.ElementAt(_random.Next(rows.Count));
            if (_random.Next(3) == 0)
                rows.Remove(number);
            else
                rows[number]++;
        }
        // New ones, and now and then one that was there before.
        for (var added = 1 + _random.Next(2); added > 0; added--)
            rows.TryAdd(_random.Next(rows.Keys.Max()) is var again && _random.Next(4) == 0 ? 1 + again : rows.Keys.Max() + 1, 0);
    }

    // With another shape nobody can read the dates; of most rows the hub has nothing for a week; from then on they have a field more.
    void Write(bool shape = false, bool most = false, bool mood = false)
    {
        foreach (var (file, odd) in new[] { ("arxiv.jsonl", 1), ("lesswrong.jsonl", 0) })
            Put(Hub.Beside("hub", SomeHub.Dataset, file), [.. _posts.Where(post => post.Key % 2 == odd).Take(most ? 3 : int.MaxValue).Select(post => Some.Line(post.Key, row =>
            {
                (row["source"], row["title"], row["text"]) = (file[..^6], $"{Words(post.Key, 5)}, edition {post.Value}", Words(post.Key, 60));
                // Only the forum says when a post was edited.
                if (odd == 1)
                    row.Remove("modified_at");
                if (mood)
                    row["mood"] = "calm";
                if (shape)
                    row["date_published"] = new JsonObject { ["when"] = row["date_published"]!.DeepClone() };
            }))]);
        Csv.Write([.. _models.Select(model => $"Model-{model.Key},Lab {model.Value},2024-03-01,https://example.org/models/{model.Key},{Words(1000 + model.Key, 40)} of edition {model.Value}.,Ann Example,Language")]);
        Put(_folder.File("grants", "lines.jsonl"), [.. _grants.Select(grant => $$"""{"grant_id":"G{{grant.Key}}","purpose":"{{Words(2000 + grant.Key, 12)}} of edition {{grant.Value}}","date":"2024-05-06","where":"https://grants.example.org/{{grant.Key}}"}""")]);
    }

    // A file is as old as its content: that is how one that nobody tends is known.
    void Put(string path, string[] lines)
    {
        var text = string.Concat(lines.Select(line => line + "\n"));
        if (File.Exists(path) && File.ReadAllText(path) == text)
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        File.SetLastWriteTimeUtc(path, Clock.GetUtcNow().UtcDateTime);
    }

    // Nothing like those of any other row: one that goes and one that comes must not look like one that was renamed.
    static string Words(int seed, int count)
    {
        var random = new Random(seed);
        return string.Join(' ', Enumerable.Range(0, count).Select(_ => new string([.. Enumerable.Range(0, 7).Select(_ => (char)('a' + random.Next(26)))])));
    }

    /// <summary>The documents of a lake that extracts all of it now for the first time.</summary>
    public async Task<string> FreshAsync()
    {
        var fresh = new Lake(_folder.File("fresh"));
        fresh.Create();
        var report = await Flow().RunAsync(new Run(fresh, Clock, NullLogger.Instance), [.. Registry.Sources.Where(source => source.IsEnabled).Select(source => source.Id)], Options, default);
        Assert.Equal(ExtractStatus.Complete, report.Status);
        return Documents(fresh);
    }

    /// <summary>Its release, without what tells when and from where each row came.</summary>
    public static string Documents(Lake lake) => string.Join('\n', File.ReadLines(Path.Combine(lake.Release(lake.CurrentRelease!), ReleaseManifest.Documents)).Select(line =>
    {
        var document = JsonNode.Parse(line)!.AsObject();
        document.Remove("_provenance");
        return document.ToJsonString();
    }));

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        await Csv.DisposeAsync();
        await _receiver.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _stop.Dispose();
        _folder.Dispose();
    }
}
