using System.Text.Json;
using Sluice.Records;

namespace Sluice.Sources;

/// <summary>
/// What the registry and the schema know of a source's records by name: files, fields and values. Whatever they do not
/// know is drift. A record of no listed collection may have every field that any of them has.
/// </summary>
public sealed class Vocabulary
{
    // What mapping adds, and what it moves out of its way.
    static readonly string[] Ours = [Provenance.Field, "date_precision", "date_basis"];
    static readonly string[] Core = ["id", "source", "title", "text", "url", "date_published"];
    static readonly string[] OfTables = ["links", Zones.Tables.TableTerms.DecodedField];
    const string MovedAside = "_upstream_";

    readonly SourceEntry _source;
    readonly Fields _unlisted;
    readonly Dictionary<string, Fields>.AlternateLookup<ReadOnlySpan<char>> _collections;
    readonly HashSet<string> _files;
    readonly bool _namesNone;

    /// <param name="schema">The JSON Schema's text: the properties at its top are known.</param>
    public Vocabulary(SourceEntry source, string schema)
    {
        _source = source;
        var properties = PropertiesOf(schema).ToList();
        // A schema that names no field tells nothing about which are known.
        _namesNone = properties.Count == 0;
        string[] everywhere = [.. Ours, .. Core, .. source.ExtraFields ?? [], .. properties, .. source.Table is null ? [] : OfTables];
        _files = source.Collections.Select(collection => collection.File).ToHashSet(StringComparer.Ordinal);
        _collections = source.Collections.ToDictionary(collection => collection.Name, collection => new Fields(collection.Name, [.. everywhere, .. Named(collection)], collection.Values), StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
        Everywhere = new Fields(null, [.. everywhere], null);
        _unlisted = new Fields(null, [.. everywhere, .. source.Collections.SelectMany(Named)], null);
    }

    static IEnumerable<string> Named(Collection collection) =>
        [.. collection.ExtraFields ?? [], .. collection.Fields?.Keys ?? Enumerable.Empty<string>(), .. collection.Fields?.Values ?? Enumerable.Empty<string>(), .. collection.Values?.Keys ?? Enumerable.Empty<string>(), .. collection.Links ?? []];

    static string[] PropertiesOf(string schema)
    {
        using var json = JsonDocument.Parse(schema);
        return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object
            ? [.. properties.EnumerateObject().Select(property => property.Name)]
            : [];
    }

    /// <summary>What any record may have, whatever its collection.</summary>
    public Fields Everywhere { get; }

    /// <summary>False if the schema names no field, so that none can be unknown.</summary>
    public bool NamesFields => !_namesNone;

    public bool KnowsFile(string name) => _files.Contains(name);

    public bool KnowsCollection(string name) => _source.Collection(name) is not null;

    /// <summary>What may stand in a record of this collection.</summary>
    /// <param name="line">The record; its <c>source</c> says which.</param>
    public Fields FieldsOf(RecordLine line)
    {
        if (!line.TryGetString("source"u8, out var body) || body.Length > 256)
            return _unlisted;
        Span<char> name = stackalloc char[256];
        return _collections.TryGetValue(name[..JsonText.Decode(body, name)], out var fields) ? fields : _unlisted;
    }

    /// <summary>The names, and for some the values, that a collection is known to send.</summary>
    public sealed class Fields
    {
        readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _names;

        internal Fields(string? collection, HashSet<string> names, IReadOnlyDictionary<string, IReadOnlyList<string>>? values)
        {
            Collection = collection;
            _names = names.GetAlternateLookup<ReadOnlySpan<char>>();
            Enumerated = [.. (values ?? new Dictionary<string, IReadOnlyList<string>>()).Select(pair => (System.Text.Encoding.UTF8.GetBytes(pair.Key), pair.Key, pair.Value))];
        }

        /// <summary>Null for records of no listed collection.</summary>
        public string? Collection { get; }

        /// <summary>Fields whose values are listed: the name in UTF-8, the name, the values.</summary>
        public IReadOnlyList<(byte[] Utf8, string Name, IReadOnlyList<string> Values)> Enumerated { get; }

        /// <param name="sent">A field's name as sent, escapes and all.</param>
        public bool Knows(ReadOnlySpan<byte> sent)
        {
            if (sent.Length > 256)
                return false;
            Span<char> name = stackalloc char[256];
            name = name[..JsonText.Decode(sent, name)];
            return _names.Contains(name) || name.StartsWith(MovedAside);
        }
    }
}
