using System.CommandLine;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Hub;
using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Sources;
using Sluice.Sources.Scaffolds;
using Sluice.Zones;

namespace Sluice.Cli.Verbs;

/// <summary><c>sluice sources new NAME</c></summary>
static class SourcesNewVerb
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "The new source's name: small letters, digits, _ and -" };
        var kind = new Option<string>("--kind") { Description = "hub, csv or folder", HelpName = "KIND", Required = true };
        var url = new Option<string>("--url") { Description = "Of kind csv: the file's address", HelpName = "URL" };
        var path = new Option<string>("--path") { Description = "Of kind folder: the folder", HelpName = "DIR" };
        var dataset = new Option<string>("--dataset") { Description = "Of kind hub: the dataset", HelpName = "ORG/NAME" };
        var title = new Option<string>("--title") { Description = "Its name for people (default NAME)", HelpName = "TEXT" };
        var noSample = new Option<bool>("--no-sample") { Description = "Do not look at upstream; an example's columns stand in" };
        var endpoint = new Option<string>("--endpoint") { Description = "Scheme, host and port to ask instead", HelpName = "URL" };
        var verb = new Command("new", "Scaffolds a source in the lake: its entry in the registry, a schema, fixtures, and a checklist.\n\nExample: sluice sources new papers --kind csv --url https://example.org/papers.csv");
        verb.Arguments.Add(name);
        foreach (var option in (Option[])[kind, url, path, dataset, title, noSample, endpoint])
            verb.Options.Add(option);
        Call.Handle(verb, async (call, cancel) =>
        {
            call.Take(endpoint, "endpoint");
            var (id, of) = (call.Get(name)!, call.Get(kind)!);
            SourceRegistry.MustBeName(id);
            var address = AddressOf(call.Lake, of, new() { ["--url"] = call.Get(url), ["--path"] = call.Get(path), ["--dataset"] = call.Get(dataset) });
            var folder = Path.Combine(call.Lake.Root, "sources", id);
            if (Path.Exists(folder))
                throw new CorrectTheCallException($"{folder} is there already. Nothing was changed: edit it, choose another name, or delete the folder to begin anew.");
            if (call.Registry().Sources.Any(source => source.Id == id))
                throw new CorrectTheCallException($"There is a source called '{id}' already. Choose another name; `sluice sources list` tells which are taken.");
            var bare = Sampling.Bare(id, of, call.Get(title) ?? id, address);
            call.Lake.Create();
            var (samples, passed, problem) = call.Get(noSample) ? ([], [], null) : await SampleAsync(call, bare, cancel);
            if (problem is not null)
                call.Terminal.Warn($"upstream could not be looked at, so an example's columns stand in: {problem}");
            using var held = LakeLock.Take(call.Lake);
            var scaffold = new Scaffold(Scaffold.FolderOf(of), id, of, bare.Title, address) { Samples = samples, Missed = problem, PassedOver = passed };
            var todo = scaffold.WriteTo(folder, Path.Combine(call.Lake.Root, ".scaffold-" + id));
            Tell(call.Terminal, id, folder, samples, todo);
            return 0;
        });
        return verb;
    }

    static string AddressOf(Lake lake, string kind, Dictionary<string, string?> given)
    {
        var wanted = kind switch
        {
            Upstream.OfCsv => "--url",
            Upstream.OfFolder => "--path",
            Upstream.OfHub => "--dataset",
            _ => throw new CorrectTheCallException($"--kind is '{kind}', expected {string.Join(", ", Upstream.Kinds)}.{Nearest.Hint(kind, Upstream.Kinds)}"),
        };
        if (given.FirstOrDefault(pair => pair.Key != wanted && pair.Value is not null).Key is { } other)
            throw new CorrectTheCallException($"{other} says nothing of a source of kind {kind}. Give {wanted}.");
        if (given[wanted] is not { Length: > 0 } address)
            throw new CorrectTheCallException($"A source of kind {kind} needs {wanted}.");
        if (kind == Upstream.OfCsv && !(Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0))
            throw new CorrectTheCallException($"--url is '{address}', expected the http(s) address of a CSV file, without a password.");
        if (kind == Upstream.OfHub && address.Split('/') is not [{ Length: > 0 }, { Length: > 0 }])
            throw new CorrectTheCallException($"--dataset is '{address}', expected owner/name.");
        if (kind != Upstream.OfFolder)
            return address;
        if (!Directory.Exists(address))
            throw new CorrectTheCallException($"--path: there is no folder {Path.GetFullPath(address)}.");
        // A lake that is moved together with the folder finds it again.
        return Path.IsPathRooted(address) ? address : Path.GetRelativePath(lake.Root, Path.GetFullPath(address)).Replace('\\', '/');
    }

    static async Task<(IReadOnlyList<TableSample> Samples, IReadOnlyList<string> Passed, string? Problem)> SampleAsync(Call call, SourceEntry bare, CancellationToken cancel)
    {
        var own = call.Settings.Find("endpoint").Origin is "default" or "HF_ENDPOINT" ? null : HubOptions.ParseEndpoint(call.Settings["endpoint"]);
        var options = new HubOptions { Endpoint = HubOptions.ParseEndpoint(call.Settings["endpoint"]), Token = HubToken.Checked(HubToken.Find(Environment.GetEnvironmentVariable)) }.WithEnvironment(Environment.GetEnvironmentVariable);
        try
        {
            using var upstream = Upstream.Open(new Run(call.Lake, call.Clock, NullLogger.Instance, dryRun: true), bare, options, "main", own, []);
            var (samples, passed) = await Sampling.OfAsync(upstream, cancel);
            return (samples, passed, samples.Count > 0 ? null : passed is [var first, ..] ? first : "it holds no data file with rows.");
        }
        catch (StopException e) when (e is not CorrectTheCallException)
        {
            return ([], [], e.Message);
        }
    }

    static void Tell(Terminal terminal, string name, string folder, IReadOnlyList<TableSample> samples, IReadOnlyList<string> todo)
    {
        if (terminal.Json)
        {
            terminal.WriteJson(new JsonObject
            {
                ["source"] = name,
                ["folder"] = folder,
                ["sampled"] = new JsonArray([.. samples.Select(sample => (JsonNode)new JsonObject { ["file"] = sample.File, ["columns"] = sample.Columns.Count, ["rows"] = sample.Rows.Count })]),
                ["todo"] = new JsonArray([.. todo.Select(item => (JsonNode)JsonValue.Create(item))]),
            });
            return;
        }
        terminal.WriteLine($"{folder} holds the new source {name}{(samples.Count > 0 ? $", made after {string.Join(", ", samples.Select(sample => sample.File))}" : "")}.");
        foreach (var item in todo)
            terminal.WriteLine($"To do: {item}");
        terminal.WriteLine($"Next: `sluice sources test {name}`, then {Path.Combine(folder, "CHECKLIST.md")}.");
    }
}
