using System.Globalization;

namespace Sluice.Corpus.Duplicates;

/// <summary>
/// How good a record's fields are, in order of weight: its own text rather than a summary, how much text (by doublings),
/// how many names it goes by, known authors, how exact its date is, and what else it tells.
/// </summary>
readonly record struct Standing(bool IsOwnWork, int Words, int Keys, int Authors, int DatePrecision, bool HasAbstract, bool HasVenue, bool HasTags) : IComparable<Standing>
{
    static readonly string[] Precisions = ["no date", "year", "month", "day", "instant"];

    /// <summary>0 for no date, then year, month, day, instant.</summary>
    public static int RankOf(string? precision) => precision switch { "year" => 1, "month" => 2, "day" => 3, "instant" => 4, _ => 0 };

    int Doublings => Words < 1 ? 0 : int.Log2(Words) + 1;

    public int CompareTo(Standing other)
    {
        int[] mine = Ranks(), others = other.Ranks();
        for (var i = 0; i < mine.Length; i++)
            if (mine[i] != others[i])
                return mine[i].CompareTo(others[i]);
        return 0;
    }

    int[] Ranks() => [IsOwnWork ? 1 : 0, Doublings, Keys, Authors > 0 ? 1 : 0, DatePrecision, HasAbstract ? 1 : 0, HasVenue ? 1 : 0, HasTags ? 1 : 0];

    /// <summary>What puts it before another, a sentence each; the first decided.</summary>
    public IReadOnlyList<string> Over(Standing other)
    {
        var reasons = new List<string>();
        if (IsOwnWork && !other.IsOwnWork)
            reasons.Add("it is the work itself, not a summary");
        if (Doublings > other.Doublings)
            reasons.Add(string.Create(CultureInfo.InvariantCulture, $"it has the longest text ({Words} words; the next has {other.Words})"));
        if (Keys > other.Keys)
            reasons.Add(string.Create(CultureInfo.InvariantCulture, $"it goes by more names ({Keys}; the next by {other.Keys})"));
        if (Authors > 0 && other.Authors == 0)
            reasons.Add("its authors are known");
        if (DatePrecision > other.DatePrecision)
            reasons.Add($"its date is the most exact ({Precisions[DatePrecision]}; the next has {Precisions[other.DatePrecision]})");
        if (HasAbstract && !other.HasAbstract)
            reasons.Add("it has an abstract");
        if (HasVenue && !other.HasVenue)
            reasons.Add("it names where it was published");
        if (HasTags && !other.HasTags)
            reasons.Add("it has tags");
        return reasons;
    }
}
