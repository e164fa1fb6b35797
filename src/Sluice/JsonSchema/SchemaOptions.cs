namespace Sluice.JsonSchema;

/// <summary>The drafts of JSON Schema that are supported.</summary>
public enum SchemaDraft
{
    Draft7,
    Draft2020_12,
}

/// <summary>How a schema is read and run.</summary>
public sealed record SchemaOptions
{
    /// <summary>Whether <c>format</c> is asserted. Default true. A metaschema with the format-assertion vocabulary asserts it in any case.</summary>
    public bool AssertFormat { get; init; } = true;

    /// <summary>Whether <c>contentEncoding</c> base64 and <c>contentMediaType</c> application/json are asserted in draft-07. Default false.</summary>
    public bool AssertContent { get; init; }

    /// <summary>The draft of a schema without <c>$schema</c>. Default draft-07, which Sluice's own schemas are written in.</summary>
    public SchemaDraft DefaultDraft { get; init; } = SchemaDraft.Draft7;

    /// <summary>How deep an instance is followed, in levels. Default 256; deeper is the error <c>limit</c>.</summary>
    public int MaxDepth { get; init; } = 256;

    /// <summary>How many values of one instance are looked at. Default 2,000,000; more is the error <c>limit</c>.</summary>
    public int MaxValues { get; init; } = 2_000_000;

    /// <summary>How often schemas are applied within one instance. Default 20,000,000; more is the error <c>limit</c>.</summary>
    public long MaxSteps { get; init; } = 20_000_000;

    /// <summary>How long one match of a pattern that may backtrack can take before it is an error. Default one second.</summary>
    public TimeSpan PatternTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Gives the text of a schema by its absolute address without fragment, or null if it does not know it. Asked after
    /// the drafts' own metaschemas and before the files beside the schema. Default null: nothing else is known. No
    /// network is ever used.
    /// </summary>
    public Func<string, string?>? Resolve { get; init; }

    /// <summary>What changes a verdict, in one line: part of the configuration of whoever validates.</summary>
    internal string Canonical => string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"engine=2 format={AssertFormat} content={AssertContent} default={DefaultDraft} depth={MaxDepth} values={MaxValues} steps={MaxSteps}");
}
