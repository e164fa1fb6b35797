using System.Text.Json;
using Sluice.Records;

namespace Sluice.Sources;

/// <summary>One collection of a source: upstream's <c>source</c> value on its records.</summary>
/// <param name="File">The upstream file that holds it.</param>
/// <param name="DateBasis">What upstream's date really is: <c>published</c>, <c>submitted</c>, <c>last_edited</c>, <c>last_commit</c> …</param>
/// <param name="DatePrecision">Null: as written. <c>year</c>: a first of January stands for the whole year.</param>
public sealed record Collection(string Name, string File, string Title, string DateBasis, string? DatePrecision = null);

/// <summary>An entry of the registry: who publishes, under which terms, in which files.</summary>
public sealed record SourceEntry(
    string Id, string Title, string Kind, string Dataset, string SourceUrl, License License, string Schema, IReadOnlyList<Collection> Collections)
{
    /// <summary>All that the registry says of this source, in one line: part of the configuration of what depends on it.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Canonical => JsonSerializer.Serialize(this, RegistryContext.Default.SourceEntry);

    public Collection? Collection(string name) => Collections.FirstOrDefault(collection => collection.Name == name);
}

/// <summary>
/// <c>schemas/sources.json</c>: the exact names, files, licences and quirks of every source. A file over it (the
/// lake's <c>sources.json</c>, then <c>--registry</c>) replaces whole entries.
/// </summary>
public sealed class SourceRegistry
{
    readonly SortedDictionary<string, SourceEntry> _sources = new(StringComparer.Ordinal);

    public IEnumerable<SourceEntry> Sources => _sources.Values;

    public static SourceRegistry Load(params IEnumerable<string?> overlays)
    {
        var registry = new SourceRegistry();
        registry.Overlay(Shipped("sources.json"));
        foreach (var path in overlays.OfType<string>())
            registry.Overlay(path);
        return registry;
    }

    /// <summary>A file that travels with the program, in its <c>schemas</c> folder.</summary>
    public static string Shipped(string name) => Path.Combine(AppContext.BaseDirectory, "schemas", name);

    void Overlay(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var registry = JsonSerializer.Deserialize(file, RegistryContext.Default.RegistryFile) ?? throw new JsonException("it is null");
            foreach (var source in registry.Sources)
                _sources[source?.Id ?? throw new JsonException("one of its sources is null")] = source;
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            throw new CorrectTheCallException($"The registry {path} cannot be read: {e.Message}");
        }
    }

    /// <exception cref="CorrectTheCallException">No such source; the message names the nearest.</exception>
    public SourceEntry Source(string id) =>
        _sources.TryGetValue(id, out var source)
            ? source
            : throw new CorrectTheCallException($"There is no source called '{id}'.{Nearest.Hint(id, _sources.Keys)}");
}
