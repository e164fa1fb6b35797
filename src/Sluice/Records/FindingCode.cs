namespace Sluice.Records;

/// <summary>One entry of the catalogue of finding codes.</summary>
public sealed record FindingCode(string Code, Severity Severity, string Meaning, string Remedy)
{
    /// <summary>Every code that this version can report; <c>docs/findings.md</c> is held against this list.</summary>
    public static IReadOnlyList<FindingCode> All { get; } =
    [
        Error("json.malformed", "The line is not JSON.", "Ask upstream; the bytes wait in quarantine."),
        Error("json.not_an_object", "The line is JSON, but not one object.", "Ask upstream."),
        Error("json.line_too_long", "The line is longer than 64 MiB.", "Split the record upstream; the bytes stay in the raw file."),
        Error("json.too_deep", "Values nest deeper than 64 levels.", "Ask upstream."),
        Error("json.duplicate_key", "One object has the same name twice, so readers disagree about its value.", "Ask upstream which value is meant."),
        Error("encoding.invalid_utf8", "The line is not valid UTF-8.", "Ask upstream; the bytes wait in quarantine as base64."),
        Error("schema.type", "A value has the wrong JSON type.", "See the field in the schema."),
        Error("schema.required", "A required field is absent.", "See the field in the schema."),
        Error("schema.pattern", "A string does not match its pattern.", "See the field in the schema."),
        Error("schema.minLength", "A string is too short.", "See the field in the schema."),
        Error("schema.maxLength", "A string is too long.", "See the field in the schema."),
        Error("schema.minimum", "A number is too small.", "See the field in the schema."),
        Error("schema.maximum", "A number is too large.", "See the field in the schema."),
        Error("schema.enum", "A value is not one of those listed.", "See the field in the schema."),
        Error("schema.uniqueItems", "A list holds the same item twice.", "See the field in the schema."),
        Error("field.empty", "A required text is empty or white space.", "Ask upstream."),
        Error("id.duplicate", "An earlier valid record of the dump has this id.", "Compare the rows; the first stays."),
        Error("date.missing", "There is no publication date.", "Ask upstream; null is never guessed."),
        Error("date.unreadable", "The date is in no form that is read.", "Ask upstream; the row waits in quarantine until a later version reads the form."),
        Error("date.impossible", "The date has a known form, but there is no such day.", "Ask upstream."),
        Error("url.malformed", "The URL is not an http(s) URL with a host and without white space.", "Ask upstream."),
        Error("title.too_long", "The title has more than 1,000 characters.", "Ask upstream; it is often the first paragraph."),
        Warning("source.unknown", "The record's collection is not in the registry.", "Add it to the registry: `sources.json` in the lake, or `--registry`."),
    ];

    static FindingCode Error(string code, string meaning, string remedy) => new(code, Severity.Error, meaning, remedy);

    static FindingCode Warning(string code, string meaning, string remedy) => new(code, Severity.Warning, meaning, remedy);
}
