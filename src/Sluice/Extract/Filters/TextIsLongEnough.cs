using Sluice.Records;

namespace Sluice.Extract.Filters;

/// <summary>Counts Unicode scalar values; an absent, null or non-string text counts as empty.</summary>
public sealed class TextIsLongEnough(int minLength) : IFilter
{
    public DropReason? Judge(Candidate row)
    {
        var length = row.TryGetString("text"u8, out var body) ? JsonText.CountScalars(body, minLength) : 0;
        return length < minLength ? DropReason.TooShort : null;
    }
}
