namespace Sluice.JsonSchema;

/// <summary>The groups of keywords that 2020-12 lets a metaschema choose from.</summary>
[Flags]
enum Vocabularies
{
    None = 0,
    Core = 1,
    Applicator = 2,
    Unevaluated = 4,
    Validation = 8,
    MetaData = 16,
    FormatAnnotation = 32,
    FormatAssertion = 64,
    Content = 128,
    All = Core | Applicator | Unevaluated | Validation | MetaData | FormatAnnotation | Content,
}

/// <summary>Which keywords a schema speaks: a draft and, in 2020-12, the vocabularies of its metaschema.</summary>
sealed record Dialect(SchemaDraft Draft, Vocabularies Vocabularies, string Metaschema)
{
    public static Dialect Draft7 { get; } = new(SchemaDraft.Draft7, Vocabularies.All, Metaschemas.Draft7);

    public static Dialect Draft2020 { get; } = new(SchemaDraft.Draft2020_12, Vocabularies.All, Metaschemas.Draft2020);

    const string VocabularyPrefix = "https://json-schema.org/draft/2020-12/vocab/";

    public static Dialect Of(SchemaDraft draft) => draft == SchemaDraft.Draft7 ? Draft7 : Draft2020;

    public bool Is7 => Draft == SchemaDraft.Draft7;

    public bool Has(Vocabularies vocabulary) => (Vocabularies & vocabulary) != Vocabularies.None;

    /// <summary>The vocabulary of that address, or null if it is not known.</summary>
    public static Vocabularies? Vocabulary(string address) => !address.StartsWith(VocabularyPrefix, StringComparison.Ordinal) ? null : address[VocabularyPrefix.Length..] switch
    {
        "core" => Vocabularies.Core,
        "applicator" => Vocabularies.Applicator,
        "unevaluated" => Vocabularies.Unevaluated,
        "validation" => Vocabularies.Validation,
        "meta-data" => Vocabularies.MetaData,
        "format-annotation" => Vocabularies.FormatAnnotation,
        "format-assertion" => Vocabularies.FormatAssertion,
        "content" => Vocabularies.Content,
        _ => null,
    };
}
