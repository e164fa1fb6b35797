using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Clean;
using Sluice.Extract;
using Sluice.Hub;
using Sluice.Pipeline;
using Sluice.Server.HubStandIn;
using Sluice.Sources;
using Sluice.Validate;
using Sluice.Zones;

namespace Sluice.Tests;

/// <summary>A real stand-in hub on loopback over a temp folder, and a lake beside it. Each run begins a minute after the last.</summary>
sealed class SomeHub : IAsyncDisposable
{
    public const string Dataset = "StampyAI/alignment-research-dataset";
    public const string Source = "alignment_research";

    readonly TempFolder _folder = new();
    HubServer? _server;

    SomeHub() => Lake = new Lake(_folder.File("lake"));

    public Lake Lake { get; }

    public FakeClock Clock { get; } = new();

    public Uri Endpoint { get; private set; } = null!;

    /// <summary>The server itself, for faults, rules and the requests that came.</summary>
    public HubServer Server => _server ?? throw new InvalidOperationException("The hub is stopped.");

    public string LakeTree => Directory.Exists(Lake.Root) ? TempFolder.TreeOf(Lake.Root) : "";

    public static Task<SomeHub> StartAsync(params (string File, string[] Lines)[] files) => StartAsync(new HubServerOptions(), files);

    public static async Task<SomeHub> StartAsync(HubServerOptions options, params (string File, string[] Lines)[] files)
    {
        var hub = new SomeHub();
        Directory.CreateDirectory(hub._folder.File("hub", Dataset));
        foreach (var (file, lines) in files)
            hub.Write(file, lines);
        hub._server = await HubServer.StartAsync(hub._folder.File("hub"), options, default);
        hub.Endpoint = hub._server.Endpoint;
        return hub;
    }

    /// <summary>Writes a file of the dataset; null takes it away.</summary>
    public void Write(string file, params string[]? lines) =>
        WriteBytes(file, lines is null ? null : Some.Bytes(string.Concat(lines.Select(line => line + "\n"))));

    public void WriteBytes(string file, byte[]? bytes)
    {
        if (bytes is null)
            File.Delete(_folder.File("hub", Dataset, file));
        else
            _folder.Write(Path.Combine("hub", Dataset, file), bytes);
    }

    /// <summary>A path beside the hub's folder, gone with it.</summary>
    public string Beside(params string[] names) => _folder.File(names);

    public async Task StopAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _server = null;
    }

    public Run NewRun(bool dryRun = false)
    {
        Clock.Advance(TimeSpan.FromMinutes(1));
        if (!dryRun)
            Lake.Create();
        return new Run(Lake, Clock, NullLogger.Instance, dryRun: dryRun);
    }

    public HubOptions Options => new() { Endpoint = Endpoint, Deadline = TimeSpan.FromSeconds(5), Idle = TimeSpan.FromSeconds(5) };

    /// <summary>Everything is kept unless a test selects, and a snapshot of three rows may lose one.</summary>
    public ExtractOptions All => new() { Hub = Options, MaxShrink = 100, Selection = new Selection { MinDate = null, Keywords = [], MinLength = 0 } };

    /// <summary>A file over the shipped registry, as <c>--registry</c> names it. Default none.</summary>
    public string? Registry { get; set; }

    public Flow Flow(ValidateOptions? validate = null, CleanOptions? clean = null) => new(SourceRegistry.Load(Registry), validate ?? new ValidateOptions(), clean);

    public Task<ExtractReport> ExtractAsync(Func<ExtractOptions, ExtractOptions>? with = null, bool dryRun = false) =>
        Flow().Extract(NewRun(dryRun), Source, (with ?? (options => options))(All)).ExtractAsync(default);

    public Task<RunReport> RunAsync(Func<ExtractOptions, ExtractOptions>? with = null, ValidateOptions? validate = null, bool dryRun = false, CleanOptions? clean = null) =>
        Flow(validate, clean).RunAsync(NewRun(dryRun), [Source], (with ?? (options => options))(All), default);

    public Dump Dump(ExtractReport report) => new(Lake, Source, Path.GetFileName(report.Dump!));

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
