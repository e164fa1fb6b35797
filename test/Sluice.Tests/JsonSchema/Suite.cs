using System.Text.Json;
using Sluice.JsonSchema;
using Sluice.Records;

namespace Sluice.Tests.JsonSchema;

/// <summary>One case of the official test suite, and what the engine says of it.</summary>
sealed record SuiteCase(string Draft, string File, string Group, string Test, bool Valid, string Data, string Schema)
{
    public string Name => $"{Draft}/{File}: {Group}: {Test}";

    public bool IsRequired => !File.StartsWith("optional/");
}

/// <summary>
/// The official JSON Schema test suite, which is not part of the project: the tests run over it where it lies beside the
/// checkout.
/// </summary>
static class Suite
{
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data", "json-schema-test-suite"));

    /// <summary>Skips where the suite is absent; a folder that is there and broken fails.</summary>
    public static void NeedOrSkip()
    {
        Assert.SkipUnless(Directory.Exists(Folder), "The official test suite is not beside this checkout; the engine's own tests stand in for it.");
        Assert.True(Directory.Exists(Path.Combine(Folder, "tests", "draft7")) && Directory.Exists(Path.Combine(Folder, "remotes")), $"{Folder} is there, but holds no tests/draft7 or no remotes.");
    }

    public static IEnumerable<SuiteCase> Cases(string draft)
    {
        var root = Path.Combine(Folder, "tests", draft);
        foreach (var path in Directory.EnumerateFiles(root, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using var json = JsonDocument.Parse(File.ReadAllText(path));
            foreach (var group in json.RootElement.EnumerateArray())
                foreach (var test in group.GetProperty("tests").EnumerateArray())
                    yield return new SuiteCase(draft, Path.GetRelativePath(root, path).Replace('\\', '/'), group.GetProperty("description").GetString()!, test.GetProperty("description").GetString()!,
                        test.GetProperty("valid").GetBoolean(), test.GetProperty("data").GetRawText(), group.GetProperty("schema").GetRawText());
        }
    }

    /// <summary>Each case of a draft and what the engine says of it, worked out once.</summary>
    public static IReadOnlyList<(SuiteCase Case, string? Said)> Results(string draft) =>
        Judged.GetOrAdd(draft, draft => new(() => [.. Cases(draft).Select(test => (test, Disagreement(test)))])).Value;

    static readonly System.Collections.Concurrent.ConcurrentDictionary<string, Lazy<(SuiteCase, string?)[]>> Judged = new();

    /// <summary>What each file of the suite expects of an implementation that can do either.</summary>
    public static SchemaOptions OptionsFor(string draft, string file) => new()
    {
        AssertFormat = file.StartsWith("optional/format/"),
        AssertContent = draft == "draft7" && file == "optional/content.json",
        DefaultDraft = draft == "draft7" ? SchemaDraft.Draft7 : SchemaDraft.Draft2020_12,
        Resolve = Remote,
    };

    /// <summary>Null if the engine agrees, else what it said.</summary>
    public static string? Disagreement(SuiteCase test)
    {
        try
        {
            var errors = Compiled(test).Evaluate(Some.Bytes(test.Data));
            return errors.Count == 0 == test.Valid ? null : test.Valid ? "refused: " + errors[0] : "accepted";
        }
        catch (CorrectTheCallException e)
        {
            return "not loaded: " + e.Message;
        }
    }

    [ThreadStatic]
    static (string Key, Schema Schema)? _last;

    static Schema Compiled(SuiteCase test)
    {
        var key = test.Draft + test.File + test.Schema;
        if (_last?.Key != key)
            _last = (key, Schema.Parse(test.Schema, "case", OptionsFor(test.Draft, test.File)));
        return _last.Value.Schema;
    }

    static string? Remote(string address)
    {
        const string Server = "http://localhost:1234/";
        var path = address.StartsWith(Server) ? Path.Combine(Folder, "remotes", address[Server.Length..]) : "";
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }
}
