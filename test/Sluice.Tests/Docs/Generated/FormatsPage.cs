using System.Text.RegularExpressions;

namespace Sluice.Tests.Docs.Generated;

/// <summary>What the formats and the rights page say of a nested field, in the tables under the heading of its object.</summary>
static partial class FormatsPage
{
    static readonly Dictionary<string, string> Meanings = Read("docs/formats.md", "_provenance", "enriched", "repairs").Concat(Read("docs/rights.md", "rights")).DistinctBy(pair => pair.Key).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);

    public static string? MeaningOf(string path) => Meanings.GetValueOrDefault(path);

    static IEnumerable<KeyValuePair<string, string>> Read(string page, params string[] objects)
    {
        var current = objects is [var only] ? only : null;
        foreach (var line in File.ReadLines(Path.Combine(Repository.Root, page)))
            if (line.StartsWith('#') && objects.Length > 1)
                current = objects.FirstOrDefault(name => line.TrimStart('#', ' ') == $"`{name}`");
            else if (current is not null && Row().Match(line) is { Success: true } row)
                foreach (Match name in Name().Matches(row.Groups[1].Value))
                    yield return new($"{current}.{name.Groups[1].Value}", Unlinked().Replace(row.Groups[2].Value.Trim(), "$1").Replace("\\|", "|"));
    }

    [GeneratedRegex(@"^\| ((?:`[a-z_]+`(?:, )?)+) \| (.*?) \|")]
    private static partial Regex Row();

    [GeneratedRegex("`([a-z_]+)`")]
    private static partial Regex Name();

    // A link of that page may lead nowhere from here.
    [GeneratedRegex(@"\[([^\]]+)\]\([^)]*\)")]
    private static partial Regex Unlinked();
}
