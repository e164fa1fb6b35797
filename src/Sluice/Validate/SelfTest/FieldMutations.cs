using Sluice.Records;

namespace Sluice.Validate.SelfTest;

/// <summary>What goes wrong with the shape of a record: fields that are missing, empty, of another type or out of range.</summary>
static class FieldMutations
{
    static readonly string[] Required = ["id", "source", "title", "text", "url"];
    static readonly string[] Type = ["schema.type"];

    public static IReadOnlyList<Mutation> All { get; } =
    [
        .. Required.Select(field => new Mutation(field + "_missing", ["schema.required"], record => record.Without(field))),
        .. Required.Select(field => new Mutation(field + "_null", Type, record => record.With(field, "null"))),
        .. Required.Select(field => new Mutation(field + "_a_number", Type, record => record.With(field, "17"))),
        .. Required.Select(field => new Mutation(field + "_in_a_list", Type, record => record.With(field, "[" + record.Json(field) + "]"))),
        .. Required.Where(field => field != "source").SelectMany(field => new[]
        {
            new Mutation(field + "_empty", ["field.empty"], record => record.WithText(field, "")),
            new Mutation(field + "_blank", ["field.empty"], record => record.WithText(field, record.Pick(2) == 0 ? " " : "\u00a0\n")),
        }),
        new("text_of_no_characters", ["schema.minLength"], record => record.WithText("text", "")),
        new("authors_in_one_string", Type, record => record.WithText("authors", "Ada Example, Bo Sample")),
        new("authors_as_objects", Type, record => record.With("authors", "[{\"name\":\"Ada Example\",\"affiliation\":null}]")),
        new("author_null", Type, record => record.With("authors", "[\"Ada Example\",null]")),
        new("tags_in_one_string", Type, record => record.WithText("tags", "safety;oversight")),
        new("categories_in_one_string", Type, record => record.WithText("categories", "cs.AI cs.LG")),
        new("category_in_a_list", Type, record => record.With("primary_category", "[\"cs.AI\"]")),
        new("abstract_in_a_list", Type, record => record.With("abstract", "[\"We study oversight.\"]")),
        new("doi_a_number", Type, record => record.With("doi", "10.5555")),
        new("journal_as_an_object", Type, record => record.With("journal_ref", "{\"name\":\"Journal of Samples\",\"volume\":3}")),
        new("confidence_in_words", Type, record => record.WithText("confidence_score", "high")),
        new("citations_in_words", Type, record => record.WithText("citation_level", "many")),
        new("source_type_a_number", Type, record => record.With("source_type", "3")),
        new("author_twice", ["schema.uniqueItems"], record => record.With("authors", "[\"Ada Example\",\"Bo Sample\",\"Ada Example\"]")),
        new("confidence_in_percent", ["schema.maximum"], record => record.With("confidence_score", "87")),
        new("confidence_below_zero", ["schema.minimum"], record => record.With("confidence_score", "-1")),
        new("label_of_another_set", ["schema.enum"], record => record.WithText("alignment_text", "positive")),
        new("stamp_without_a_time", ["schema.format"], record => record.WithProvenance("ingestion_date", "\"last Tuesday\"")),
        new("title_of_1001_characters", ["title.too_long"], record => record.WithText("title", Longer(record.Text("title")!, 1001))),
        new("title_over_the_schema_s_length", ["schema.maxLength"], record => record.WithText("title", Longer(record.Text("title")!, 1500))),
        new("title_is_the_first_page", ["title.too_long"], record => record.Text("text") is { Length: > 2000 } text ? record.WithText("title", text[..1800].ReplaceLineEndings(" ")) : null),
        new("field_nobody_knows", ["field.unknown"], record => record.WithText("shelfmark_2", "X 17/4")),
        new("field_misspelt", ["field.unknown"], record => record.With("auhtors", "[\"Ada Example\"]")),
    ];

    static string Longer(string text, int length) => text + " " + new string('a', Math.Max(1, length - JsonText.CountScalars(text.AsSpan()) - 1));
}
