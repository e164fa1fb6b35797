using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Alerts;
using Sluice.Sources;
using Sluice.Zones;

namespace Sluice.Tests.Liveness;

/// <summary>
/// A lake whose ledger and dumps are written by hand, a letter a week, and a lookout that looks after each run, an hour,
/// a day, four and six days later. What is told is collected.
/// </summary>
sealed class SomeYear : IDisposable
{
    public const string Source = "alpha";

    const string Registry = """
        {"sources":[{"id":"alpha","title":"Alpha","kind":"hub","dataset":"Some/alpha","source_url":"https://example.org","license":{"id":"NOASSERTION","attribution":"","citation":""},
        "schema":"alignment_research_v1.json","collections":[{"name":"a","file":"a.jsonl","title":"A"}],"expect":{"min_records":5}}]}
        """;

    readonly TempFolder _folder = new();

    string? _baseline;
    long _records = 10;
    DateTimeOffset _lastModified;

    public SomeYear()
    {
        Lake = new Lake(_folder.File("lake"));
        Lake.Create();
        _lastModified = Clock.GetUtcNow();
    }

    public Lake Lake { get; }

    public FakeClock Clock { get; } = new(new DateTimeOffset(2026, 1, 5, 2, 0, 0, TimeSpan.Zero));

    public Telling Told { get; } = new();

    public long Free { get; set; } = 100_000_000_000;

    public string Entry { get; set; } = Registry;

    public AlertState State => AlertState.Read(Lake);

    /// <summary>A channel that keeps what it is told, or does what a test wants.</summary>
    public sealed class Telling : IAlertChannel
    {
        public List<AlertMessage> Messages { get; } = [];

        public Func<AlertMessage, Delivery> Answer { get; set; } = _ => Delivery.Done;

        public string Name => "told";

        public Task<Delivery> SendAsync(AlertMessage message, CancellationToken cancel)
        {
            Messages.Add(message);
            return Task.FromResult(Answer(message));
        }
    }

    public Lookout Lookout(bool tellsRecovery = false, IReadOnlyList<IAlertChannel>? channels = null) =>
        new(SourceRegistry.Load(_folder.Write("registry.json", Entry)), Lake, Clock, channels ?? [Told], NullLogger.Instance) { FreeBytes = () => Free, TellsRecovery = tellsRecovery };

    public Task<LookoutReport> LookAsync() => Lookout().LookAsync(default);

    /// <summary>One week a letter.</summary>
    public async Task LiveAsync(string weeks)
    {
        foreach (var week in weeks)
        {
            var monday = Clock.GetUtcNow();
            foreach (var minutes in Week(week))
            {
                await LookAsync();
                Clock.Advance(TimeSpan.FromMinutes(minutes));
            }
            foreach (var hours in new[] { 1, 24, 96, 144 })
            {
                if (Clock.GetUtcNow() < monday.AddHours(hours))
                    Clock.Advance(monday.AddHours(hours) - Clock.GetUtcNow());
                await LookAsync();
            }
            Clock.Advance(monday.AddDays(7) - Clock.GetUtcNow());
        }
    }

