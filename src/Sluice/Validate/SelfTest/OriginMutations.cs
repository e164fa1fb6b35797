namespace Sluice.Validate.SelfTest;

/// <summary>What goes wrong with who wrote a record, where it was collected, and what may be done with it.</summary>
static class OriginMutations
{
    static readonly string[] Suspicious = ["authors.suspicious"], Unknown = ["source.unknown"], Unlicensed = ["licence.missing"];

    public static IReadOnlyList<Mutation> All { get; } =
    [
        Authors("author_a_number", "12345"),
        Authors("author_a_year", "Ada Example", "2021"),
        Authors("author_anonymous", "anonymous"),
        Authors("author_anonymous_in_capitals", "Anonymous"),
        Authors("author_unknown", "Unknown"),
        Authors("author_not_available", "N/A"),
        Authors("author_none", "None"),
        Authors("author_admin", "admin"),
        Authors("author_empty", ""),
        Authors("author_et_al", "Ada Example", "et al."),
        new("authors_cut_at_1024_characters", Suspicious, record => record.With("authors", Specimen.ListOf(Cut(record)))),
        new("collection_of_tomorrow", Unknown, record => record.WithText("source", "tomorrow_blog")),
        new("collection_in_other_capitals", Unknown, record => record.WithText("source", record.Text("source")!.ToUpperInvariant())),
        new("collection_with_a_blank", Unknown, record => record.WithText("source", record.Text("source") + " ")),
        new("collection_renamed", Unknown, record => record.WithText("source", "agi_safety_fundamentals")),
        new("file_that_nobody_lists", ["file.unknown"], record => record.WithProvenance("file", "\"brand_new.jsonl\"")),
        new("source_type_of_another_converter", ["value.unknown"], record => record.Text("source_type") is "GreaterWrong" or "blog" or "youtube" ? record.WithText("source_type", "brand-new-converter") : null),
        new("licence_gone", Unlicensed, record => record.WithProvenance("license", null)),
        new("licence_null", Unlicensed, record => record.WithProvenance("license", "null")),
        new("licence_empty", Unlicensed, record => record.WithProvenance("license", "\"\"")),
    ];

    static Mutation Authors(string name, params string[] authors) => new(name, Suspicious, record => record.With("authors", Specimen.ListOf(authors)));

    // As upstream does: names joined by commas in a column of 1,024 characters, and split again.
    static IEnumerable<string> Cut(Specimen record)
    {
        string[] first = ["Ada", "Bo", "Cleo", "Dara", "Emil", "Fay", "Gil"], last = ["Example", "Sampleton", "Fictiva", "Mocksmith", "Testerson"];
        var names = Enumerable.Range(record.Pick(7), 120).Select(i => $"{first[i % first.Length]} {(char)('A' + i % 26)}. {last[i % last.Length]}{(i / 35 is var n and > 0 ? " " + new string('I', n) : "")}");
        return string.Join(',', names.Distinct(StringComparer.Ordinal))[..1024].Split(',');
    }
}
