namespace Sluice.Records;

/// <summary>The valid name that somebody probably meant.</summary>
public static class Nearest
{
    /// <summary>A sentence with the nearest name and all names, to follow an error.</summary>
    public static string Hint(string typed, IEnumerable<string> valid)
    {
        var names = valid.ToList();
        var nearest = names.MinBy(name => Distance(typed.ToLowerInvariant(), name.ToLowerInvariant()));
        return nearest is null ? "" : $" Did you mean '{nearest}'? Known: {string.Join(", ", names)}.";
    }

    /// <summary>Levenshtein distance: insertions, deletions and substitutions that turn one into the other.</summary>
    public static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j - 1], above) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }
        return row[b.Length];
    }
}
