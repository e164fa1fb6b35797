using System.Text.Json;
using Sluice.Records;

namespace Sluice.JsonSchema;

/// <summary>
/// All texts that one schema reaches, by address: itself, the drafts' metaschemas, what the caller resolves, and files
/// beside it. Nothing is ever fetched over a network.
/// </summary>
sealed class References(SchemaOptions options, string? folder, bool trusted)
{
    static readonly JsonDocumentOptions Reading = new() { MaxDepth = 256 };

    readonly Dictionary<string, SchemaResource> _resources = new(StringComparer.Ordinal);
    readonly List<SchemaDocument> _documents = [];

    /// <summary>Every resource read so far.</summary>
    public IEnumerable<SchemaResource> Resources => _resources.Values;

    /// <summary>The texts of files and of what the caller resolved, in the order of reading: they decide verdicts as the schema does.</summary>
    public List<string> Texts { get; } = [];

    /// <summary>Reads the schema that was asked for.</summary>
    public SchemaPlace Open(string text, string address) => Add(text, address).Root;

    /// <summary>The schema that a reference means, seen from where it is written.</summary>
    /// <exception cref="SchemaException">There is none; the message names the reference.</exception>
    public SchemaPlace Resolve(string reference, SchemaPlace from, string keyword)
    {
        var target = UriReference.Parse(reference).From(from.Resource.Address);
        var resource = Resource(target, from) ?? throw new SchemaException(from.Location, keyword,
            $"'{reference}' cannot be resolved: {target.Document} is neither in the schema, nor one of the drafts' own, nor a file beside the schema, and no network is used");
        var fragment = Uri.UnescapeDataString(target.Fragment ?? "");
        var place = fragment.Length == 0 ? resource.Root
            : fragment[0] == '/' ? resource.Root.Document.At(resource.Root.Pointer + fragment)
            : resource.Anchors.GetValueOrDefault(fragment);
        return place ?? throw new SchemaException(from.Location, keyword, $"'{reference}' cannot be resolved: {target.Document} has no #{fragment}");
    }

    SchemaResource? Resource(UriReference target, SchemaPlace from)
    {
        var address = target.Document;
        if (_resources.TryGetValue(address, out var known))
            return known;
        if ((Metaschemas.Text(address) ?? Told(address) ?? Beside(target, from)) is not { } text)
            return null;
        var document = Add(text, address);
        return _resources.GetValueOrDefault(address) ?? document.Resources[0];
    }

    string? Told(string address)
    {
        var text = options.Resolve?.Invoke(address);
        if (text is not null)
            Texts.Add(text);
        return text;
    }

    // A file beside the schema, by its own address or by the address that the schema's $id gives to its folder.
    string? Beside(UriReference target, SchemaPlace from)
    {
        if (folder is null || target.Query is not null)
            return null;
        foreach (var home in _documents.Where(document => document.IsRoot).SelectMany(document => new[] { document.Resources[0].Address, document.Root.Resource.Address }))
        {
            var above = home.Path[..(home.Path.LastIndexOf('/') + 1)];
            if (target.Scheme != home.Scheme || target.Authority != home.Authority || above.Length == 0 || !target.Path.StartsWith(above, StringComparison.Ordinal))
                continue;
            var name = Uri.UnescapeDataString(target.Path[above.Length..]);
            if (name.Split('/').Any(part => part is "" or "." or ".." || part.AsSpan().IndexOfAny("\\:\0") >= 0))
                continue;
            var path = Path.Combine([folder, .. name.Split('/')]);
            if (!File.Exists(path))
                continue;
            var text = File.ReadAllText(path);
            Texts.Add(text);
            return text;
        }
        return null;
    }

