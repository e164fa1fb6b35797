using System.Globalization;

namespace Sluice.Server.Dashboard;

/// <summary>How numbers, dates and field names are written for people: alike on every machine, whatever its culture.</summary>
public static class Wording
{
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>1 document</c>, <c>2,048 documents</c>.</summary>
    public static string Count(long count, string noun) => $"{Count(count)} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>A count that fits above a narrow bar: <c>9,999</c>, <c>12.3k</c>, <c>4.5M</c>.</summary>
    public static string Short(long count) => count switch
    {
        < 10_000 => Count(count),
        < 1_000_000 => (count / 1000.0).ToString("0.#", CultureInfo.InvariantCulture) + "k",
        _ => (count / 1_000_000.0).ToString("0.#", CultureInfo.InvariantCulture) + "M",
    };

    public static string Seconds(double seconds) => seconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";

    /// <summary>A date as far as it is known and no further. What is no date is shown as it stands.</summary>
    public static string Date(string date, string precision = "instant")
    {
        if (!DateOnly.TryParseExact(date.AsSpan(0, Math.Min(10, date.Length)), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return date;
        return precision switch
        {
            "year" => day.ToString("yyyy", CultureInfo.InvariantCulture),
            "month" => day.ToString("MMMM yyyy", CultureInfo.InvariantCulture),
            "instant" when date.Length >= 19 => string.Create(CultureInfo.InvariantCulture, $"{day:d MMMM yyyy}, {date[11..16]} {ZoneOf(date)}"),
            _ => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture),
        };
    }

    // What follows the seconds, without their fraction.
    static string ZoneOf(string instant) => instant[19..].TrimStart(['.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']) is "Z" or "" ? "UTC" : instant[^6..];

    /// <summary>The same for the <c>datetime</c> attribute.</summary>
    public static string MachineDate(string date, string precision) => precision switch
    {
        "year" when date.Length >= 4 => date[..4],
        "month" when date.Length >= 7 => date[..7],
        _ => date,
    };

    /// <summary>A relation as a label of the record that has it: <c>preprint</c>.</summary>
    public static string Relation(string relation) => relation switch
    {
        Records.Relation.Same => "same text",
        Records.Relation.PreprintOf => "preprint",
        Records.Relation.VersionOf => "version",
        Records.Relation.ExcerptOf => "excerpt",
        Records.Relation.SummaryOf => "summary",
        Records.Relation.TranslationOf => "translation",
        Records.Relation.LinkTo => "link",
        _ => relation,
    };

    /// <summary>A relation as it stands between two records: <c>a preprint of</c>.</summary>
    public static string RelationTo(string relation) => relation switch
    {
        Records.Relation.Same => "the same text as",
        Records.Relation.CrossPost => "a cross-post of",
        Records.Relation.PreprintOf => "a preprint of",
        Records.Relation.VersionOf => "another version of",
        Records.Relation.ExcerptOf => "an excerpt of",
        Records.Relation.SummaryOf => "a summary of",
        Records.Relation.TranslationOf => "a translation of",
        Records.Relation.LinkTo => "a link to",
        _ => relation,
    };

    /// <summary>Whether the release has a text, as its page says it.</summary>
    public static string Text(string state) => state switch
    {
        Records.TextState.Served => "served here",
        Records.TextState.Withheld => "withheld",
        _ => "not served: no licence is known",
    };

    /// <summary><c>reading_time_minutes</c> as <c>Reading time minutes</c>.</summary>
    public static string Label(string field)
    {
        var words = field.Replace('_', ' ').Trim();
        return words.Length == 0 ? field : char.ToUpperInvariant(words[0]) + words[1..];
    }
}
