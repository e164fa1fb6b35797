using System.Text;
using Sluice.Records;

namespace Sluice.Publish;

/// <summary>
/// An enriched record in the form in which it is served (<c>schemas/document_v1.json</c>): all its own bytes, its
/// <c>document_id</c> in front, and behind it the few fields that are gathered from several upstream ones, the work that it
/// is of, and two empty places, <c>rights</c> and <c>privacy</c>, for what is not known yet.
/// </summary>
public sealed class DocumentForm
{
    static readonly string[] SignalFields = ["karma", "votes", "comment_count"];

    static readonly byte[] Empty = "null"u8.ToArray();

    readonly LineEdit _edit = new();
    readonly JsonLineBuilder _id = new();
    readonly JsonLineBuilder _abstract = new();
    readonly JsonLineBuilder _venue = new();
    readonly JsonLineBuilder _occurred = new();
    readonly JsonLineBuilder _signals = new();
    readonly JsonLineBuilder _work = new();
    readonly JsonLineBuilder _relation = new();

    /// <param name="observedAt">When upstream last changed the file that holds the signals, or null.</param>
    public ReadOnlyMemory<byte> Of(RecordLine line, DocumentId id, string? observedAt, WorkPlace work)
    {
        _edit.Begin(line).Prepend("document_id", _id.Clear().String(id.ToString()).Memory);
        Gather(line, "abstract", _abstract, FirstText(line, "summaries"u8) ?? FirstText(line, "summary"u8));
        Gather(line, "venue", _venue, NonEmpty(line.GetString("journal_ref"u8)));
        Gather(line, "occurred_at", _occurred, null);
        _signals.Clear().BeginArray();
        foreach (var field in SignalFields)
            if (line.TryGet(Encoding.UTF8.GetBytes(field), out var value) && value.Kind == JsonKind.Number)
                _signals.BeginObject().Name("name"u8).String(field).Name("value"u8).Raw(value.Bytes)
                    .Name("observed_at"u8).StringOrNull(observedAt).EndObject();
        _edit.Append("signals", _signals.EndArray().Memory)
            .Append("work_id", _work.Clear().String(work.Work).Memory).Append("work_relation", _relation.Clear().String(work.Relation).Memory)
            .Append("rights", Empty).Append("privacy", Empty);
        return _edit.Apply();
    }

    // Upstream's own value stands; its null gives way to what can be gathered.
    void Gather(RecordLine line, string field, JsonLineBuilder json, string? gathered)
    {
        var index = line.IndexOf(Encoding.UTF8.GetBytes(field));
        if (index < 0)
            _edit.Append(field, json.Clear().StringOrNull(gathered).Memory);
        else if (gathered is not null && line.Fields[index].Kind == JsonKind.Null)
            _edit.Replace(index, json.Clear().String(gathered).Memory);
    }

    static string? FirstText(RecordLine line, ReadOnlySpan<byte> field)
    {
        if (!line.TryGet(field, out var value))
            return null;
        if (value.Kind == JsonKind.String)
            return NonEmpty(value.GetString());
        if (value.Kind == JsonKind.Array)
            foreach (var item in value.Items())
                if (item.Kind == JsonKind.String && NonEmpty(item.GetString()) is { } text)
                    return text;
        return null;
    }

    static string? NonEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
