using Sluice.Publish.Privacy;
using Sluice.Publish.Rights;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Publish;

/// <summary>Counts of what a release serves and what it does not, while it is written.</summary>
sealed class RightsCounts
{
    readonly SortedDictionary<string, long> _redacted = new(StringComparer.Ordinal), _notServed = new(StringComparer.Ordinal);
    readonly SortedDictionary<string, SortedDictionary<string, long>> _byCollection = new(StringComparer.Ordinal), _byLicense = new(StringComparer.Ordinal), _byBasis = new(StringComparer.Ordinal);
    long _redactedDocuments, _disagreements;

    /// <summary>All three states, also where none is in one.</summary>
    public SortedDictionary<string, long> Text { get; } = new(TextState.All.ToDictionary(state => state, _ => 0L), StringComparer.Ordinal);

    public void Count(string collection, DocumentRights rights, PrivacyVerdict verdict)
    {
        Text[rights.Text]++;
        Add(_byCollection, collection, rights.Text);
        Add(_byLicense, rights.License, rights.Text);
        Add(_byBasis, rights.Basis ?? "none", rights.Text);
        if (rights.Why is { } why)
            _notServed[why] = _notServed.GetValueOrDefault(why) + 1;
        foreach (var (kind, count) in verdict.Redacted)
            _redacted[kind] = _redacted.GetValueOrDefault(kind) + count;
        _redactedDocuments += verdict.Redacted.Count > 0 ? 1 : 0;
        _disagreements += verdict.Disagreed.Count > 0 ? 1 : 0;
    }

    static void Add(SortedDictionary<string, SortedDictionary<string, long>> table, string key, string state)
    {
        if (!table.TryGetValue(key, out var counts))
            table[key] = counts = new(StringComparer.Ordinal);
        counts[state] = counts.GetValueOrDefault(state) + 1;
    }

    public ReleaseRights ToReceipt(long forgotten) => new()
    {
        TextByCollection = _byCollection,
        TextByLicense = _byLicense,
        TextByBasis = _byBasis,
        NotServed = _notServed,
        Redacted = _redacted,
        RedactedDocuments = _redactedDocuments,
        Disagreements = _disagreements,
        Forgotten = forgotten,
    };
}
