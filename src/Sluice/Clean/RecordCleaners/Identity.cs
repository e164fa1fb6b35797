using Sluice.Clean.Addresses;
using Sluice.Records;

namespace Sluice.Clean.RecordCleaners;

/// <summary>
/// <c>canonical_url</c>, one address for all that lead to the record's page, or null; and <c>keys</c>, the ids that the
/// record's own address, its DOI and its citation carry, sorted. Nothing is taken from the running text.
/// </summary>
public sealed class Identity : IRecordCleaner
{
    readonly JsonLineBuilder _url = new();
    readonly JsonLineBuilder _keys = new();
    readonly List<string> _found = [];

    public string Name => "identity@1";

    public void Clean(RecordLine line, LineEdit edit, ProvenanceEdit provenance)
    {
        _found.Clear();
        var canonical = line.GetString("url"u8) is { } url ? CanonicalAddress.Of(url, _found) : null;
        // Only there is it the document's own address: the row's url may be a copy that upstream keeps.
        if (line.TryGetString("source"u8, out var source) && source.SequenceEqual("special_docs"u8) && line.GetString("source_url"u8) is { } original)
            CanonicalAddress.Of(original, _found);
        if (line.GetString("doi"u8) is { } said && Doi.Read(said) is { } doi)
        {
            _found.Add("doi:" + doi);
            if (Doi.ArxivIdOf(doi) is { } id)
                _found.Add("arxiv:" + id);
        }
        if (line.GetString("journal_ref"u8) is { } citation && ArxivCitation.Read(citation) is { } cited)
            _found.Add("arxiv:" + cited);
        edit.Derive("canonical_url", _url.Clear().StringOrNull(canonical).Memory);
        edit.Derive("keys", Keys().Memory);
    }

    JsonLineBuilder Keys()
    {
        _found.Sort(StringComparer.Ordinal);
        _keys.Clear().BeginArray();
        for (var i = 0; i < _found.Count; i++)
            if (i == 0 || _found[i] != _found[i - 1])
                _keys.String(_found[i]);
        return _keys.EndArray();
    }
}
