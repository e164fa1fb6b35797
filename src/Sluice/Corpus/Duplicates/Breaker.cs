using Sluice.Records;

namespace Sluice.Corpus.Duplicates;

/// <summary>
/// Notes what the machine declined to decide: nothing was joined there, nothing was lost, and a person can allow it.
/// </summary>
sealed class Breaker
{
    readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);
    readonly List<string> _sentences = [];

    /// <summary>By finding code.</summary>
    public SortedDictionary<string, long> Counts => _counts;

    /// <summary>What happened, a sentence each, in the order in which it was noted.</summary>
    public IReadOnlyList<string> Sentences => _sentences;

    public void Trip(string code, string sentence)
    {
        _counts[code] = _counts.GetValueOrDefault(code) + 1;
        _sentences.Add(sentence);
    }
}
