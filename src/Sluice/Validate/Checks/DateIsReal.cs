using System.Text;
using Sluice.Records;

namespace Sluice.Validate.Checks;

/// <summary>
/// <c>date.missing</c>, <c>date.unreadable</c>, <c>date.impossible</c>: the mapped record has a date in a known form, of
/// a day that exists. A date that is no string is the schema's business and is not called missing.
/// </summary>
public sealed class DateIsReal : ICheck
{
    readonly TextBuffer _text = new();

    public IReadOnlyList<string> Codes => ["date.missing", "date.unreadable", "date.impossible"];

    public void Check(Reading reading, List<Finding> findings)
    {
        if (!reading.Line.TryGet("date_published"u8, out var value) || value.Kind == JsonKind.Null)
        {
            findings.Add(Finding.Error("date.missing", "/date_published", value.Bytes.IsEmpty ? "absent" : "null", "a publication date"));
            return;
        }
        if (value.Kind != JsonKind.String)
            return;
        _text.Load(value.Body);
        var found = Encoding.UTF8.GetString(value.Bytes);
        if (_text.Span.IsWhiteSpace())
            findings.Add(Finding.Error("date.missing", "/date_published", found, "a publication date"));
        else if (PublicationDate.TryRead(_text.Span, out _) is var read && read == DateReading.Impossible)
            findings.Add(Finding.Error("date.impossible", "/date_published", found, "a day and time that exist"));
        else if (read == DateReading.Unreadable)
            findings.Add(Finding.Error("date.unreadable", "/date_published", found, "YYYY-MM-DD, an RFC 3339 date-time, or YYYY-MM-DD, h:mm AM|PM"));
    }
}
