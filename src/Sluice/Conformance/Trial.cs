using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Extract;
using Sluice.Hub;
using Sluice.Pipeline;
using Sluice.Sources;
using Sluice.Validate;
using Sluice.Zones;

namespace Sluice.Conformance;

/// <summary>The real adapter over a stand-in, and a lake of its own. Whatever upstream has is kept.</summary>
public sealed class Trial : IAsyncDisposable
{
    readonly string _root;
    readonly TimeProvider _clock;

    internal Trial(SourceDraft draft, SourceEntry source, OpenUpstream opens, IStandIn standIn, string root, TimeProvider clock)
    {
        (_root, _clock, StandIn) = (root, clock, standIn);
        Source = standIn.Folder is { } folder ? source with { Path = folder } : source;
        Opens = opens;
        Lake = new Lake(Path.Combine(root, "lake"));
        Flow = new Flow(SourceRegistry.Holding(Source, draft.Folder), new ValidateOptions()) { Opens = opens, Workers = 1 };
    }

    public SourceEntry Source { get; }

    public Lake Lake { get; }

    public IStandIn StandIn { get; }

    public Flow Flow { get; }

    OpenUpstream Opens { get; }

    /// <summary>A run a second after the last; of a dry one nothing is written.</summary>
    public Run NewRun(bool dryRun = false)
    {
        if (!dryRun)
            Lake.Create();
        return new Run(Lake, _clock, NullLogger.Instance, dryRun: dryRun);
    }

    // The clock runs a hundred times as fast: these are half a minute.
    HubOptions Options => new()
    {
        Endpoint = StandIn.Endpoint ?? new Uri(HubOptions.DefaultEndpoint),
        Deadline = TimeSpan.FromHours(1),
        Idle = TimeSpan.FromHours(1),
        // It is the hub's alone: no other server may see it.
        Token = Source.Kind == Upstream.OfHub ? null : "hf_not_for_others",
    };

    /// <param name="mode">Default: delta once there is a dump.</param>
    public Task<ExtractReport> ExtractAsync(CancellationToken cancel, ExtractMode? mode = null, double maxShrink = 100, bool offline = false) =>
        Flow.Extract(NewRun(), Source.Id, OptionsOf(mode, maxShrink, offline)).ExtractAsync(cancel);

    ExtractOptions OptionsOf(ExtractMode? mode = null, double maxShrink = 100, bool offline = false) => new()
    {
        Mode = mode, MaxShrink = maxShrink, Offline = offline, Endpoint = StandIn.Endpoint, Hub = Options,
        Selection = new Selection { MinDate = null, Keywords = [], MinLength = 0 },
    };

    /// <summary>The newest dump, validated.</summary>
    public async Task<StageReport> ValidateAsync(CancellationToken cancel) =>
        LastValidation = Dumps.Count > 0 ? await Flow.ValidateAsync(NewRun(), Dumps[^1], cancel) : throw new NothingToTryException("there is no dump to validate");

    /// <summary>What the last validation told.</summary>
    public StageReport? LastValidation { get; private set; }

    /// <summary>All of it, up to a release.</summary>
    public Task<RunReport> RunAsync(CancellationToken cancel) => Flow.RunAsync(NewRun(), [Source.Id], OptionsOf(), cancel);

    /// <summary>Who fetches it, without the rest.</summary>
    public IUpstream Open() => Opens(NewRun(dryRun: true), Source, Options, "main", StandIn.Endpoint, []);

    public IReadOnlyList<Dump> Dumps => Dump.All(Lake, Source.Id);

    /// <summary>The rows of the snapshot in a zone, in no order, with their provenance.</summary>
    public async Task<IReadOnlyList<JsonObject>> RowsAsync(Zone zone, CancellationToken cancel)
    {
        var rows = new List<JsonObject>();
        if (Dumps.Count > 0)
            await foreach (var live in Snapshot.ReadAsync(Lake, Source.Id, zone, cancel))
                rows.Add(RowOf(live.Line.Memory));
        return rows;
    }

    // Of a name that is there twice the last one counts, as most readers have it.
    static JsonObject RowOf(ReadOnlyMemory<byte> line)
    {
        using var json = System.Text.Json.JsonDocument.Parse(line);
        var row = new JsonObject();
        foreach (var property in json.RootElement.EnumerateObject())
            row[property.Name] = JsonNode.Parse(property.Value.GetRawText());
        return row;
    }

    /// <summary>The rows of the raw snapshot as upstream sent them, sorted: two snapshots that hold the same are equal.</summary>
    public async Task<IReadOnlyList<string>> SentAsync(CancellationToken cancel) =>
        [.. (await RowsAsync(Zone.Raw, cancel)).Select(row =>
        {
            row.Remove(Records.Provenance.Field);
            return row.ToJsonString();
        }).Order(StringComparer.Ordinal)];

    /// <summary>What waits in quarantine: the codes of each entry.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<string>>> WaitingAsync(CancellationToken cancel)
    {
        var waiting = new List<IReadOnlyList<string>>();
        foreach (var dump in Dumps.Where(dump => Directory.Exists(dump.Quarantine)))
            await foreach (var row in QuarantineRow.ReadAsync(dump.Quarantine, cancel))
                if (row.IsWaiting)
                    waiting.Add([.. row.Codes]);
        return waiting;
    }

    public async ValueTask DisposeAsync()
    {
        await StandIn.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (Directory.Exists(_root))
            Directory.Delete(_root, recursive: true);
    }
}
