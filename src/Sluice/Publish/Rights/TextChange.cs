using Sluice.Publish.Privacy;
using Sluice.Records;

namespace Sluice.Publish.Rights;

/// <summary>What was done to a document's text since upstream sent it. What was done to other fields does not count.</summary>
readonly record struct TextChange(bool IsConverted, bool IsRepaired, bool IsRedacted)
{
    public static TextChange Of(RecordLine document, PrivacyVerdict verdict)
    {
        var (converted, repaired) = (false, false);
        if (document.TryGet(Provenance.Utf8, out var provenance))
        {
            converted = provenance.TryGetMember("original"u8, out var originals) && originals.TryGetMember("text"u8, out _);
            if (provenance.TryGetMember("repairs"u8, out var repairs) && repairs.Kind == JsonKind.Array)
                foreach (var repair in repairs.Items())
                    repaired |= repair.TryGetMember("field"u8, out var field) && field.Kind == JsonKind.String && field.Body.SequenceEqual("text"u8);
        }
        return new TextChange(converted, repaired, verdict.Fields.Contains("text"));
    }

    /// <summary>Why it is not the text that was sent, as the end of a sentence; null if it is.</summary>
    public string? Problem =>
        IsRedacted ? "the privacy gate redacted something in it" : IsConverted ? "it was not sent as a text" : IsRepaired ? "cleaning repaired something in it" : null;

    /// <summary><c>repaired and redacted</c>; null if it was not changed.</summary>
    public string? Words => (IsConverted, IsRepaired, IsRedacted) switch
    {
        (false, false, false) => null,
        _ => string.Join(" and ", new[] { IsConverted ? "converted" : "", IsRepaired ? "repaired" : "", IsRedacted ? "redacted" : "" }.Where(word => word.Length > 0)),
    };
}
