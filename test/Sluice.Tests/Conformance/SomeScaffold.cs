using System.Text.Json.Nodes;
using Sluice.Conformance;
using Sluice.Server.SourceStandIns;
using Sluice.Sources;
using Sluice.Sources.Scaffolds;

namespace Sluice.Tests.Conformance;

/// <summary>A scaffold as <c>sources new</c> makes it, in a folder of its own, to be spoilt and tried.</summary>
sealed class SomeScaffold : IDisposable
{
    public const string Name = "otters";

    readonly TempFolder _folder = new();

    public SomeScaffold(string kind = Upstream.OfCsv, params TableSample[] samples)
        : this(kind, [], samples)
    {
    }

    public SomeScaffold(string kind, IReadOnlyList<string> passedOver, TableSample[] samples, string? missed = null)
    {
        var address = kind switch { Upstream.OfCsv => "https://example.org/data/otters.csv?form=csv", Upstream.OfHub => "example/otters", _ => "../otters" };
        Todo = new Scaffold(Scaffold.FolderOf(kind), Name, kind, "Otters", address) { Samples = samples, PassedOver = passedOver, Missed = missed }.WriteTo(Folder, _folder.File("aside"));
    }

    /// <summary>What it left for a person.</summary>
    public IReadOnlyList<string> Todo { get; }

    public SourceEntry Source => SourceRegistry.Load(File("sources.json")).Source(Name);

    public string Folder => _folder.File("sources", Name);

    public string File(string name) => Path.Combine(Folder, name);

    public string Fixture => Directory.EnumerateFiles(File("fixtures")).Single();

    public SomeScaffold Entry(Action<JsonObject> edit)
    {
        var json = JsonNode.Parse(System.IO.File.ReadAllText(File("sources.json")))!;
        edit(json["sources"]![0]!.AsObject());
        System.IO.File.WriteAllText(File("sources.json"), json.ToJsonString());
        return this;
    }

    public SomeScaffold Collection(Action<JsonObject> edit) => Entry(entry => edit(entry["collections"]![0]!.AsObject()));

    public SomeScaffold Text(string file, Func<string, string> edit)
    {
        System.IO.File.WriteAllText(file, edit(System.IO.File.ReadAllText(file)));
        return this;
    }

    public async Task<ConformanceReport> TestAsync(string[]? only = null, OpenUpstream? opens = null)
    {
        await using var bench = new Bench(SourceDraft.Read(Name, Folder), new StandInMaker(), TimeProvider.System, opens);
        return await ConformanceKit.RunAsync(bench, only, null, default);
    }

    public void Dispose() => _folder.Dispose();
}
