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
        Error("schema.const", "A value is not the only one that is allowed.", "See the field in the schema."),
        Error("schema.multipleOf", "A number is not a multiple of the one asked for.", "See the field in the schema."),
        Error("schema.exclusiveMinimum", "A number is not above its bound.", "See the field in the schema."),
        Error("schema.exclusiveMaximum", "A number is not below its bound.", "See the field in the schema."),
        Error("schema.format", "A string is not of its format, such as a date or a URI.", "See the field in the schema."),
        Error("schema.contentEncoding", "A string is not in its encoding.", "See the field in the schema."),
        Error("schema.contentMediaType", "A string does not hold its kind of content.", "See the field in the schema."),
        Error("schema.minItems", "A list has too few items.", "See the field in the schema."),
        Error("schema.maxItems", "A list has too many items.", "See the field in the schema."),
        Error("schema.items", "A list has items beyond those of the schema.", "See the field in the schema."),
        Error("schema.additionalItems", "A list has items beyond those of the schema, in draft-07.", "See the field in the schema."),
        Error("schema.contains", "No item of a list fits what one must fit.", "See the field in the schema."),
        Error("schema.minContains", "Too few items of a list fit what some must fit.", "See the field in the schema."),
        Error("schema.maxContains", "Too many items of a list fit what only some may fit.", "See the field in the schema."),
        Error("schema.unevaluatedItems", "A list has items that no part of the schema speaks of.", "See the field in the schema."),
        Error("schema.minProperties", "An object has too few fields.", "See the field in the schema."),
        Error("schema.maxProperties", "An object has too many fields.", "See the field in the schema."),
        Error("schema.dependentRequired", "A field is absent that another one calls for.", "See the field in the schema."),
        Error("schema.dependencies", "A field is absent that another one calls for, in draft-07.", "See the field in the schema."),
        Error("schema.propertyNames", "A field has a name where none is allowed.", "See the field in the schema."),
        Error("schema.additionalProperties", "A field is not one of those of the schema.", "See the field in the schema."),
        Error("schema.unevaluatedProperties", "A field is there that no part of the schema speaks of.", "See the field in the schema."),
        Error("schema.anyOf", "A value fits none of several schemas.", "See the field in the schema."),
        Error("schema.oneOf", "A value fits none, or more than one, of several schemas.", "See the field in the schema."),
        Error("schema.not", "A value fits a schema that it must not fit.", "See the field in the schema."),
        Error("schema.false", "A value stands where the schema allows none.", "See the field in the schema."),
        Error("schema.limit", "A value nests deeper, or holds more values, than a schema is followed.", "Ask upstream."),
        Error("field.empty", "A required text is empty or white space.", "Ask upstream."),
        Error("id.duplicate", "An earlier valid record of the dump has this id.", "Compare the rows; the first stays."),
        Error("date.missing", "There is no publication date.", "Ask upstream; null is never guessed."),
        Error("date.unreadable", "The date is in no form that is read.", "Ask upstream; the row waits in quarantine until a later version reads the form."),
        Error("date.impossible", "The date has a known form, but there is no such day.", "Ask upstream."),
        Error("url.malformed", "The URL is not an http(s) URL with a host and without white space.", "Ask upstream."),
        Error("title.too_long", "The title has more than 1,000 characters.", "Ask upstream; it is often the first paragraph."),
        Error("plugin.failed", "A check of a plug-in failed on the record.", "Mend the plug-in; the record waits in quarantine until it is judged again."),
        Error("contract.frozen", "A field that the contract freezes is not as the schema or the registry has it; nothing of the dump is promoted.", "Change the registry or ask upstream, then run again."),
        Warning("source.unknown", "The record's collection is not in the registry.", "`sluice sources drift` proposes the entry."),
        Warning("file.unknown", "The record came in a file that the registry does not list.", "`sluice sources drift` proposes the entry."),
        Warning("field.unknown", "A field that neither the schema nor the registry lists; it is kept.", "`sluice sources drift` proposes the entry."),
        Warning("value.unknown", "A field has a value that the registry does not list for it.", "`sluice sources drift` proposes the entry."),
    ];

    static FindingCode Error(string code, string meaning, string remedy) => new(code, Severity.Error, meaning, remedy);

    static FindingCode Warning(string code, string meaning, string remedy) => new(code, Severity.Warning, meaning, remedy);
}
