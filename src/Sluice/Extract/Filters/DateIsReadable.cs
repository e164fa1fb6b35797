using Sluice.Records;

namespace Sluice.Extract.Filters;

/// <summary>A row without a date that can be read is upstream's defect: it waits in quarantine until a mapping reads it.</summary>
public sealed class DateIsReadable : IFilter
{
    readonly TextBuffer _text = new();

    public DropReason? Judge(Candidate row)
    {
        row.Date = null;
        if (!row.TryGetString("date_published"u8, out var body))
            return DropReason.MissingDate;
        _text.Load(body);
        if (_text.Span.IsWhiteSpace())
            return DropReason.MissingDate;
        if (PublicationDate.TryRead(_text.Span, out var date) != DateReading.Read)
            return DropReason.UnreadableDate;
        row.Date = date;
        return null;
    }
}
