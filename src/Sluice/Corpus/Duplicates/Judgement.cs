using System.Text.Json;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Corpus.Duplicates;

/// <summary>
/// What a person decided: a line of <c>curated/duplicates.jsonl</c>. The stage reads it and never writes it; the latest
/// word on two records counts.
/// </summary>
/// <param name="Decision">
/// A relation (<see cref="Relation.All"/>) of the first id to the second, or <c>distinct</c>: these records are not copies
/// of each other; <c>prefer</c>: the first id stands for its work; <c>allow</c>: the group that holds the id, or the losses
/// of the collection, are as they should be.
/// </param>
/// <param name="Ids">Document ids, or upstream's where only one record has it.</param>
/// <param name="By">Who decided.</param>
/// <param name="Reason">Why; free text.</param>
/// <param name="Collection">With <c>allow</c>: the collection.</param>
/// <param name="At">The day it was decided, <c>YYYY-MM-DD</c>.</param>
public sealed record Judgement(string Decision, IReadOnlyList<string> Ids, string By, string? Reason = null, string? Collection = null, string? At = null)
{
    /// <summary>The file's name in the lake's <c>curated</c> folder.</summary>
    public const string FileName = "duplicates.jsonl";

    public const string Distinct = "distinct";
    public const string Prefer = "prefer";
    public const string Allow = "allow";

    /// <summary>All decisions that there are.</summary>
    public static IReadOnlyList<string> Decisions { get; } = [.. Records.Relation.All, Distinct, Prefer, Allow];

    /// <summary>All of a lake, oldest first; none without a file.</summary>
    /// <exception cref="CorrectTheCallException">A line is no judgement; the message says which, what was found and what was expected.</exception>
    public static IReadOnlyList<Judgement> ReadAll(Lake lake)
    {
        var path = Path.Combine(lake.Curated, FileName);
        if (!File.Exists(path))
            return [];
        var judgements = new List<Judgement>();
        var number = 0;
        foreach (var line in File.ReadAllText(path).Split('\n'))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
                judgements.Add(Read(line, $"{path} line {number}"));
        }
        return judgements;
    }

    static Judgement Read(string line, string where)
    {
        Judgement? judgement;
        try
        {
            judgement = JsonSerializer.Deserialize<Judgement>(line, ReceiptJson.Options);
        }
        catch (JsonException e)
        {
            throw new CorrectTheCallException($"{where}: {e.Message} Expected one JSON object with decision, ids and by. Mend the line or take it out.");
        }
        var problem = judgement is null || judgement.Decision is null || judgement.By is null ? "decision or by is missing"
            : !Decisions.Contains(judgement.Decision, StringComparer.Ordinal) ? $"decision is '{judgement.Decision}', expected one of {string.Join(", ", Decisions)}"
            : judgement.Ids is { } ids && ids.Any(string.IsNullOrWhiteSpace) ? "ids holds null or an empty id"
            : string.IsNullOrWhiteSpace(judgement.By) ? "by is empty, expected who decided"
            : judgement.Decision switch
            {
                Allow => (judgement.Ids ?? []).Count == 0 && judgement.Collection is null ? "ids and collection are both missing, expected one of them" : null,
                Prefer => (judgement.Ids ?? []).Count == 0 ? "ids is empty, expected the id of the record that stands for its work" : null,
                _ => (judgement.Ids ?? []).Distinct(StringComparer.Ordinal).Count() < 2 ? "ids has fewer than two different ids" : null,
            };
        return problem is null ? judgement! with { Ids = judgement!.Ids ?? [] } : throw new CorrectTheCallException($"{where}: {problem}. Mend the line or take it out.");
    }

    /// <summary>Adds one to the file, as one line, whole or not at all.</summary>
    public static void Append(Lake lake, Judgement judgement)
    {
        var path = Path.Combine(lake.Curated, FileName);
        var before = File.Exists(path) ? File.ReadAllText(path) : "";
        AtomicFile.Write(path, before + (before.Length == 0 || before.EndsWith('\n') ? "" : "\n") + LineOf(judgement));
    }

    /// <summary>Writes the file anew: a record that one of them named was forgotten.</summary>
    public static void WriteAll(Lake lake, IEnumerable<Judgement> judgements) =>
        AtomicFile.Write(Path.Combine(lake.Curated, FileName), string.Concat(judgements.Select(LineOf)));

    static string LineOf(Judgement judgement)
    {
        var json = new JsonLineBuilder().BeginObject().Name("decision"u8).String(judgement.Decision).Name("ids"u8).BeginArray();
        foreach (var id in judgement.Ids)
            json.String(id);
        json.EndArray();
        foreach (var (name, value) in new[] { ("collection", judgement.Collection), ("by", judgement.By), ("reason", judgement.Reason), ("at", judgement.At) })
            if (value is not null)
                json.Name(name).String(value);
        return System.Text.Encoding.UTF8.GetString(json.EndObject().Bytes) + "\n";
    }

    /// <summary>What it says as evidence.</summary>
    public string Sentence => $"{By} decided: {Decision}{(string.IsNullOrWhiteSpace(Reason) ? "" : $" ({Reason})")}";
}