    SchemaDocument Add(string text, string address)
    {
        JsonElement root;
        try
        {
            using var json = JsonDocument.Parse(text, Reading);
            root = json.RootElement.Clone();
            CheckNames(root);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            throw new SchemaException(_documents.Count == 0 ? "" : address, "", "it is not JSON: " + e.Message);
        }
        var document = new SchemaDocument(root, address, _documents.Count == 0, DialectOf(root, Dialect.Of(options.DefaultDraft)), DialectOf);
        _documents.Add(document);
        foreach (var resource in document.Resources)
            _resources.TryAdd(resource.Address.Document, resource.Address.Document == address && document.Resources.Count > 1 && document.Root.Resource != resource ? document.Root.Resource : resource);
        if (!trusted && Metaschemas.Text(address) is null)
            Check(document.Root);
        return document;
    }

    // The parser could do this, but it takes a random seed from the cryptography library, which is 5 MB of a process.
    static void CheckNames(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
            foreach (var item in value.EnumerateArray())
                CheckNames(item);
        if (value.ValueKind != JsonValueKind.Object)
            return;
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            if (!names.Add(member.Name))
                throw new JsonException($"the field '{member.Name}' stands in one object twice");
            CheckNames(member.Value);
        }
    }

    /// <summary>Holds a schema to its metaschema.</summary>
    /// <exception cref="SchemaException">It is no schema; the message names each pointer and keyword.</exception>
    public void Check(SchemaPlace place)
    {
        if (trusted)
            return;
        var errors = Metaschemas.Of(place.Resource.Dialect.Is7 ? Metaschemas.Draft7 : Metaschemas.Draft2020)
            .Evaluate(System.Text.Encoding.UTF8.GetBytes(place.Element.GetRawText()));
        if (errors.Count > 0)
            throw new SchemaException(place.Location + errors[0].Pointer, errors[0].Keyword, $"{errors[0].Found} is no schema here; the draft's {errors[0].Keyword} at {errors[0].SchemaPointer} asks for {errors[0].Expected}"
                + (errors.Count == 1 ? "" : "; also " + string.Join(", ", errors.Skip(1).Select(error => $"{error.Pointer} ({error.Keyword})").Distinct().Take(20))));
    }

    Dialect DialectOf(JsonElement schema, Dialect around)
    {
        if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("$schema", out var named) || named.ValueKind != JsonValueKind.String)
            return around;
        var address = UriReference.Parse(named.GetString()!).Document;
        if (address == Metaschemas.Draft7 || address == "https://json-schema.org/draft-07/schema")
            return Dialect.Draft7;
        if (address == Metaschemas.Draft2020)
            return Dialect.Draft2020;
        if (Told(address) is not { } text)
            throw new SchemaException("#", "$schema", $"'{address}' is no draft that is supported; those are {Metaschemas.Draft7}# and {Metaschemas.Draft2020}");
        return Custom(text, address);
    }

    // A metaschema of somebody's own: a choice of 2020-12's vocabularies.
    static Dialect Custom(string text, string address)
    {
        using var json = JsonDocument.Parse(text, Reading);
        if (!json.RootElement.TryGetProperty("$vocabulary", out var chosen))
            return Dialect.Draft2020 with { Metaschema = address };
        var vocabularies = Vocabularies.Core;
        foreach (var vocabulary in chosen.EnumerateObject())
        {
            if (Dialect.Vocabulary(vocabulary.Name) is { } known)
                vocabularies |= known;
            else if (vocabulary.Value.ValueKind == JsonValueKind.True)
                throw new SchemaException("#", "$schema", $"{address} requires the vocabulary {vocabulary.Name}, which is not supported");
        }
        return new Dialect(SchemaDraft.Draft2020_12, vocabularies, address);
    }
}

/// <summary>What is wrong with a schema, and where; <see cref="Schema"/> says it to its caller by name.</summary>
sealed class SchemaException(string location, string keyword, string problem) : Exception(
    location.Length + keyword.Length == 0 ? problem : $"{location}{(keyword.Length == 0 ? "" : $" ({keyword})")}: {problem}");
