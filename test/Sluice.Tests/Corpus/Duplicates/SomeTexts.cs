using System.Text.Json.Nodes;

namespace Sluice.Tests.Corpus.Duplicates;

/// <summary>Made-up texts that have nothing in common, and rows around them.</summary>
static class SomeTexts
{
    static readonly string[] Syllables = ["ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "za", "pe", "du", "gi", "fo", "hu", "ja"];

    /// <summary>As many words as asked for; the same number gives the same words.</summary>
    public static string Words(int number, int count)
    {
        var random = new Random(number);
        return string.Join(' ', Enumerable.Range(0, count).Select(_ => string.Concat(Enumerable.Range(0, random.Next(2, 5)).Select(_ => Syllables[random.Next(Syllables.Length)]))));
    }

    public static string Row(int number, string text, string? url = null, string? title = null, string source = "blogs", string? author = null, string? date = null, Action<JsonObject>? edit = null) =>
        Some.Line(number, row =>
        {
            row["source"] = source;
            row["text"] = text;
            row["title"] = title ?? $"A made-up title of {Words(number + 5000, 3)}";
            row["url"] = url ?? $"https://example.org/{number}";
            row["authors"] = new JsonArray(author ?? $"Ada {Words(number + 9000, 1)}");
            row["date_published"] = date ?? "2022-03-04T00:00:00Z";
            edit?.Invoke(row);
        });
}
