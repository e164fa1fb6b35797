using Sluice.Records;

namespace Sluice.Enrich;

/// <summary>
/// Derives facts from one document. One file, one line in <see cref="Enrichment.Enrichers"/>, one test.
/// </summary>
public interface IEnricher
{
    /// <summary><c>name@version</c>: stands beside each value that it gives.</summary>
    string Method { get; }

    /// <summary>The fields of <c>enriched</c> that it fills, in the order in which it writes them.</summary>
    IReadOnlyList<string> Fields { get; }

    /// <summary>Writes name and value of each of its fields; null where it cannot know.</summary>
    void Write(Reading document, JsonLineBuilder enriched);
}
