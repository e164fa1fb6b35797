using System.Text.Json;
using Sluice.Records;
using Sluice.Zones;
using Sluice.Zones.Tables;

namespace Sluice.Sources;

/// <summary>An entry of the registry: who publishes, under which terms, in which files, and how its records are read.</summary>
/// <param name="ExtraFields">Fields beyond the schema's that any of its collections may send.</param>
/// <param name="Contract">What becomes of records that are not as agreed. Default: unknown fields and values are admitted with a warning, all else waits in quarantine.</param>
/// <param name="Licences">By SPDX id, or by one without its version: what a release does with a text. A licence that is not here is withheld.</param>
/// <param name="Sites">By host, which stands for all below it: the terms of its pages. They go before those of a collection.</param>
/// <param name="KnownGaps">What upstream lacks, a sentence each; a release's statement says so.</param>
/// <param name="Url">Of kind <c>csv</c>: the file's address.</param>
/// <param name="Path">Of kind <c>folder</c>: the folder, absolute or from the lake's.</param>
/// <param name="Key">The columns whose values make the id of a row that has none (<see cref="RowKey"/>); not of kind <c>hub</c>.</param>
/// <param name="Encoding">Of CSV: <c>windows-1252</c> if that is how upstream says it is written. Default UTF-8; bytes that are not are told.</param>
/// <param name="Delimiter">Of CSV: what stands between cells. Default a comma.</param>
/// <param name="Enabled">False: only a call that names the source runs it. Default true.</param>
/// <param name="Expect">What is expected of the source as a whole; what is not may become an alert. Default: as <see cref="Expectations"/> says.</param>
/// <param name="Schedule">When `sluice watch` refreshes it. Default null: on Mondays at 02:00 UTC.</param>
public sealed record SourceEntry(
    string Id, string Title, string Kind, string Dataset, string SourceUrl, License License, string Schema, IReadOnlyList<Collection> Collections,
    IReadOnlyList<string>? ExtraFields = null, Contract? Contract = null,
    SortedDictionary<string, LicencePolicy>? Licences = null, SortedDictionary<string, Terms>? Sites = null, IReadOnlyList<string>? KnownGaps = null,
    string? Url = null, string? Path = null, IReadOnlyList<string>? Key = null, string? Encoding = null, string? Delimiter = null, bool? Enabled = null,
    Expectations? Expect = null, SourceSchedule? Schedule = null)
{
    /// <summary>
    /// All that the registry says of how this source is read, in one line: part of the configuration of what depends on it.
    /// Rights and gaps are not in it: only a release depends on them.
    /// </summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Canonical => JsonSerializer.Serialize(
        this with { Licences = null, Sites = null, KnownGaps = null, Url = null, Path = null, Enabled = null, Expect = null, Schedule = null, Collections = [.. Collections.Select(collection => collection with { Rights = null, KnownGaps = null })] }, RegistryContext.Default.SourceEntry);

    // What Extract judges by: other columns may be mapped otherwise without a new reading.
    static readonly string[] Judged = ["date_published", "text", "title"];

    /// <summary>Where its records come from, as their provenance names it.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string SystemName => Kind == Upstream.OfHub ? $"Hugging Face - {Dataset}" : Title;

    /// <summary>How they came: <c>api</c>, or <c>manual</c> from a folder.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Method => Kind == Upstream.OfFolder ? "manual" : "api";

    /// <summary>When it is refreshed, also where the registry says nothing of it.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public SourceSchedule Turns => Schedule ?? new SourceSchedule();

    /// <summary>Whether its entry, its schema and its fixtures lie in a folder of their own, as <c>sources new</c> makes one.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsScaffold => Schema == Scaffolds.Scaffold.Schema;

    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsEnabled => Enabled ?? true;

    /// <summary>What is expected of it, with the defaults filled in.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public Expectations Expected => (Expect ?? new Expectations()).OrDefaults(IsEnabled ? Expectations.LongestGap(Turns.Next) : null);

    /// <summary>How its rows are made; null where they are upstream's own lines.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public TableTerms? Table => Kind == Upstream.OfHub ? null
        : new TableTerms([.. Collections.Select(collection => new TableFile(collection.File, collection.Name, FieldsOf(collection)))], Key, Encoding, Delimiter);

    static SortedDictionary<string, string>? FieldsOf(Collection collection) =>
        collection.Fields?.Where(pair => Judged.Contains(pair.Key, StringComparer.Ordinal)).ToList() is { Count: > 0 } judged
            ? new(judged.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal), StringComparer.Ordinal) : null;

    /// <summary>All that the registry says of this source, in one line.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string CanonicalWithRights => JsonSerializer.Serialize(this, RegistryContext.Default.SourceEntry);

    /// <summary>What a release does with a text under a licence: by its id, else by its family; null if neither is listed.</summary>
    public LicencePolicy? PolicyOf(string spdx) => Licences?.GetValueOrDefault(spdx) ?? Licences?.GetValueOrDefault(SpdxLicence.FamilyOf(spdx));

    /// <summary>The terms of a site, by its host or the nearest above it; null if nobody has found out.</summary>
    public Terms? TermsOf(string host)
    {
        for (var name = host.ToLowerInvariant(); Sites is not null; name = name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..])
            if (Sites.TryGetValue(name, out var terms))
                return terms;
            else if (!name.Contains('.', StringComparison.Ordinal))
                break;
        return null;
    }

    /// <summary>Whether a row that Extract cannot date may have one here: in a form of its own, or in another field.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool ReadsMoreDates => Collections.Any(collection => collection.Fields?.ContainsKey("date_published") == true
        || collection.DateFormats?.Any(format => format != PublicationDate.SpokenForm) == true);

    /// <summary>Forms of dates that only Validate reads: Extract drops such rows as unreadable, and those that can be read join once they are validated. A sample of an extraction has none of them.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IEnumerable<string> LateForms => Collections.SelectMany(collection => collection.DateFormats ?? []).Where(form => form is not (PublicationDate.SpokenForm or "YYYY-MM-DD") && !form.StartsWith(Scaffolds.TableProposal.Undecided, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal);

    public Collection? Collection(string name) => Collections.FirstOrDefault(collection => collection.Name == name);
}

