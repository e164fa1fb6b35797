using System.Globalization;

namespace Sluice.Records;

/// <summary>
/// A form of dates as a registry writes it: <c>YYYY</c>, <c>MMMM</c> (January), <c>MMM</c> (Jan), <c>MM</c>, <c>M</c>,
/// <c>DD</c>, <c>D</c>, <c>HH</c>, <c>H</c>, <c>hh</c>, <c>h</c>, <c>mm</c>, <c>ss</c>, <c>AM|PM</c>; every other
/// character stands for itself. Without an offset a time means UTC. English names, no culture.
/// </summary>
public sealed class DateFormat
{
    static readonly string[] Known = ["AM|PM", "YYYY", "MMMM", "MMM", "MM", "M", "DD", "D", "HH", "H", "hh", "h", "mm", "ss"];

    readonly List<string> _parts = [];

    DateFormat(string text) => Text = text;

    public string Text { get; }

    /// <summary><c>year</c>, <c>month</c>, <c>day</c> or <c>instant</c>: how much of the date the form tells.</summary>
    public string Precision { get; private set; } = "";

    /// <exception cref="FormatException">The text is no form of dates; the message says why.</exception>
    public static DateFormat Parse(string text)
    {
        var format = new DateFormat(text);
        for (var at = 0; at < text.Length;)
        {
            var part = Known.FirstOrDefault(part => text.AsSpan(at).StartsWith(part)) ?? text[at].ToString();
            if (part.Length == 1 && char.IsAsciiLetter(part[0]) && !Known.Contains(part, StringComparer.Ordinal) && part[0] is not 'T' and not 'Z')
                throw new FormatException($"'{text}' is no form of dates: '{part}' at {at} means nothing. Expected {string.Join(", ", Known)}, T, Z and signs between them.");
            format._parts.Add(part);
            at += part.Length;
        }
        format.Precision = format.Tells();
        return format;
    }

    string Tells()
    {
        foreach (var repeated in Known.Select(Field).Distinct().Where(field => _parts.Count(part => Known.Contains(part, StringComparer.Ordinal) && Field(part) == field) > 1))
            throw new FormatException($"'{Text}' is no form of dates: it tells the {repeated} twice.");
        var (year, month, day, hour) = (Has("year"), Has("month"), Has("day"), Has("hour"));
        if (!year || (day && !month) || (hour && !day) || (Has("minute") && !hour) || (Has("second") && !Has("minute")) || (hour && !Has("minute")))
            throw new FormatException($"'{Text}' is no form of dates: it must tell the year, and nothing smaller without what is larger.");
        if (Has("half") != _parts.Any(part => part is "h" or "hh"))
            throw new FormatException($"'{Text}' is no form of dates: h and AM|PM go together.");
        return hour ? "instant" : day ? "day" : month ? "month" : "year";
    }

    bool Has(string field) => _parts.Exists(part => Known.Contains(part, StringComparer.Ordinal) && Field(part) == field);

    static string Field(string part) => part[0] switch
    {
        'Y' => "year",
        'M' => "month",
        'D' => "day",
        'H' or 'h' => "hour",
        'm' => "minute",
        's' => "second",
        _ => "half",
    };

    /// <summary>Reads the whole text; a month without a day is its first, a year its first of January.</summary>
    public DateReading TryRead(ReadOnlySpan<char> text, out PublicationDate date)
    {
        date = default;
        int year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0, half = -1;
        foreach (var part in _parts)
        {
            var (value, length) = Take(part, text);
            if (length <= 0)
                return DateReading.Unreadable;
            text = text[length..];
            switch (Known.Contains(part, StringComparer.Ordinal) ? Field(part) : "")
            {
                case "year": year = value; break;
                case "month": month = value; break;
                case "day": day = value; break;
                case "hour": hour = value; break;
                case "minute": minute = value; break;
                case "second": second = value; break;
                case "half": half = value; break;
            }
        }
        if (!text.IsEmpty)
            return DateReading.Unreadable;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || minute > 59 || second > 59
            || (half < 0 ? hour > 23 : hour is < 1 or > 12))
            return DateReading.Impossible;
        hour = half < 0 ? hour : hour % 12 + 12 * half;
        var isInstant = Precision == "instant";
        var iso = string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}-{day:00}{(isInstant ? string.Create(CultureInfo.InvariantCulture, $"T{hour:00}:{minute:00}:{second:00}Z") : "")}");
        date = new PublicationDate(new DateOnly(year, month, day), isInstant ? hour * 3600 + minute * 60 + second : null, 0, iso);
        return DateReading.Read;
    }

    /// <summary>A day as this form has it, at noon where it tells the hour.</summary>
    public string Write(DateOnly day)
    {
        var text = new System.Text.StringBuilder();
        foreach (var part in _parts)
            text.Append(part switch
            {
                "YYYY" or "MMMM" or "MMM" or "MM" or "DD" => day.ToString(part.Replace('Y', 'y').Replace('D', 'd'), CultureInfo.InvariantCulture),
                "M" => day.Month.ToString(CultureInfo.InvariantCulture),
                "D" => day.Day.ToString(CultureInfo.InvariantCulture),
                "HH" or "H" or "hh" or "h" => "12",
                "mm" or "ss" => "00",
                "AM|PM" => "PM",
                _ => part,
            });
        return text.ToString();
    }

    static (int Value, int Length) Take(string part, ReadOnlySpan<char> text) => part switch
    {
        "YYYY" => Digits(text, 4, 4),
        "MM" or "DD" or "HH" or "hh" or "mm" or "ss" => Digits(text, 2, 2),
        "M" or "D" or "H" or "h" => Digits(text, 1, 2),
        "MMMM" => Name(text, CultureInfo.InvariantCulture.DateTimeFormat.MonthNames),
        "MMM" => Name(text, CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames),
        "AM|PM" => text.StartsWith("AM") ? (0, 2) : text.StartsWith("PM") ? (1, 2) : (0, 0),
        _ => text.StartsWith(part) ? (0, part.Length) : (0, 0),
    };

    static (int Value, int Length) Digits(ReadOnlySpan<char> text, int least, int most)
    {
        var (value, length) = (0, 0);
        while (length < most && length < text.Length && char.IsAsciiDigit(text[length]))
            value = value * 10 + (text[length++] - '0');
        return (value, length < least ? 0 : length);
    }

    static (int Value, int Length) Name(ReadOnlySpan<char> text, string[] names)
    {
        for (var i = 0; i < 12; i++)
            if (text.StartsWith(names[i], StringComparison.OrdinalIgnoreCase))
                return (i + 1, names[i].Length);
        return (0, 0);
    }
}
