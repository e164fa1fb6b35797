using System.Globalization;
using Sluice.Records;

namespace Sluice.Sources;

/// <summary>Whether forms of dates can stand in one list: of a text that two of them read as two days, one would be a guess.</summary>
static class DateForms
{
    // Days whose numbers can be taken for one another: for a year, a month, or a day of either length.
    static readonly DateOnly[] Days = [.. from year in (int[])[2004, 2011, 1012] from month in (int[])[1, 2, 10, 11, 12] from day in (int[])[1, 2, 3, 10, 11, 12, 20] select new DateOnly(year, month, day)];

    /// <summary>What is wrong with them, a sentence each: forms that are none, and two that say two days of one text.</summary>
    public static IEnumerable<string> Problems(IReadOnlyList<string> forms)
    {
        var read = new List<DateFormat>();
        foreach (var form in forms)
        {
            string? problem = null;
            try
            {
                read.Add(DateFormat.Parse(form));
            }
            catch (FormatException e)
            {
                problem = e.Message;
            }
            if (problem is not null)
                yield return problem;
        }
        for (var i = 0; i < read.Count; i++)
        {
            foreach (var day in Days)
                if (read[i].Write(day) is var text && Apart(read[i], text, PublicationDate.TryRead, out var ours, out var other))
                {
                    yield return $"'{read[i].Text}' reads '{text}' as {ours}, which ISO 8601 reads as {other}. Leave it out, and ask upstream which day is meant.";
                    break;
                }
            foreach (var later in read.Skip(i + 1))
                if (Ambiguous(read[i], later) is { } problem)
                    yield return problem;
        }
    }

    static string? Ambiguous(DateFormat one, DateFormat two)
    {
        foreach (var (from, to) in new[] { (one, two), (two, one) })
            foreach (var day in Days)
                if (from.Write(day) is var text && Apart(from, text, to.TryRead, out var first, out var second))
                    return $"'{text}' is {first} by '{from.Text}' and {second} by '{to.Text}', and nobody can tell which is meant. Leave one of them out.";
        return null;
    }

    delegate DateReading Reader(ReadOnlySpan<char> text, out PublicationDate date);

    static bool Apart(DateFormat form, string text, Reader reader, out string ours, out string other)
    {
        (ours, other) = ("", "");
        if (form.TryRead(text, out var one) != DateReading.Read || reader(text, out var two) != DateReading.Read || one.Day == two.Day)
            return false;
        (ours, other) = (Text(one.Day), Text(two.Day));
        return true;
    }

    static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
