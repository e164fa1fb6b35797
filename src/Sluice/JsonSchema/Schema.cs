using Sluice.Records;

namespace Sluice.JsonSchema;

/// <summary>
/// A JSON Schema (draft-07 or 2020-12), compiled once and run over UTF-8 bytes. All errors are reported and none stops
/// the others; only the branches of <c>anyOf</c>, <c>oneOf</c>, <c>not</c>, <c>if</c> and <c>contains</c> are tried
/// silently. Safe for many threads at once.
/// </summary>
public sealed class Schema
{
    readonly SchemaProgram _program;
    Workspace? _spare;

    Schema(SchemaProgram program, string text, string identity)
    {
        (_program, Text, Identity) = (program, text, identity);
    }

    /// <summary>The schema as written.</summary>
    public string Text { get; }

    /// <summary>All that decides a verdict, as text: the schema, the files that it refers to, the options. Part of a validation's configuration.</summary>
    public string Identity { get; }

    /// <summary>The keywords that can be reported, in the order in which they are looked at in one value.</summary>
    public static IReadOnlyList<string> Keywords { get; } = KeywordTable.Reported;

    /// <summary>Every keyword that a draft defines, those that assert nothing too; any other is ignored, as the standard says.</summary>
    public static IReadOnlySet<string> KnownKeywords { get; } = KeywordTable.Known;

    /// <exception cref="CorrectTheCallException">The file is missing or not JSON, is no schema, or refers to what cannot be found.</exception>
    public static Schema Load(string path, SchemaOptions? options = null)
    {
        try
        {
            var full = Path.GetFullPath(path);
            return Compile(File.ReadAllText(full), path, new Uri(full).AbsoluteUri, Path.GetDirectoryName(full), options ?? new SchemaOptions(), trusted: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CorrectTheCallException($"The schema {path} cannot be read: {e.Message}");
        }
    }

    /// <param name="name">What the message of an error calls it.</param>
    /// <param name="options">Default: formats are asserted, draft-07 where the schema names none.</param>
    /// <exception cref="CorrectTheCallException">The text is not JSON, is no schema, or refers to what cannot be found.</exception>
    public static Schema Parse(string text, string name = "text", SchemaOptions? options = null) =>
        Compile(text, name, "schema:///" + Uri.EscapeDataString(name), null, options ?? new SchemaOptions(), trusted: false);

    internal static Schema Trusted(string text, string address) =>
        Compile(text, address, address, null, new SchemaOptions(), trusted: true);

    static Schema Compile(string text, string name, string address, string? folder, SchemaOptions options, bool trusted)
    {
        try
        {
            var references = new References(options, folder, trusted);
            var root = references.Open(text, address);
            var program = new Compiler(references, options).Compile(root);
            return new Schema(program, text, string.Join('\n', [options.Canonical, text, .. references.Texts]));
        }
        catch (SchemaException e)
        {
            throw new CorrectTheCallException($"The schema {name} cannot be used: {e.Message}");
        }
    }

    /// <summary>Adds a finding for each assertion that does not hold; the line's top level is not scanned again.</summary>
    public void Evaluate(RecordLine line, List<Finding> findings)
    {
        var work = Interlocked.Exchange(ref _spare, null) ?? new Workspace();
        work.Tape.Load(line, _program.MaxValues);
        var run = new Evaluation(_program, work, line.Bytes, findings, null);
        run.Start();
        _spare = work.Trimmed();
    }

    /// <summary>The errors of one JSON value in UTF-8, empty if it conforms. Bytes that are no JSON are one error, not an exception.</summary>
    public IReadOnlyList<SchemaError> Evaluate(ReadOnlySpan<byte> json)
    {
        var errors = new List<SchemaError>();
        Evaluate(json, errors);
        return errors;
    }

    /// <summary>Adds the errors of one JSON value in UTF-8 to a list, so that nothing is allocated for a value that conforms.</summary>
    public void Evaluate(ReadOnlySpan<byte> json, List<SchemaError> errors)
    {
        var work = Interlocked.Exchange(ref _spare, null) ?? new Workspace();
        if (work.Tape.TryLoad(json, _program.MaxValues, out var fault))
            new Evaluation(_program, work, json, null, errors).Start();
        else
            errors.Add(new SchemaError("", "#", "json", $"byte {fault.Offset}", fault.Expected));
        _spare = work.Trimmed();
    }

    /// <summary>RFC 6901: <c>/authors/0</c>, with ~ and / in names escaped.</summary>
    internal static string Pointer(string parent, ReadOnlySpan<byte> name) => parent + "/" + Escape(JsonText.Decode(name));

    internal static string Pointer(string parent, string name) => parent + "/" + Escape(name);

    internal static string Escape(string name) =>
        name.AsSpan().IndexOfAny('~', '/') < 0 ? name : name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
