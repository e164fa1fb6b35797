using System.Globalization;
using Sluice.Records;

namespace Sluice.Validate.Checks;

/// <summary>
/// <c>date.arxiv_mismatch</c> (a warning): at its precision, the date does not lie before the month that the record's
/// arXiv id says. The id stands in an address at arxiv.org or ar5iv, or in <c>arxiv_id</c>. What was sent in on the last
/// days of a month may carry the next month's id and is found too: the two do disagree.
/// </summary>
public sealed class DateFitsArxivId : ICheck
{
    readonly TextBuffer _text = new();

    public IReadOnlyList<string> Codes => ["date.arxiv_mismatch"];

    public void Check(Reading reading, List<Finding> findings)
    {
        if (MonthOf(reading.Line) is not { } month || !reading.Line.TryGetString("date_published"u8, out var body))
            return;
        _text.Load(body);
        if (PublicationDate.TryRead(_text.Span, out var date) != DateReading.Read)
            return;
        var isYear = reading.Line.GetString("date_precision"u8) == "year";
        if (isYear ? date.Day.Year >= month.Year : date.UtcSeconds >= PublicationDate.StartOf(new DateOnly(month.Year, month.Number, 1)))
            return;
        var from = string.Create(CultureInfo.InvariantCulture, $"{month.Year}{(isYear ? "" : $"-{month.Number:00}")}");
        findings.Add(Finding.Warning("date.arxiv_mismatch", "/date_published", date.Iso, $"{from} or later, as arXiv {month.Id} says"));
    }

    Month? MonthOf(RecordLine line)
    {
        _text.Load(line.TryGetString("url"u8, out var url) ? url : default);
        if (ArxivId.InAddress(_text.Span, out var id) && Month.Of(id) is { } month)
            return month;
        if (!line.TryGetString("arxiv_id"u8, out var bare))
            return null;
        _text.Load(bare);
        return ArxivId.Bare(_text.Span, out id) ? Month.Of(id) : null;
    }

    /// <summary>The month of an arXiv id: YYMM, from 1991 on with a subject before it, from April 2007 on without.</summary>
    readonly record struct Month(string Id, int Year, int Number)
    {
        public static Month? Of(ArxivId id)
        {
            var (year, month) = (id.YearAndMonth / 100, id.YearAndMonth % 100);
            if (month is < 1 or > 12)
                return null;
            return id.HasSubject
                ? year > 90 ? new Month(id.Text.ToString(), 1900 + year, month) : id.YearAndMonth <= 703 ? new Month(id.Text.ToString(), 2000 + year, month) : null
                : id.YearAndMonth is >= 704 and < 9000 ? new Month(id.Text.ToString(), 2000 + year, month) : null;
        }
    }
}
