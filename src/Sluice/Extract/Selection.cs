using System.Security.Cryptography;
using System.Text;
using Sluice.Records;
using Sluice.Sources;
using Sluice.Zones;
using Sluice.Zones.Tables;

namespace Sluice.Extract;

/// <summary>
/// Which rows of a source are wanted. The selection is part of the snapshot: another selection reads every file again.
/// </summary>
public sealed record Selection
{
    public static readonly DateOnly DefaultMinDate = new(2020, 1, 1);

    public static readonly IReadOnlyList<string> DefaultKeywords =
        ["alignment", "safety", "interpretability", "robustness", "capabilities", "x-risk", "existential"];

    public const int DefaultMinLength = 100;

    /// <summary>First whole UTC day that is kept. Default 2020-01-01.</summary>
    public DateOnly? MinDate { get; init; } = DefaultMinDate;

    /// <summary>Last whole UTC day that is kept. Default none.</summary>
    public DateOnly? MaxDate { get; init; }

    /// <summary>Collections that are kept, by upstream's <c>source</c> value. Default null: all.</summary>
    public IReadOnlyList<string>? Collections { get; init; }

    /// <summary>Kept if title or text contains one of these, in any case. Empty: all.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = DefaultKeywords;

    /// <summary>Shortest text that is kept, in Unicode scalar values. Default 100.</summary>
    public int MinLength { get; init; } = DefaultMinLength;

    /// <summary>How the rows are made that are judged, where upstream's files are tables. Default null: they are upstream's lines.</summary>
    public TableTerms? Table { get; init; }

    /// <summary>The same text for the same selection, whatever the order in which it was given.</summary>
    public string Canonical
    {
        get
        {
            var json = new JsonLineBuilder().BeginObject()
                .Name("filters"u8).Number(Extraction.Version)
                .Name("min_date"u8).StringOrNull(Iso(MinDate))
                .Name("max_date"u8).StringOrNull(Iso(MaxDate))
                .Name("collections"u8);
            Write(json, Collections);
            Write(json.Name("keywords"u8), Keywords.Select(keyword => keyword.ToLowerInvariant()));
            json.Name("min_length"u8).Number(MinLength);
            if (Table is { } table)
                json.Name("table"u8).String(table.Canonical);
            return Encoding.UTF8.GetString(json.EndObject().Bytes);
        }
    }

    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical)));

    public FiltersApplied Describe() =>
        new($"{Iso(MinDate) ?? "any"} to {Iso(MaxDate) ?? "any"}", Collections, Keywords.Count == 0 ? null : Keywords, MinLength);

    /// <summary>The selection that a dump tells of, to make it again.</summary>
    /// <exception cref="GateFailedException">What the dump tells is not what its hash was made of.</exception>
    public static Selection Of(DumpMetadata metadata)
    {
        var told = metadata.FiltersApplied;
        var days = told.DateRange.Split(" to ");
        var selection = new Selection
        {
            MinDate = Day(days[0]),
            MaxDate = Day(days[^1]),
            Collections = told.Sources,
            Keywords = told.Keywords ?? [],
            MinLength = told.MinTextLength,
            Table = metadata.Table,
        };
        return selection.Hash == metadata.SelectionHash ? selection
            : throw new GateFailedException($"The filters in {DumpMetadata.FileName} hash to {selection.Hash}, its selection_hash says {metadata.SelectionHash}. It was edited, or another version of the filters made it.");
    }

    static DateOnly? Day(string text) => text == "any" ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    static string? Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    static void Write(JsonLineBuilder json, IEnumerable<string>? texts)
    {
        if (texts is null)
        {
            json.Raw("null"u8);
            return;
        }
        json.BeginArray();
        foreach (var text in texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            json.String(text);
        json.EndArray();
    }

    /// <summary>Reports every problem at once.</summary>
    /// <exception cref="CorrectTheCallException">An unknown collection, an empty range, a negative length.</exception>
    public Selection Checked(SourceEntry source)
    {
        var problems = new List<string>();
        foreach (var name in Collections ?? [])
            if (source.Collection(name) is null)
                problems.Add($"{source.Id} has no collection '{name}'.{Nearest.Hint(name, source.Collections.Select(collection => collection.Name))}");
        if (MinDate > MaxDate)
            problems.Add($"--min-date {Iso(MinDate)} lies after --max-date {Iso(MaxDate)}: nothing could be kept.");
        if (MinLength < 0)
            problems.Add($"--min-length {MinLength} is negative.");
        if (Keywords.Any(string.IsNullOrEmpty))
            problems.Add("--keywords holds an empty keyword, which every text contains; use --no-keywords to keep all.");
        return problems.Count == 0 ? this : throw new CorrectTheCallException(string.Join(" ", problems));
    }
}
