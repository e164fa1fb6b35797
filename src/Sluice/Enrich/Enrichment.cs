using System.Runtime.CompilerServices;
using Sluice.Enrich.Enrichers;
using Sluice.Pipeline;
using Sluice.Records;

namespace Sluice.Enrich;

/// <summary>
/// Cleaned → enriched: adds one object, <c>enriched</c>, whose <c>methods</c> name how each value was found. An
/// upstream field of that name is kept as <c>_upstream_enriched</c>.
/// </summary>
public sealed class Enrichment : IStage<Document, Document>
{
    readonly LineEdit _edit = new();
    readonly JsonLineBuilder _json = new();
    readonly Reading _reading = new();

    public StageId Id => new("enrich", 1);

    /// <summary>The family, in the order of the fields that they write.</summary>
    public IReadOnlyList<IEnricher> Enrichers { get; } =
    [
        new TimeFields(),
        new TextMeasures(),
        new CodePresence(),
        new SafetyRelevance(),
        new TechnicalLevel(),
        new PrimaryTopics(),
        new QualityScore(),
    ];

    public string Configuration => string.Join(' ', Enrichers.Select(enricher => enricher.Method));

    public async IAsyncEnumerable<Document> RunAsync(
        IAsyncEnumerable<Document> records, IShardRun run, [EnumeratorCancellation] CancellationToken cancel)
    {
        var enriched = new Document();
        await foreach (var record in records.WithCancellation(cancel))
        {
            Enrich(record, enriched);
            yield return enriched;
        }
    }

    /// <summary>Reads the enriched record into <paramref name="into"/>; valid until the next call.</summary>
    public void Enrich(Document record, Document into)
    {
        _reading.Load(record.Line);
        _json.Clear().BeginObject();
        foreach (var enricher in Enrichers)
            enricher.Write(_reading, _json);
        _json.Name("methods"u8).BeginObject();
        foreach (var enricher in Enrichers)
            foreach (var field in enricher.Fields)
                _json.Name(field).String(enricher.Method);
        _json.EndObject().EndObject();
        if (!into.Line.Read(_edit.Begin(record.Line).Append("enriched", _json.Memory).Apply(), out var fault))
            throw new InvalidDataException($"{record.Place.File} line {record.Place.Line}: enrichment made a line that is not JSON at byte {fault.Offset}.");
        into.Place = record.Place;
    }
}
