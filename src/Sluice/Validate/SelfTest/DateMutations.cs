using System.Globalization;
using System.Text.RegularExpressions;
using Sluice.Records;

namespace Sluice.Validate.SelfTest;

/// <summary>What goes wrong with dates: absent, in the forms of other countries and programs, of no real day, too late, too early.</summary>
static partial class DateMutations
{
    const string Field = "date_published";

    static readonly string[] Missing = ["date.missing"], Unreadable = ["date.unreadable"], Impossible = ["date.impossible"], Future = ["date.future"];

    public static IReadOnlyList<Mutation> All { get; } =
    [
        new("date_absent", Missing, record => record.Without(Field)),
        new("date_null", Missing, record => record.With(Field, "null")),
        new("date_empty", Missing, record => record.WithText(Field, "")),
        new("date_blank", Missing, record => record.WithText(Field, "  ")),
        new("date_seconds", ["schema.type"], record => record.With(Field, "1614816000")),
        new("date_as_an_object", ["schema.type"], record => record.With(Field, "{\"year\":2021,\"month\":3}")),
        Written("date_in_words", day => day.ToString("MMMM d, yyyy", CultureInfo.InvariantCulture)),
        Written("date_month_first", day => day.ToString("MM'/'dd'/'yyyy", CultureInfo.InvariantCulture)),
        Written("date_day_first", day => day.ToString("d'.'M'.'yyyy", CultureInfo.InvariantCulture)),
        Written("date_as_in_mail", day => day.ToString("ddd, dd MMM yyyy", CultureInfo.InvariantCulture) + " 10:20:30 GMT"),
        Written("date_without_dashes", day => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture)),
        Written("date_of_a_month", day => day.ToString("yyyy-MM", CultureInfo.InvariantCulture)),
        Written("date_of_a_year", day => day.ToString("yyyy", CultureInfo.InvariantCulture)),
        Written("date_ago", _ => "3 years ago"),
        Written("date_placeholder", _ => "n/a"),
        Written("date_seconds_in_a_string", _ => "1614816000"),
        new("date_with_a_13th_month", Impossible, record => record.WithText(Field, DayOf(record).ToString("yyyy'-13-'dd", CultureInfo.InvariantCulture))),
        new("date_on_february_30", Impossible, record => record.WithText(Field, DayOf(record).ToString("yyyy'-02-30'", CultureInfo.InvariantCulture))),
        new("date_on_april_31", Impossible, record => record.WithText(Field, DayOf(record).ToString("yyyy'-04-31T00:00:00Z'", CultureInfo.InvariantCulture))),
        new("date_on_february_29_of_another_year", Impossible, record => record.WithText(Field, "2023-02-29")),
        new("date_of_zeros", Impossible, record => record.WithText(Field, "0000-00-00")),
        new("date_at_25_o_clock", Impossible, record => record.WithText(Field, DayOf(record).ToString("yyyy-MM-dd'T25:00:00Z'", CultureInfo.InvariantCulture))),
        new("date_with_digits_swapped", Future, record => DayOf(record).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) is var day && day[1] != day[2]
            ? record.WithText(Field, $"{day[0]}{day[2]}{day[1]}{day[3..]}") : null),
        new("date_at_the_end_of_time", Future, record => record.WithText(Field, "9999-12-31T23:59:59Z")),
        new("date_in_another_century", Future, record => record.WithText(Field, DayOf(record).AddYears(100).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))),
        new("date_before_the_arxiv_id", ["date.arxiv_mismatch"], record => ArxivMonth(record) is { } month ? record.WithText(Field, month.AddMonths(-7).ToString("yyyy-MM-dd'T09:30:00Z'", CultureInfo.InvariantCulture)) : null),
        new("date_years_before_the_arxiv_id", ["date.arxiv_mismatch"], record => ArxivMonth(record) is { } month ? record.WithText(Field, month.AddYears(-3).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) : null),
    ];

    static Mutation Written(string name, Func<DateOnly, string> write) => new(name, Unreadable, record => record.WithText(Field, write(DayOf(record))));

    static DateOnly DayOf(Specimen record) =>
        PublicationDate.TryRead(record.Text(Field), out var date) == DateReading.Read ? date.Day : new DateOnly(2021, 3, 4);

    // Ids of this form began in April 2007; the month is that of the first version.
    static DateOnly? ArxivMonth(Specimen record) =>
        Arxiv().Match(record.Text("url") ?? "") is { Success: true } id && int.Parse(id.Groups["month"].Value, CultureInfo.InvariantCulture) is >= 1 and <= 12 and var month
            ? new DateOnly(2000 + int.Parse(id.Groups["year"].Value, CultureInfo.InvariantCulture), month, 1)
            : null;

    [GeneratedRegex(@"arxiv\.org/(abs|pdf)/(?<year>\d\d)(?<month>\d\d)\.\d{4,5}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Arxiv();
}
