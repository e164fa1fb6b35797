using System.Globalization;
using System.Text.RegularExpressions;
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
        if ((_text.Span.Contains("arxiv.org/", StringComparison.OrdinalIgnoreCase) || _text.Span.Contains("ar5iv.", StringComparison.OrdinalIgnoreCase))
            && Month.Of(Address.Match(_text.ToString())) is { } month)
            return month;
        return line.GetString("arxiv_id"u8) is { } id ? Month.Of(Bare.Match(id)) : null;
    }

    const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;
    const string Id = @"(?<id>(?:[a-z-]+(?:\.[a-z]{2})?/(?<old>\d{4})\d{3}|(?<new>\d{4})\.\d{4,5})(?:v\d+)?)";

    static readonly Regex Address = new(@"^https?://(?:[a-z0-9-]+\.)*(?:arxiv\.org|ar5iv\.org|ar5iv\.labs\.arxiv\.org)/(?:abs|pdf|html|format|ps|src|e-print)/" + Id + @"(?:\.pdf)?/?(?:[?#].*)?$", Options);

    static readonly Regex Bare = new(@"^\s*(?:arxiv:)?\s*" + Id + @"\s*$", Options);

    /// <summary>The month of an arXiv id: YYMM, from 1991 on with a subject before it, from April 2007 on without.</summary>
    readonly record struct Month(string Id, int Year, int Number)
    {
        public static Month? Of(Match match)
        {
            if (!match.Success)
                return null;
            var isOld = match.Groups["old"].Success;
            var digits = int.Parse(match.Groups[isOld ? "old" : "new"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
            var (year, month) = (digits / 100, digits % 100);
            if (month is < 1 or > 12)
                return null;
            return isOld
                ? year > 90 ? new Month(match.Groups["id"].Value, 1900 + year, month) : digits <= 703 ? new Month(match.Groups["id"].Value, 2000 + year, month) : null
                : digits is >= 704 and < 9000 ? new Month(match.Groups["id"].Value, 2000 + year, month) : null;
        }
    }
}
