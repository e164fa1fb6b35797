using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Validate.Reports;

/// <summary>
/// What a release's report may quote of a finding. What was found in a text, a summary or a name may be what the release
/// withholds or redacts; only what cannot be is kept, and of the rest that something was found.
/// </summary>
sealed class HandedOn
{
    /// <summary>For the head of such a report.</summary>
    public const string Note = "What was found is quoted only from ids, addresses, dates and the like: a release hands on nothing of texts by way of its findings. The report of the run that validated them has it.";

    const int LongestQuoted = 42;

    static readonly HashSet<string> s_quoted = new(["id", "source", "source_type", "url", "date_published", "doi"], StringComparer.Ordinal);

    static readonly byte[] s_null = "null"u8.ToArray();

    readonly LineEdit _edit = new();

    /// <summary>The finding's line, <c>found</c> null where it may not be quoted; valid until the next.</summary>
    public ReadOnlyMemory<byte> Of(FindingLine finding)
    {
        var found = finding.Line.IndexOf("found"u8);
        return found < 0 || (MayQuote(finding.Pointer) && IsShort(finding.Line.ValueOf(found))) ? finding.Line.Memory : _edit.Begin(finding.Line).Replace(found, s_null).Apply();
    }

    // A text that upstream put there is none the less a text.
    static bool IsShort(JsonView found) => found.Bytes.Length <= LongestQuoted || (found.Kind == JsonKind.String && !found.GetString().Any(char.IsWhiteSpace));

    static bool MayQuote(string pointer) =>
        pointer.Length > 1 && s_quoted.Contains(pointer.IndexOf('/', 1) is var end and > 0 ? pointer[1..end] : pointer[1..]);
}