/// <summary>
/// <c>schemas/sources.json</c>: the exact names, files, licences and quirks of every source. A file over it (the
/// lake's <c>sources.json</c>, then <c>--registry</c>) replaces whole entries.
/// </summary>
public sealed class SourceRegistry
{
    readonly SortedDictionary<string, SourceEntry> _sources = new(StringComparer.Ordinal);
    readonly Dictionary<string, IReadOnlyList<string>> _folders = new(StringComparer.Ordinal);

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

    /// <summary>One entry, whatever is wrong with it: for whoever looks at it and does not run it.</summary>
    /// <param name="folder">Where its schema may lie, or null.</param>
    internal static SourceRegistry Holding(SourceEntry source, string? folder)
    {
        var registry = new SourceRegistry();
        registry._sources[source.Id] = source;
        if (folder is not null)
            registry._folders[source.Id] = [folder];
        return registry;
    }

    /// <summary>The file of a source's schema: beside a registry file that has its entry, the last one first, or one that travels with the program.</summary>
    public string SchemaOf(string id)
    {
        var schema = Source(id).Schema;
        return _folders.GetValueOrDefault(id, []).Select(folder => Path.Combine(folder, schema)).FirstOrDefault(File.Exists) ?? Shipped(schema);
    }

    void Overlay(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var registry = JsonSerializer.Deserialize(file, RegistryContext.Default.RegistryFile) ?? throw new JsonException("it is null");
            foreach (var source in registry.Sources)
            {
                _sources[source?.Id ?? throw new JsonException("one of its sources is null")] = Checked(source);
                _folders[source.Id] = [Path.GetDirectoryName(Path.GetFullPath(path))!, .. _folders.GetValueOrDefault(source.Id, [])];
            }
        }
        catch (JsonException e)
        {
            throw new CorrectTheCallException($"The registry {path} cannot be read: {RegistryText.Of(e)}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CorrectTheCallException($"The registry {path} cannot be read: {e.Message}");
        }
    }

    static readonly string[] Reserved = ["con", "prn", "aux", "nul", .. Enumerable.Range(0, 10).SelectMany(n => new[] { $"com{n}", $"lpt{n}" })];

    // What tells rows and collections apart has to be upstream's own; the rest of these we write.
    static readonly string[] Fixed = ["id", "source", Provenance.Field, "date_precision", "date_basis", "enriched"];

