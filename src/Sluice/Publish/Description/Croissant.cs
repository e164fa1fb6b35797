using System.Globalization;
using System.Text.Json.Nodes;
using Sluice.Publish.Export;
using Sluice.Records;
using Sluice.Sources;
using Sluice.Zones;

namespace Sluice.Publish.Description;

/// <summary>
/// <c>croissant.json</c>: the release as Croissant 1.1 describes a dataset: its files with their hashes, and what their
/// lines hold, by <c>document_v1.json</c>. Nothing in it depends on clock, machine or run.
/// </summary>
static class Croissant
{
    public const string FileName = "croissant.json";

    const string Specification = "http://mlcommons.org/croissant/1.1";

    // The context of the specification's appendix, and the namespace of provenance.
    const string Context = """
        {
          "@language": "en", "@vocab": "http://schema.org/", "sc": "http://schema.org/", "cr": "http://mlcommons.org/croissant/",
          "rai": "http://mlcommons.org/croissant/RAI/", "dct": "http://purl.org/dc/terms/", "prov": "http://www.w3.org/ns/prov#",
          "annotation": "cr:annotation", "arrayShape": "cr:arrayShape", "citeAs": "cr:citeAs", "column": "cr:column", "conformsTo": "dct:conformsTo", "containedIn": "cr:containedIn",
          "data": {"@id": "cr:data", "@type": "@json"}, "dataType": {"@id": "cr:dataType", "@type": "@vocab"}, "equivalentProperty": "cr:equivalentProperty",
          "examples": {"@id": "cr:examples", "@type": "@json"}, "excludes": "cr:excludes", "extract": "cr:extract", "field": "cr:field", "fileProperty": "cr:fileProperty",
          "fileObject": "cr:fileObject", "fileSet": "cr:fileSet", "format": "cr:format", "includes": "cr:includes", "isArray": "cr:isArray", "isLiveDataset": "cr:isLiveDataset",
          "jsonPath": "cr:jsonPath", "key": "cr:key", "md5": "cr:md5", "parentField": "cr:parentField", "recordSet": "cr:recordSet", "references": "cr:references", "regex": "cr:regex",
          "readLines": "cr:readLines", "sdVersion": "cr:sdVersion", "separator": "cr:separator", "source": "cr:source", "subField": "cr:subField", "transform": "cr:transform",
          "unArchive": "cr:unArchive", "value": "cr:value"
        }
        """;

    // The media types that readers of Croissant know; JSON Lines has none of its own.
    static readonly Dictionary<string, (string Format, string Description)> s_files = new(StringComparer.Ordinal)
    {
        [ReleaseManifest.Documents] = ("application/jsonlines", "The documents, sorted by document_id; a line each."),
        [ClusterFile.InRelease] = ("application/jsonlines", "Which documents are copies of one work, and what is related to it; a cluster a line."),
        [AliasTable.InRelease] = ("application/jsonlines", "Documents that upstream calls otherwise now; a line each."),
        [Tombstones.FileName] = ("application/jsonlines", "Records that were forgotten, and why; a line each."),
        [ReleaseManifest.BibTeX] = ("application/x-bibtex", "How to cite each document, as BibTeX."),
        [ReleaseManifest.CslJson] = ("application/vnd.citationstyles.csl+json", "How to cite each document, as CSL-JSON."),
        [ReleaseManifest.SearchIndex] = ("application/vnd.sqlite3", "A full-text index of the documents."),
        [ReleaseManifest.Attribution] = ("text/markdown", "Whom to credit for each text that is served, and under which terms."),
        [ReleaseManifest.Statement] = ("text/markdown", "What is covered, what is missing, what was withheld and why."),
    };

