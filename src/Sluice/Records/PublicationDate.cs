using System.Globalization;

namespace Sluice.Records;

/// <summary>How a date string was understood.</summary>
public enum DateReading
{
    /// <summary>A form that is known, and a day that exists.</summary>
    Read,

    /// <summary>A form that is known, but no such day or time: 2021-02-30.</summary>
    Impossible,

    /// <summary>A form that is not known.</summary>
    Unreadable,
}

/// <summary>
/// A publication date as upstream writes it: <c>YYYY-MM-DD</c>; RFC 3339 date-times (fraction and offset optional, no
/// offset means UTC); <c>YYYY-MM-DD, h:mm AM|PM</c> (UTC). Nothing else is read, nothing is guessed, no culture matters.
/// </summary>
public readonly record struct PublicationDate(DateOnly Day, int? SecondOfDay, int OffsetMinutes, string Iso)
{
    /// <summary><c>day</c> or <c>instant</c>; a registry may know that a source only vouches for the year.</summary>
    public string Precision => SecondOfDay is null ? "day" : "instant";

    /// <summary>Seconds since 1970-01-01T00:00:00Z; a day counts from its first second in UTC.</summary>
    public long UtcSeconds => StartOf(Day) + (SecondOfDay ?? 0) - OffsetMinutes * 60L;

    /// <summary>The first second of a UTC day.</summary>
    public static long StartOf(DateOnly day) => (day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber) * 86_400L;

    /// <summary>The one form beyond ISO 8601, as a registry writes it.</summary>
    public const string SpokenForm = "YYYY-MM-DD, h:mm AM|PM";

    /// <summary>Only the forms that ISO 8601 and RFC 3339 know.</summary>
    public static DateReading TryReadIso(ReadOnlySpan<char> text, out PublicationDate date)
    {
        date = default;
        return text.Length > 10 && text[10] is not ('T' or 't') ? DateReading.Unreadable : TryRead(text, out date);
    }

    public static DateReading TryRead(ReadOnlySpan<char> text, out PublicationDate date)
    {
        date = default;
        if (text.Length < 10 || !Digits(text, 0, 4, out var year) || text[4] != '-' || !Digits(text, 5, 2, out var month)
            || text[7] != '-' || !Digits(text, 8, 2, out var dayOfMonth))
            return DateReading.Unreadable;
        var day = DayOf(year, month, dayOfMonth);
        var rest = text[10..];
        if (rest.IsEmpty)
        {
            if (day is not { } plain)
                return DateReading.Impossible;
            date = new PublicationDate(plain, null, 0, text.ToString());
            return DateReading.Read;
        }
        var form = rest[0] is 'T' or 't' ? ReadTime(rest[1..], out var second, out var offset) : ReadSpoken(rest, out second, out offset);
        if (form != DateReading.Read || day is not { } known)
            return form == DateReading.Unreadable ? form : DateReading.Impossible;
        date = new PublicationDate(known, second, offset, IsoOf(text, rest, second));
        return DateReading.Read;
    }

    static DateOnly? DayOf(int year, int month, int day) =>
        year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    // HH:MM:SS[.f…][Z|±HH:MM]
    static DateReading ReadTime(ReadOnlySpan<char> time, out int second, out int offset)
    {
        second = offset = 0;
        if (time.Length < 8 || !Digits(time, 0, 2, out var hour) || time[2] != ':' || !Digits(time, 3, 2, out var minute)
            || time[5] != ':' || !Digits(time, 6, 2, out var seconds))
            return DateReading.Unreadable;
        var rest = time[8..];
        if (!rest.IsEmpty && rest[0] == '.')
        {
            var end = 1;
            while (end < rest.Length && char.IsAsciiDigit(rest[end]))
                end++;
            if (end == 1)
                return DateReading.Unreadable;
            rest = rest[end..];
        }
        // A leap second counts with the second before it, and so with its own day.
        second = hour * 3600 + minute * 60 + Math.Min(seconds, 59);
        var possible = hour <= 23 && minute <= 59;
        if (rest.IsEmpty || rest is "Z" or "z")
            return possible && SecondExists(hour * 60 + minute, seconds) ? DateReading.Read : DateReading.Impossible;
        if (rest.Length != 6 || rest[0] is not ('+' or '-') || !Digits(rest, 1, 2, out var offsetHour) || rest[3] != ':'
            || !Digits(rest, 4, 2, out var offsetMinute))
            return DateReading.Unreadable;
        offset = (offsetHour * 60 + offsetMinute) * (rest[0] == '-' ? -1 : 1);
        return possible && offsetHour <= 23 && offsetMinute <= 59 && SecondExists(hour * 60 + minute - offset, seconds)
            ? DateReading.Read
            : DateReading.Impossible;
    }

    // RFC 3339 allows a 61st second, but only as the last of a UTC day.
    static bool SecondExists(int utcMinuteOfDay, int second) =>
        second <= 59 || (second == 60 && (utcMinuteOfDay + 2 * 1440) % 1440 == 1439);

    // ", h:mm AM|PM"
    static DateReading ReadSpoken(ReadOnlySpan<char> rest, out int second, out int offset)
    {
        second = offset = 0;
        if (!rest.StartsWith(", "))
            return DateReading.Unreadable;
        rest = rest[2..];
        var colon = rest.IndexOf(':');
        if (colon is < 1 or > 2 || !Digits(rest, 0, colon, out var hour) || rest.Length != colon + 6
            || !Digits(rest, colon + 1, 2, out var minute) || rest[colon + 3] != ' ' || rest[(colon + 4)..] is not ("AM" or "PM"))
            return DateReading.Unreadable;
        if (hour is < 1 or > 12 || minute > 59)
            return DateReading.Impossible;
        second = (hour % 12 + (rest[colon + 4] == 'P' ? 12 : 0)) * 3600 + minute * 60;
        return DateReading.Read;
    }

    static string IsoOf(ReadOnlySpan<char> text, ReadOnlySpan<char> rest, int second)
    {
        if (rest[0] is not ('T' or 't'))
            return string.Create(CultureInfo.InvariantCulture, $"{text[..10]}T{second / 3600:00}:{second / 60 % 60:00}:00Z");
        var zone = rest[^1] is 'Z' or 'z' || rest.Length < 6 || rest[^6] is not ('+' or '-') ? "Z" : rest[^6..];
        return string.Concat(text[..10], "T", rest.Slice(1, 8), zone);
    }

    static bool Digits(ReadOnlySpan<char> text, int start, int count, out int value)
    {
        value = 0;
        if (text.Length < start + count)
            return false;
        foreach (var c in text.Slice(start, count))
        {
            if (!char.IsAsciiDigit(c))
                return false;
            value = value * 10 + (c - '0');
        }
        return true;
    }
}
