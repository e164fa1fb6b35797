using System.Text.Json.Nodes;
using Sluice.Pipeline;

namespace Sluice;

/// <summary>What <c>quarantine replay</c> did: the quarantines judged again, what moved on, and the release that holds it.</summary>
public sealed record ReplayRun(string Run, IReadOnlyList<ReplayReport> Replays, IReadOnlyList<StageReport> Stages, string? Release)
{
    public JsonObject ToJson() => new()
    {
        ["run"] = Run,
        ["replays"] = new JsonArray([.. Replays.Select(replay => (JsonNode)new JsonObject
        {
            ["source"] = replay.Source,
            ["dump"] = replay.Dump,
            ["read"] = replay.Read,
            ["admitted"] = replay.Admitted,
            ["waiting"] = SourceReport.CodesJson(replay.Waiting),
            ["displaced"] = replay.Displaced,
            ["part"] = replay.Part,
        })]),
        ["stages"] = new JsonArray([.. Stages.GroupBy(stage => stage.Stage, StringComparer.Ordinal).Select(SourceReport.StageJson)]),
        ["release"] = Release,
    };
}