    /// <param name="fields">The top-level fields of <c>document_v1.json</c> that some document has: readers look for each field that is described.</param>
    /// <param name="fileOf">The hash and length of a file of the release.</param>
    public static string Of(ReleaseManifest release, SourceRegistry registry, IReadOnlySet<string> fields, Func<string, DataFile> fileOf) =>
        Of(release, registry, FormattableString.Invariant($"{release.DocumentCount} documents ({release.WorkCount} works)"),
            [.. s_files.Where(file => release.Files.ContainsKey(file.Key) || file.Key.EndsWith(".md", StringComparison.Ordinal)).OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => FileObject(file.Key, file.Value, fileOf(file.Key)))],
            CroissantRecords.OfRelease(release.Files, fields));

    /// <summary>The same of a release in the hub's layout: its files are those of the export, and each collection is a record set.</summary>
    /// <param name="fields">As above, by configuration.</param>
    public static string OfExport(ReleaseManifest release, SourceRegistry registry, IReadOnlyList<ExportedCollection> collections, IReadOnlyDictionary<string, IReadOnlySet<string>> fields, Func<string, DataFile> fileOf) =>
        Of(release, registry, FormattableString.Invariant($"{collections.Sum(collection => collection.Data.Lines)} documents"),
            [
                .. new[] { ReleaseManifest.Attribution, ReleaseManifest.Statement }.Select(name => FileObject(name, s_files[name], fileOf(name))),
                .. collections.Select(collection => FileObject(collection.File, ("application/jsonlines", $"The documents of {collection.Name}, sorted by document_id; a line each."), collection.Data)),
            ],
            CroissantRecords.OfCollections(collections, fields));

    static string Of(ReleaseManifest release, SourceRegistry registry, string documents, IEnumerable<JsonObject> files, JsonArray recordSets)
    {
        var rights = release.Rights ?? new ReleaseRights();
        return ReceiptJson.Write(new JsonObject
        {
            ["@context"] = JsonNode.Parse(Context),
            ["@type"] = "sc:Dataset",
            ["conformsTo"] = Specification,
            ["name"] = string.Join(" and ", release.Sources.Select(source => source.Title)),
            ["description"] = $"{documents} as of {release.AsOf}, cleaned, checked and described: release {release.Release}. A document has its text where its licence is known and allows it; of the others there is what is known about them.",
            ["identifier"] = release.Release,
            ["license"] = Texts(release.Sources.Select(source => SpdxLicence.AddressOf(source.License))),
            ["usageInfo"] = new JsonObject
            {
                ["@type"] = "sc:CreativeWork",
                ["name"] = "Rights of the texts",
                ["text"] = $"The licence is that of the compilation. Each text has its own: rights.license of its document, with the terms and whom to credit; {ReleaseManifest.Attribution} lists them. A text without a known basis is not in the release.",
            },
            ["url"] = release.Sources[0].SourceUrl,
            ["isBasedOn"] = Texts(release.Sources.Select(source => source.SourceUrl)),
            ["creator"] = new JsonArray([.. release.Sources.Select(source => (JsonNode)new JsonObject { ["@type"] = "sc:Organization", ["name"] = source.Attribution, ["url"] = source.SourceUrl })]),
            ["citeAs"] = FormattableString.Invariant($"{string.Join(" ", release.Sources.Select(source => source.Citation).Distinct(StringComparer.Ordinal))} Release {release.Release}, as of {release.AsOf}."),
            ["version"] = VersionOf(release.AsOf),
            ["datePublished"] = release.AsOf,
            // Another state is another release: these files never change.
            ["isLiveDataset"] = false,
            ["keywords"] = new JsonArray("AI alignment", "AI safety", "scientific literature"),
            ["prov:wasDerivedFrom"] = new JsonArray([.. release.Sources.Select(source => (JsonNode)new JsonObject { ["@id"] = source.SourceUrl + (registry.Source(source.Id).Kind == "hub" ? "/tree/" : "#") + source.Revision, ["@type"] = "prov:Entity", ["prov:label"] = $"{source.Title} at {source.Revision}" })]),
            ["prov:wasGeneratedBy"] = new JsonObject { ["@type"] = "prov:Activity", ["prov:label"] = FormattableString.Invariant($"sluice publish@{release.PublishVersion}; LINEAGE.json has every step by hash") },
            ["rai:dataCollection"] = $"Rows of {string.Join(" and ", release.Sources.Select(source => source.Dataset))}, as their compilers took them from the web; {ReleaseManifest.Statement} tells from when, and QUALITY.md counts every row that is not among the documents, by reason.",
            ["rai:dataLimitations"] = Texts(release.Sources.SelectMany(source => GapsOf(registry.Source(source.Id)))),
            ["rai:dataPreprocessingProtocol"] = "Validation against a schema, repair of texts, derived facts with their methods (enriched.methods), detection of copies, a privacy gate, and rights of each text. Every edit is named in _provenance.transformations.",
            ["rai:personalSensitiveInformation"] = FormattableString.Invariant($"The documents name their authors. Private details in them were redacted: {rights.Redacted.Values.Sum()} stretches in {rights.RedactedDocuments} documents. {rights.Forgotten} records were forgotten on request."),
            ["rai:dataReleaseMaintenancePlan"] = "A new release replaces this one when upstream changes or a record is forgotten. Honour the tombstones of the newest one.",
            ["distribution"] = new JsonArray([.. files]),
            ["recordSet"] = recordSets,
        });
    }

    static JsonObject FileObject(string name, (string Format, string Description) kind, DataFile file) => new()
    {
        ["@type"] = "cr:FileObject",
        ["@id"] = name,
        ["name"] = name,
        ["description"] = kind.Description,
        ["contentUrl"] = name,
        ["contentSize"] = FormattableString.Invariant($"{file.Bytes} B"),
        ["encodingFormat"] = kind.Format,
        ["sha256"] = file.Sha256,
    };

    static IEnumerable<string> GapsOf(SourceEntry source) =>
        (source.KnownGaps ?? []).Select(gap => $"{source.Title}: {gap}").Concat(source.Collections.SelectMany(collection => (collection.KnownGaps ?? []).Select(gap => $"{source.Title}, {collection.Title}: {gap}")));

    // Three numbers that grow with the date, as readers ask for: year, month and day, time of day.
    static string VersionOf(string asOf)
    {
        var at = DateTimeOffset.Parse(asOf, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).UtcDateTime;
        return FormattableString.Invariant($"{at.Year}.{at.Month * 100 + at.Day}.{(at.Hour * 100 + at.Minute) * 100 + at.Second}");
    }

    static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Distinct(StringComparer.Ordinal).Select(text => (JsonNode)text)]);
}
