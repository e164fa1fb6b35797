using System.Text.Json.Nodes;

namespace Sluice;

/// <summary>What a run was asked for and how far it came: what the ledger tells of it if something stops it.</summary>
/// <param name="verb">What it was if it was no whole run; else null.</param>
sealed class Undertaking(IReadOnlyList<string> asked, string? verb = null)
{
    readonly List<JsonObject> _done = [];

    public static Undertaking None { get; } = new([]);

    /// <summary>The source that it is at; null before the first and after the last.</summary>
    public string? Source { get; private set; }

    public void Begin(string source) => Source = source;

    public void End(JsonObject report)
    {
        _done.Add(report);
        Source = null;
    }

    /// <summary>Adds what it knows to the entry of a failed run.</summary>
    public JsonObject Into(JsonObject failure, int exitCode)
    {
        if (verb is not null)
            failure["verb"] = verb;
        failure["exit_code"] = exitCode;
        failure["source"] = Source;
        failure["asked"] = new JsonArray([.. asked.Select(source => (JsonNode)JsonValue.Create(source))]);
        failure["sources"] = new JsonArray([.. _done.Select(report => (JsonNode)report.DeepClone())]);
        return failure;
    }
}