    // What a served document has a type for cannot be of any type.
    static readonly Lazy<HashSet<string>> Served = new(() =>
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Shipped("document_v1.json")));
        return schema.RootElement.GetProperty("properties").EnumerateObject().Select(property => property.Name).ToHashSet(StringComparer.Ordinal);
    });

    // It is a folder's name in the lake and the first half of every document id.
    static IEnumerable<string> ProblemsOfName(string id)
    {
        if (id.Length is 0 or > 64 || !id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '-') || id[0] is '-' or '_')
            yield return $"'{id}' is no id of a source: expected small letters, digits, _ and -, beginning with a letter or digit.";
        if (Reserved.Contains(id, StringComparer.Ordinal))
            yield return $"'{id}' is no id of a source: no folder may be called so on Windows.";
    }

    /// <exception cref="CorrectTheCallException">No source can be called so.</exception>
    public static void MustBeName(string id)
    {
        if (ProblemsOfName(id).FirstOrDefault() is { } problem)
            throw new CorrectTheCallException(problem);
    }

    static SourceEntry Checked(SourceEntry source) => ProblemsOf(source) is { Count: > 0 } problems ? throw new JsonException(string.Join(" ", problems)) : source;

    /// <summary>All that is wrong with an entry, a sentence each.</summary>
    /// <exception cref="JsonException">One of its lists holds a null.</exception>
    internal static IReadOnlyList<string> ProblemsOf(SourceEntry source)
    {
        List<string> problems = [.. ProblemsOfName(source.Id)];
        if (source.Schema != Path.GetFileName(source.Schema) || source.Schema.AsSpan().ContainsAny('/', '\\') || source.Schema is "" or "." or "..")
            problems.Add($"{source.Id}: schema is '{source.Schema}', expected the name of a file in schemas/; --schema takes a path.");
        if (source.Collections.Any(collection => collection is null))
            throw new JsonException($"one of the collections of {source.Id} is null");
        foreach (var twice in source.Collections.GroupBy(collection => collection.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            problems.Add($"{source.Id} lists the collection '{twice.Key}' twice.");
        foreach (var collection in source.Collections)
        {
            if ((collection.DateFormats ?? []).Concat(collection.ExtraFields ?? []).Concat(collection.Quirks ?? []).Concat(collection.Fields?.Values ?? Enumerable.Empty<string>()).Concat((collection.Values ?? []).SelectMany(pair => pair.Value ?? [null!])).Any(text => text is null))
                throw new JsonException($"{source.Id}, {collection.Name}: one of its lists holds a null");
            if (!Collection.IsFileName(collection.File))
                problems.Add($"{source.Id}, {collection.Name}: file is '{collection.File}', expected a file's path in the dataset.");
            foreach (var ours in (collection.Fields ?? []).Keys.Where(field => Fixed.Contains(field, StringComparer.Ordinal)))
                problems.Add($"{source.Id}, {collection.Name}, fields: '{ours}' cannot come from another field, since rows are told apart by it or it is our own.");
            problems.AddRange(DateForms.Problems(collection.DateFormats ?? []).Select(problem => $"{source.Id}, {collection.Name}, date_formats: {problem}"));
            if (collection.DatePrecision is not (null or "year"))
                problems.Add($"{source.Id}, {collection.Name}: date_precision is '{collection.DatePrecision}', expected null or 'year'.");
            if (collection.Holds is not (null or Collection.Summaries))
                problems.Add($"{source.Id}, {collection.Name}: holds is '{collection.Holds}', expected null or '{Collection.Summaries}'.");
            if (collection.AuthorSeparator is "")
                problems.Add($"{source.Id}, {collection.Name}: author_separator is empty, expected null or what stands between names.");
        }
        foreach (var field in source.Contract?.Fields?.Where(pair => pair.Value == ContractMode.Evolve && Served.Value.Contains(pair.Key)).Select(pair => pair.Key) ?? [])
            problems.Add($"{source.Id}, contract: '{field}' cannot evolve, since a release's documents have a type for it (document_v1.json). Expected freeze, quarantine or coerce.");
        if (source.Contract?.Fields?.GetValueOrDefault("id") == ContractMode.Coerce)
            problems.Add($"{source.Id}, contract: 'id' cannot be converted, since rows are told apart by it.");
        problems.AddRange(RightsCheck.Problems(source));
        problems.AddRange(KindCheck.Problems(source));
        problems.AddRange(source.Expect?.Problems(source.Id) ?? []);
        problems.AddRange(source.Turns.Problems(source.Id));
        return problems;
    }

    public bool Knows(string id) => _sources.ContainsKey(id);

    /// <exception cref="CorrectTheCallException">No such source; the message names the nearest.</exception>
    public SourceEntry Source(string id) =>
        _sources.TryGetValue(id, out var source)
            ? source
            : throw new CorrectTheCallException($"There is no source called '{id}'.{Nearest.Hint(id, _sources.Keys)}");
}
