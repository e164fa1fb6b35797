using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Records;
using Sluice.Serve;
using Sluice.Zones;

namespace Sluice.Cli.Verbs;

/// <summary><c>sluice releases list|show|approve|reject|rollback</c>: the releases of a lake, and which one readers get.</summary>
static class ReleasesVerb
{
    public static Command Create()
    {
        var verb = new Command("releases", "The releases of the lake: what each would change, and a person's word on which one readers get.\n\nExample: sluice releases list");
        foreach (var child in (Command[])[List(), Show(), .. ReviewVerbs.Create()])
            verb.Subcommands.Add(child);
        return verb;
    }

    static Command List()
    {
        var verb = new Command("list", "Every release, oldest first: where it stands, and how it differs from the current one in numbers.\n\nExample: sluice releases list");
        Call.Handle(verb, (call, _) =>
        {
            var lake = call.Lake.MustExist();
            var current = lake.CurrentRelease is { } id && Directory.Exists(lake.Release(id)) ? ManifestOf(lake, id) : null;
            var releases = ReleaseStanding.All(lake).Select(standing => (Standing: standing, Manifest: ManifestOf(lake, standing.Release)))
                .OrderBy(release => release.Manifest.AsOf, StringComparer.Ordinal).ThenBy(release => release.Standing.Release, StringComparer.Ordinal).ToList();
            if (call.Terminal.Json)
                call.Terminal.WriteJson(new JsonArray([.. releases.Select(release => (JsonNode)Json(release.Standing, release.Manifest, current))]));
            else
                call.Terminal.WriteTable(["release", "state", "as of", "# records", "# works", "# texts served", "against the current one", "latest word"], releases.Select(release => (IReadOnlyList<string>)
                [
                    release.Standing.Release, release.Standing.State.Replace('_', ' '), release.Manifest.AsOf, ReportTables.Number(release.Manifest.DocumentCount), ReportTables.Number(release.Manifest.WorkCount),
                    ReportTables.Number(release.Manifest.Text.GetValueOrDefault(TextState.Served)), Against(release.Manifest, current), Word(release.Standing.Decision),
                ]));
            return Task.FromResult(0);
        });
        return verb;
    }

    static Command Show()
    {
        var id = new Argument<string>("ID") { Description = "A release, as `releases list` names it" };
        var verb = new Command("show", "One release: what it holds, and what it changes against the current one, document by document.\n\nExample: sluice releases show 0f3c9a1b2d4e");
        verb.Arguments.Add(id);
        Call.Handle(verb, async (call, cancel) =>
        {
            var lake = call.Lake.MustExist();
            var release = call.Get(id)!;
            new ReleaseReview(lake, call.Clock).MustBeThere(release);
            var (standing, manifest) = (ReleaseStanding.Of(lake, release), ManifestOf(lake, release));
            var current = lake.CurrentRelease is { } served && Directory.Exists(lake.Release(served)) ? served : null;
            var difference = current == release ? null : await ReleaseDifference.OfAsync(lake, release, current, cancel);
            if (call.Terminal.Json)
            {
                var json = Json(standing, manifest, current is null ? null : ManifestOf(lake, current));
                json["manifest"] = JsonSerializer.SerializeToNode(manifest, ReceiptJson.Options);
                json["difference"] = difference is null ? null : JsonSerializer.SerializeToNode(difference, ReceiptJson.Options);
                call.Terminal.WriteJson(json);
                return 0;
            }
            call.Terminal.WriteLine($"Release {release}: {standing.State.Replace('_', ' ')}, as of {manifest.AsOf}. {Word(standing.Decision)}".TrimEnd());
            foreach (var source in manifest.Sources)
                call.Terminal.WriteLine($"{source.Id} at {source.Revision}");
            if (difference is null)
                call.Terminal.WriteTable(["collection", "# records"], manifest.ByCollection.Select(pair => (IReadOnlyList<string>)[pair.Key, ReportTables.Number(pair.Value)]));
            else
                Print(call.Terminal, difference);
            return 0;
        });
        return verb;
    }

    static void Print(Terminal terminal, ReleaseDifference difference)
    {
        terminal.WriteLine(difference.Against is { } against ? $"Against {against}, which is current:" : "Nothing is current to hold it against:");
        var counts = difference.ByCollection.Values;
        terminal.WriteTable(["collection", "# added", "# removed", "# changed", "# unchanged"], difference.ByCollection.Append(KeyValuePair.Create("all", new CollectionDifference(counts.Sum(count => count.Added), counts.Sum(count => count.Removed), counts.Sum(count => count.Changed), counts.Sum(count => count.Unchanged))))
            .Select(pair => (IReadOnlyList<string>)[pair.Key, ReportTables.Number(pair.Value.Added), ReportTables.Number(pair.Value.Removed), ReportTables.Number(pair.Value.Changed), ReportTables.Number(pair.Value.Unchanged)]));
        terminal.WriteTable(["", "# before", "# now"], new[] { KeyValuePair.Create("records", difference.Documents), KeyValuePair.Create("works", difference.Works) }
            .Concat(difference.Text.Select(pair => KeyValuePair.Create("texts " + pair.Key, pair.Value))).Select(pair => (IReadOnlyList<string>)[pair.Key, ReportTables.Number(pair.Value.Before), ReportTables.Number(pair.Value.Now)]));
    }

    internal static ReleaseManifest ManifestOf(Lake lake, string id) => ReceiptJson.Read<ReleaseManifest>(Path.Combine(lake.Release(id), ReleaseManifest.FileName));

    static JsonObject Json(ReleaseStanding standing, ReleaseManifest manifest, ReleaseManifest? current) => new()
    {
        ["release"] = standing.Release,
        ["state"] = standing.State,
        ["as_of"] = manifest.AsOf,
        ["document_count"] = manifest.DocumentCount,
        ["work_count"] = manifest.WorkCount,
        ["text"] = JsonSerializer.SerializeToNode(manifest.Text, ReceiptJson.Options),
        ["against_current"] = current is null ? null : new JsonObject { ["release"] = current.Release, ["documents"] = manifest.DocumentCount - current.DocumentCount, ["works"] = manifest.WorkCount - current.WorkCount },
        ["decision"] = standing.Decision is null ? null : JsonSerializer.SerializeToNode(standing.Decision, ReceiptJson.Options),
    };

    static string Against(ReleaseManifest manifest, ReleaseManifest? current) =>
        current is null || manifest.Release == current.Release ? "" : string.Create(CultureInfo.InvariantCulture, $"{manifest.DocumentCount - current.DocumentCount:+#,0;-#,0;±0} records, {manifest.WorkCount - current.WorkCount:+#,0;-#,0;±0} works");

    static string Word(ReleaseDecision? decision) =>
        decision is null ? "" : $"{decision.Decision.Replace('_', ' ')} by {decision.By} at {decision.At}{(decision.Reason is null ? "" : $": {decision.Reason}")}";
}
