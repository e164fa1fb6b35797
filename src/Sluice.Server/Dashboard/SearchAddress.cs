using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Sluice.Records;
using Sluice.Serve;

namespace Sluice.Server.Dashboard;

/// <summary>One condition of a search, and the same search without it.</summary>
public sealed record Condition(string Name, string Value, SearchAddress Without);

/// <summary>
/// What a reader asks for, as the query string of <c>/search</c> says it. A link to a narrower or wider search is a
/// changed copy.
/// </summary>
public sealed record SearchAddress
{
    // Longer than any question, shorter than what would keep the index busy.
    const int LongestText = 500;

    public string Query { get; init; } = "";
    public IReadOnlyList<string> Collections { get; init; } = [];
    public int? From { get; init; }
    public int? To { get; init; }
    public string? Author { get; init; }
    public string? Tag { get; init; }
    public string? Tier { get; init; }

    /// <summary>Whether the release has the text: <c>served</c>, <c>withheld</c> or <c>unknown</c>.</summary>
    public string? TextIs { get; init; }
    public string? License { get; init; }
    public int Skip { get; init; }
    public string? Cursor { get; init; }

    /// <summary>Each record is listed, not each work.</summary>
    public bool Copies { get; init; }

    /// <summary>What the query string says that could not be understood and was left out.</summary>
    public IReadOnlyList<string> NotUnderstood { get; init; } = [];

    public bool HasQuery => Query.Length > 0;

    public static SearchAddress Of(IQueryCollection query)
    {
        var notUnderstood = new List<string>();
        var year = Number(query, "year", notUnderstood);
        return new SearchAddress
        {
            Query = Text(query, "q") ?? "",
            Collections = [.. query["collection"].SelectMany(names => (names ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct(StringComparer.Ordinal)],
            From = Number(query, "from", notUnderstood) ?? year,
            To = Number(query, "to", notUnderstood) ?? year,
            Author = Text(query, "author"),
            Tag = Text(query, "tag"),
            Tier = Text(query, "tier"),
            TextIs = State(query, notUnderstood),
            License = Text(query, "license"),
            Skip = Number(query, "skip", notUnderstood) ?? 0,
            Cursor = Text(query, "cursor"),
            Copies = Text(query, "copies") == "all",
            NotUnderstood = notUnderstood,
        };
    }

    public DocumentFilter Filter => new() { Collections = Collections, YearFrom = From, YearTo = To, Author = Author, Tag = Tag, Tier = Tier, Text = TextIs, License = License };

    /// <summary>The same search from its start; what a changed filter has to go back to.</summary>
    public SearchAddress FirstPage => this with { Skip = 0, Cursor = null };

    public IEnumerable<Condition> Conditions
    {
        get
        {
            var start = FirstPage;
            foreach (var name in Collections)
                yield return new Condition("collection", name, start with { Collections = [.. Collections.Where(other => other != name)] });
            if (From is not null && From == To)
                yield return new Condition("year", Year(From), start with { From = null, To = null });
            if (From is not null && From != To)
                yield return new Condition("from", Year(From), start with { From = null });
            if (To is not null && From != To)
                yield return new Condition("to", Year(To), start with { To = null });
            if (Author is not null)
                yield return new Condition("author", Author, start with { Author = null });
            if (Tag is not null)
                yield return new Condition("tag", Tag, start with { Tag = null });
            if (Tier is not null)
                yield return new Condition("quality tier", Tier, start with { Tier = null });
            if (TextIs is not null)
                yield return new Condition("text", TextIs, start with { TextIs = null });
            if (License is not null)
                yield return new Condition("licence", License, start with { License = null });
            if (Copies)
                yield return new Condition("showing", "every record", start with { Copies = false });
        }
    }

    public string Href
    {
        get
        {
            var href = new StringBuilder("/search");
            void Add(string name, string? value)
            {
                if (!string.IsNullOrEmpty(value))
                    href.Append(href.Length == 7 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
            }
            Add("q", Query);
            foreach (var name in Collections)
                Add("collection", name);
            Add("from", Year(From));
            Add("to", Year(To));
            Add("author", Author);
            Add("tag", Tag);
            Add("tier", Tier);
            Add("text", TextIs);
            Add("license", License);
            Add("copies", Copies ? "all" : null);
            Add("skip", Skip == 0 ? null : Year(Skip));
            Add("cursor", Cursor);
            return href.ToString();
        }
    }

    public static string Year(int? year) => year?.ToString(CultureInfo.InvariantCulture) ?? "";

    // Control characters mean nothing in a question, and a NUL would end it early inside the index.
    static string? Text(IQueryCollection query, string name)
    {
        var given = query[name].ToString();
        var text = new string([.. given.Take(LongestText).Select(c => char.IsControl(c) ? ' ' : c)]).Trim();
        return text.Length == 0 ? null : text;
    }

    static string? State(IQueryCollection query, List<string> notUnderstood)
    {
        if (Text(query, "text") is not { } text || TextState.All.Contains(text, StringComparer.Ordinal))
            return Text(query, "text");
        notUnderstood.Add($"text “{text}”");
        return null;
    }

    static int? Number(IQueryCollection query, string name, List<string> notUnderstood)
    {
        if (Text(query, name) is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        notUnderstood.Add($"{name} “{text}”");
        return null;
    }
}
