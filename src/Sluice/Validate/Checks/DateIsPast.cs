using Sluice.Records;

namespace Sluice.Validate.Checks;

/// <summary>
/// <c>date.future</c> (a warning): the date lies at most a day, which every time zone fits into, after the record was
/// fetched (<c>_provenance.ingestion_date</c>), or after <paramref name="asOf"/> for a record that does not say when.
/// </summary>
/// <param name="asOf">Null: a record that does not say when it was fetched is not judged.</param>
public sealed class DateIsPast(DateTimeOffset? asOf) : ICheck
{
    const long Grace = 86_400;

    readonly TextBuffer _text = new();
    readonly PublicationDate? _asOf = asOf is { } now && PublicationDate.TryRead(Provenance.Timestamp(now), out var read) == DateReading.Read ? read : null;

    public IReadOnlyList<string> Codes => ["date.future"];

    public void Check(Reading reading, List<Finding> findings)
    {
        if (!reading.Line.TryGetString("date_published"u8, out var body))
            return;
        _text.Load(body);
        if (PublicationDate.TryReadIso(_text.Span, out var date) != DateReading.Read || Fetched(reading) is not { } fetched
            || date.UtcSeconds <= fetched.UtcSeconds + Grace)
            return;
        findings.Add(Finding.Warning("date.future", "/date_published", date.Iso, $"a date at most a day after {fetched.Iso}, when the record was read"));
    }

    PublicationDate? Fetched(Reading reading) =>
        reading.Line.TryGet("_provenance"u8, out var provenance) && provenance.TryGetMember("ingestion_date"u8, out var said) && said.Kind == JsonKind.String
            && PublicationDate.TryRead(said.GetString(), out var date) == DateReading.Read
            ? date
            : _asOf;
}
