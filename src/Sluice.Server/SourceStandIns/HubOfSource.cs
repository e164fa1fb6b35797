using System.Globalization;
using System.Text.Json.Nodes;
using Sluice.Conformance;
using Sluice.Server.HubStandIn;
using Sluice.Sources;

namespace Sluice.Server.SourceStandIns;

/// <summary>The stand-in hub with one dataset.</summary>
sealed class HubOfSource : IStandIn
{
    readonly HubServer _hub;
    readonly string _files;
    Weather _weather;

    HubOfSource(HubServer hub, string files) => (_hub, _files) = (hub, files);

    public static async Task<HubOfSource> StartAsync(SourceEntry source, string folder, TimeProvider clock, CancellationToken cancel)
    {
        var files = Path.Combine(folder, source.Dataset);
        Directory.CreateDirectory(files);
        return new HubOfSource(await HubServer.StartAsync(folder, new HubServerOptions { TimeProvider = clock }, cancel), files);
    }

    public Uri? Endpoint => _hub.Endpoint;

    public string? Folder => null;

    public Weather Weather
    {
        get => _weather;
        set
        {
            _weather = value;
            _hub.Faults.Clear();
            foreach (var fault in FaultsOf(value))
                _hub.Faults.Add(fault);
        }
    }

    static IEnumerable<Fault> FaultsOf(Weather weather) => weather switch
    {
        Weather.Busy => [Status(503, 1)],
        Weather.Limited => [Status(429, 2)],
        Weather.Outage => [new Fault { Kind = FaultKind.Status, Status = 503, Times = 0 }],
        Weather.Html => [new Fault { Kind = FaultKind.HtmlPage, Times = 0 }],
        Weather.RedirectLoop => [new Fault { Kind = FaultKind.Redirect, Location = "/hop", Times = 0 }],
        Weather.PagingLoop => [new Fault { Kind = FaultKind.Link, Path = "*/tree/*", Times = 0 }],
        Weather.Cut => [new Fault { Kind = FaultKind.Truncate, Path = "*/resolve-cache/*" }],
        Weather.AlwaysCut => [new Fault { Kind = FaultKind.Truncate, Path = "*/resolve*.jsonl", Times = 0 }],
        Weather.HostileList => [new Fault { Kind = FaultKind.ReplaceJson, Path = "*/tree/*", Times = 0, Json = JsonNode.Parse($$"""[{"type":"file","path":"../../outside.jsonl","size":1,"oid":"{{new string('a', 40)}}"}]""") }],
        _ => [],
    };

    static Fault Status(int status, int times) => new()
    {
        Kind = FaultKind.Status, Status = status, Times = times,
        Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Retry-After"] = IStandIn.Pause.ToString(CultureInfo.InvariantCulture) },
    };

    public IReadOnlyList<StandInRequest> Requests => [.. _hub.Requests.Select(request =>
        new StandInRequest(request.At, request.Path + request.Query, request.Status, request.Headers.ContainsKey("Range"), request.Headers.ContainsKey("Authorization")))];

    public void Write(string file, byte[] content)
    {
        var path = Collection.PathIn(_files, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();
}
