using Sluice.Clean.Authorship;
using Sluice.Records;

namespace Sluice.Clean.RecordCleaners;

/// <summary>
/// <c>author_names</c>: one object for each author, in upstream's order, with the name in reading order, its parts where
/// they are known, and what kind of author it is. In <c>authors</c> only names that upstream took apart at their comma
/// are put together again; all else, order and spelling, stays as sent.
/// </summary>
public sealed class Authors : IRecordCleaner
{
    readonly List<AuthorName> _names = [];
    readonly JsonLineBuilder _authors = new();
    readonly JsonLineBuilder _json = new();

    public string Name => "authors@1";

    public void Clean(RecordLine line, LineEdit edit, ProvenanceEdit provenance)
    {
        _names.Clear();
        var index = line.IndexOf("authors"u8);
        var authors = Read(line, out var repaired);
        foreach (var author in authors)
            AuthorName.Read(author, _names);
        if (repaired is not null)
        {
            _authors.Clear().BeginArray();
            foreach (var author in repaired)
                _authors.String(author);
            provenance.Original("authors", line.ValueOf(index).Bytes);
            provenance.Transformed($"{Name}:authors");
            edit.Replace(index, _authors.EndArray().Memory);
        }
        _json.Clear().BeginArray();
        foreach (var name in _names)
            _json.BeginObject().Name("name"u8).String(name.Name).Name("given"u8).StringOrNull(name.Given)
                .Name("family"u8).StringOrNull(name.Family).Name("kind"u8).String(name.Kind).EndObject();
        edit.Derive("author_names", _json.EndArray().Memory);
    }

    /// <summary>The authors of a record after the repair, if one was needed. What is no text is an empty one.</summary>
    internal static IReadOnlyList<string> Read(RecordLine line, out List<string>? repaired)
    {
        repaired = null;
        if (!line.TryGet("authors"u8, out var value))
            return [];
        if (value.Kind != JsonKind.Array)
            return value.Kind == JsonKind.String ? [value.GetString()] : [];
        var authors = new List<string>();
        var areTexts = true;
        foreach (var item in value.Items())
        {
            areTexts &= item.Kind == JsonKind.String;
            authors.Add(item.Kind == JsonKind.String ? item.GetString() : "");
        }
        repaired = areTexts ? AuthorRepair.Of(authors, line) : null;
        return repaired ?? authors;
    }
}