    // Does what happens, and gives the minutes that pass after each try.
    IEnumerable<int> Week(char week)
    {
        switch (week)
        {
            case '.': // news: one row more
                News(changed: 0, added: 1);
                yield return 5;
                break;
            case '=': // upstream is as it was
                Report("unchanged", null);
                yield return 5;
                break;
            case ',': // a stall, which the next try mends
                Fail(3);
                yield return 15;
                News(0, 1);
                yield return 5;
                break;
            case 'w': // a bad two hours
                foreach (var pause in new[] { 15, 30, 60 })
                {
                    Fail(3);
                    yield return pause;
                }
                News(0, 1);
                yield return 5;
                break;
            case 'W': // a bad day, a look on the next morning, and then a try that mends it
                foreach (var pause in new[] { 15, 30, 60, 120, 360, 360, 974 })
                {
                    Fail(3);
                    yield return pause;
                }
                yield return 1;
                News(0, 1);
                yield return 5;
                break;
            case 'x': // no answer, and nobody tries again
                Fail(3);
                yield return 5;
                break;
            case 'X': // no answer, and a watch that tries again and again
                foreach (var pause in new[] { 15, 30, 60, 120, 360, 360, 360, 360, 360 })
                {
                    Fail(3);
                    yield return pause;
                }
                break;
            case 'p': // some files could not be fetched
                Report("partial", null);
                yield return 5;
                break;
            case 's': // upstream lost most of its rows
                Report("failed", "shrink");
                yield return 5;
                break;
            case 'g': // a threshold tripped
                Report("failed", "threshold");
                yield return 5;
                break;
            case 'v': // few rows are left, and that was accepted
                _records = 3;
                News(3, 0);
                yield return 5;
                break;
            case 'n': // as many as before again
                _records = 10;
                News(10, 0);
                yield return 5;
                break;
            case 'h': // every row changed its shape: rejected, in a file that nobody listed, and most are gone
                _records = 4;
                News(4, 0, kept: 0, file: "b.jsonl");
                yield return 5;
                break;
            case 'd': // a new file, and all is well with the rows
                News(0, 1, file: "b.jsonl");
                yield return 5;
                break;
            case 'm': // this machine's disk is full
                Free = 10_000_000;
                Fail(5);
                yield return 5;
                break;
            case 'u': // publishing is refused
                Report("failed", "publish");
                yield return 5;
                break;
            case '-':
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(week), week, "is no week");
        }
    }

    string Name => Clock.GetUtcNow().ToString("yyyy-MM-dd_HHmmss");

    public void Fail(int exitCode, string? source = Source, params string[] asked) => Write(new JsonObject
    {
        ["run"] = Name, ["status"] = "failed", ["because"] = "Nobody answers.", ["sources"] = new JsonArray(), ["exit_code"] = exitCode, ["source"] = source,
        ["asked"] = new JsonArray([.. (asked.Length > 0 ? asked : [Source]).Select(name => (JsonNode)JsonValue.Create(name))]),
    });

    public void Report(string status, string? gate) => Write(new JsonObject
    {
        ["run"] = Name, ["status"] = status,
        ["sources"] = new JsonArray(new JsonObject
        {
            ["source"] = Source, ["status"] = status, ["gate"] = gate, ["because"] = gate is null ? "So." : "The gate " + gate, ["counts"] = new JsonObject(),
            ["files"] = new JsonArray(new JsonObject { ["path"] = "a.jsonl", ["last_modified"] = _lastModified.ToString("yyyy-MM-ddTHH:mm:ssZ") }),
        }),
    });

    public void Write(JsonObject entry) => Ledger.Write(Lake, (string)entry["run"]!, ReceiptJson.Write(entry));

    public void News(long changed, long added, long? kept = null, string? file = null)
    {
        _records += added;
        _lastModified = Clock.GetUtcNow().AddHours(-1);
        var rows = _baseline is null ? _records : changed + added;
        Folder(Lake.FolderOf(Zone.Raw, Source, Name), DumpMetadata.FileName, SomeDump.Metadata("complete", _baseline is null ? "full" : "delta", new DataFile("", 0, rows)) with
        {
            Source = Source, Baseline = _baseline, ExtractionDate = Clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ"),
            Counts = _baseline is null ? new DumpCounts(_records, _records, [], 0, _records, 0, 0, 0, 0) : new DumpCounts(_records, _records, [], 0, added, 0, changed, 0, _records - added - changed),
            Tree = [.. new[] { "a.jsonl", file }.OfType<string>().Select(path => new TreeFile(path, 1, "", null))],
        });
        Folder(Lake.FolderOf(Zone.Validated, Source, Name), Manifest.FileName, new Manifest
        {
            Stage = "validate", Version = 1, ConfigHash = "", InputSha256 = "", Output = new DataFile("", 0, kept ?? rows), Read = rows, Kept = kept ?? rows, Rejected = [], Findings = [], Shards = [],
        });
        _baseline = Name;
        Report("complete", null);
    }

    static void Folder<T>(string folder, string file, T receipt)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, file), ReceiptJson.Write(receipt));
    }

    public void Heartbeat(string json) => _folder.Write("lake/watch/heartbeat.json", json);

    public void Dispose() => _folder.Dispose();
}
