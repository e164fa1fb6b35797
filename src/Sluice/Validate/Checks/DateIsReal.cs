using System.Text;
using Sluice.Records;
using Sluice.Sources;

namespace Sluice.Validate.Checks;

/// <summary>
/// <c>date.missing</c>, <c>date.unreadable</c>, <c>date.impossible</c>: the record has a date in a form that the
/// registry lists for its collection, of a day that exists. A date that is no string is the schema's business and is
/// not called missing.
/// </summary>
public sealed class DateIsReal(SourceEntry source) : ICheck
{
    readonly CollectionMappings _collections = new(source);
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
        if (_text.Span.IsWhiteSpace())
        {
            findings.Add(Finding.Error("date.missing", "/date_published", Encoding.UTF8.GetString(value.Bytes), "a publication date"));
            return;
        }
        var collection = _collections.Of(reading.Line);
        var read = collection.ReadDate(_text.Span, out _, out _);
        if (read == DateReading.Impossible)
            findings.Add(Finding.Error("date.impossible", "/date_published", Encoding.UTF8.GetString(value.Bytes), "a day and time that exist"));
        else if (read == DateReading.Unreadable)
            findings.Add(Finding.Error("date.unreadable", "/date_published", Encoding.UTF8.GetString(value.Bytes), collection.Forms));
    }
}
