using System.Text.Json.Nodes;
using Sluice.Publish.Description;
using Sluice.Zones;

namespace Sluice.Tests.Publish.Description;

/// <summary>The rules of Croissant 1.1 that can be held without its validator, against a real release.</summary>
public sealed class CroissantTests
{
    const string Core = "http://mlcommons.org/croissant/";

    static Task<SomeHub> HubAsync() => SomeHub.StartAsync(
        ("arxiv.jsonl", [Some.Line(7, row => { row["source"] = "arxiv"; row["doi"] = "10.5555/12345"; row["license"] = "CC-BY-4.0"; })]),
        ("lesswrong.jsonl", [Some.Line(5, row => row["karma"] = 12), Some.Line(1, row => row["text"] = Some.Text + " See https://example.org/elsewhere.")]));

    static JsonObject Read(string folder) => (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(folder, Croissant.FileName)))!;

    static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject members => members.Where(member => member.Key != "@context").SelectMany(member => Objects(member.Value)).Prepend(members),
        JsonArray items => items.SelectMany(Objects),
        _ => [],
    };

    /// <summary>What is wrong with a description, by the rules of the specification; <paramref name="folder"/> has its files.</summary>
    static List<string> Faults(JsonObject page, string folder)
    {
        var faults = new List<string>();
        void Must(bool holds, string rule) => faults.AddRange(holds ? [] : [rule]);
        foreach (var required in new[] { "@context", "@type", "conformsTo", "name", "description", "license", "url", "creator", "datePublished", "distribution" })
            Must(page[required] is not null, $"{required} is required");
        Must((string?)page["@type"] == "sc:Dataset" && (string?)page["conformsTo"] == "http://mlcommons.org/croissant/1.1", "it says what it is");
        var context = (JsonObject)page["@context"]!;
        Must((string?)context["@vocab"] == "http://schema.org/" && (string?)context["sc"] == "http://schema.org/" && (string?)context["cr"] == Core && (string?)context["dct"] == "http://purl.org/dc/terms/", "the namespaces are those of the specification");
        Must((string?)context["conformsTo"] == "dct:conformsTo" && (string?)context["dataType"]?["@type"] == "@vocab" && (string?)context["data"]?["@type"] == "@json", "the aliases are those of the specification");
        // Properties of Croissant's own vocabulary stand without a prefix, so the context must know each.
        foreach (var name in new[] { "citeAs", "dataType", "extract", "field", "fileObject", "isArray", "isLiveDataset", "jsonPath", "key", "recordSet", "references", "source", "subField", "transform", "equivalentProperty" })
            Must(context[name] is not null, $"the context knows {name}");
        foreach (var prefix in Objects(page).SelectMany(member => member.Select(pair => pair.Key).Append((string?)member["@type"] ?? "").Append((member["dataType"] as JsonValue)?.ToString() ?? "")).Where(name => name.Contains(':')).Select(name => name.Split(':')[0]).Distinct())
            Must(context[prefix] is not null, $"the prefix {prefix} is declared");

        var defined = Objects(page).Where(node => node.ContainsKey("@id") && node.Count > 1).Select(node => (string)node["@id"]!).ToList();
        Must(defined.Count == defined.Distinct().Count(), "ids are unique");
        foreach (var reference in Objects(page).Where(node => node.Count == 1 && node.ContainsKey("@id")))
            Must(defined.Contains((string)reference["@id"]!), $"the reference to {reference["@id"]} leads somewhere");

        foreach (var file in page["distribution"]!.AsArray().OfType<JsonObject>())
        {
            var path = Path.Combine(folder, (string)file["contentUrl"]!);
            Must((string?)file["@type"] == "cr:FileObject" && (string?)file["encodingFormat"] is { } format && format.Contains('/'), $"{path} is a file of some format");
            Must(File.Exists(path) && (string?)file["sha256"] == Checksums.OfFile(path), $"{path} has that sha256");
            Must((string?)file["contentSize"] == $"{new FileInfo(path).Length} B", $"{path} has that size");
        }
        var files = page["distribution"]!.AsArray().Select(file => (string)file!["@id"]!).ToHashSet();
        foreach (var set in page["recordSet"]!.AsArray().OfType<JsonObject>())
        {
            var id = (string)set["@id"]!;
            Must((string?)set["@type"] == "cr:RecordSet" && set["field"]!.AsArray().Count > 0 && set["field"]!.AsArray().Any(field => (string?)field!["@id"] == (string?)set["key"]!["@id"]), $"{id} has its key among its fields");
            foreach (var field in Objects(set["field"]).Where(node => (string?)node["@type"] == "cr:Field"))
            {
                Must(((string)field["@id"]!).StartsWith(id + "/"), $"{field["@id"]} is named after {id}");
                Must(field["subField"] is JsonArray { Count: > 0 } != ((string?)field["dataType"] is { } type && type.StartsWith("sc:")), $"{field["@id"]} has a type or parts");
                Must(files.Contains((string?)field["source"]?["fileObject"]?["@id"] ?? "") && field["source"]!["extract"]!["jsonPath"] is not null, $"{field["@id"]} comes from a file");
            }
        }
        return faults;
    }

    [Fact]
    public async Task A_release_is_described_as_the_specification_asks()
    {
        await using var hub = await HubAsync();
        var folder = hub.Lake.Release((await hub.RunAsync()).Release!);

        var page = Read(folder);

        Assert.Empty(Faults(page, folder));
        var manifest = ReceiptJson.Read<ReleaseManifest>(Path.Combine(folder, ReleaseManifest.FileName));
        Assert.Equal((manifest.AsOf, manifest.Release, false), ((string?)page["datePublished"], (string?)page["identifier"], (bool)page["isLiveDataset"]!));
        Assert.Matches(@"^\d+\.\d+\.\d+$", (string)page["version"]!);
        Assert.Equal(["https://spdx.org/licenses/MIT.html"], page["license"]!.AsArray().Select(license => (string?)license));
        Assert.Contains("rights.license", (string)page["usageInfo"]!["text"]!);
        Assert.Contains("Kirchner", (string)page["citeAs"]!);
        foreach (var name in new[] { "documents.jsonl", "duplicates.jsonl", "citations.bib", "search.sqlite" })
            Assert.Contains(page["distribution"]!.AsArray(), file => (string?)file!["@id"] == name);
        Assert.DoesNotContain("local/", page["distribution"]!.ToJsonString());
        Assert.Empty(Checksums.Verify(folder, ReleaseManifest.ChecksumList));
    }

    [Fact]
    public async Task Each_described_field_is_in_some_line_and_has_the_type_that_is_told()
    {
        await using var hub = await HubAsync();
        var folder = hub.Lake.Release((await hub.RunAsync()).Release!);
        var types = new Dictionary<string, Func<JsonNode, bool>>
        {
            ["sc:Text"] = value => value.GetValueKind() == System.Text.Json.JsonValueKind.String,
            ["sc:Integer"] = value => value.GetValueKind() == System.Text.Json.JsonValueKind.Number && !value.ToJsonString().Contains('.'),
            ["sc:Float"] = value => value.GetValueKind() == System.Text.Json.JsonValueKind.Number,
            ["sc:Boolean"] = value => value.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False,
        };
        void Check(JsonObject field, JsonNode? value)
        {
            if (value is null)
                return;
            foreach (var one in (bool?)field["isArray"] == true ? Assert.IsType<JsonArray>(value) : (IEnumerable<JsonNode?>)[value])
                if (field["subField"] is JsonArray parts)
                    foreach (var part in parts.OfType<JsonObject>())
                        Check(part, one![(string)part["name"]!]);
                else if (one is not null)
                    Assert.True(types[(string)field["dataType"]!](one), $"{field["@id"]}: {one.ToJsonString()}");
        }
        foreach (var set in Read(folder)["recordSet"]!.AsArray().OfType<JsonObject>())
        {
            var file = (string)set["field"]![0]!["source"]!["fileObject"]!["@id"]!;
            var lines = File.ReadAllLines(Path.Combine(folder, file)).Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
            foreach (var field in set["field"]!.AsArray().OfType<JsonObject>())
            {
                Assert.Contains(lines, line => line.ContainsKey((string)field["source"]!["extract"]!["jsonPath"]!));
                Assert.All(lines, line => Check(field, line[(string)field["name"]!]));
            }
        }
        var documents = Read(folder)["recordSet"]![0]!["field"]!.AsArray().Select(field => (string)field!["name"]!).ToList();
        foreach (var name in new[] { "document_id", "title", "text", "authors", "author_names", "rights", "enriched", "doi" })
            Assert.Contains(name, documents);
        Assert.DoesNotContain("ascii", documents);
    }

    [Fact]
    public async Task The_same_release_made_again_is_described_in_the_same_bytes()
    {
        await using var hub = await HubAsync();
        var folder = hub.Lake.Release((await hub.RunAsync()).Release!);
        var page = File.ReadAllText(Path.Combine(folder, Croissant.FileName));
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);

        await hub.Flow().PublishAsync(hub.NewRun(), default);

        Assert.Equal(page, File.ReadAllText(Path.Combine(folder, Croissant.FileName)));
    }

    [Theory]
    [InlineData("a required property", "datePublished")]
    [InlineData("a hash", "sha256")]
    [InlineData("a reference", "key")]
    [InlineData("an alias", "jsonPath")]
    [InlineData("a twin", "twin")]
    public async Task The_rules_can_turn_red(string what, string where)
    {
        await using var hub = await HubAsync();
        var folder = hub.Lake.Release((await hub.RunAsync()).Release!);
        var page = Read(folder);
        if (what == "a required property")
            page.Remove(where);
        if (what == "a hash")
            page["distribution"]![0]![where] = new string('0', 64);
        if (what == "a reference")
            page["recordSet"]![0]![where]!["@id"] = "documents/nothing";
        if (what == "an alias")
            ((JsonObject)page["@context"]!).Remove(where);
        if (what == "a twin")
            page["distribution"]!.AsArray().Add(page["distribution"]![0]!.DeepClone());

        Assert.NotEmpty(Faults(page, folder));
    }
}
