using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace Sluice.Acceptance;

/// <summary>Whatever a file, a schema or a rule holds: a clear finding or a clear refusal, in bounded time, and never a crash.</summary>
public sealed class HostileInputTests : IDisposable
{
    readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    async Task<(Outcome Outcome, JsonNode? Json)> ValidateAsync(Action<Stream> write, params string[] flags)
    {
        var path = Path.Combine(_scratch.Folder, "hostile.jsonl");
        using (var file = File.Create(path))
            write(file);
        var clock = Stopwatch.StartNew();
        var outcome = await Published.RunAsync(_scratch.Folder, ["validate", path, "--json", .. flags]);
        Assert.True(clock.Elapsed < TimeSpan.FromMinutes(1), $"It took {clock.Elapsed}.");
        Assert.DoesNotContain("should not happen", outcome.Err);
        return (outcome, outcome.Out.Length > 0 ? outcome.Json : null);
    }

    static void Text(Stream to, string text) => to.Write(Encoding.UTF8.GetBytes(text));

    static string[] Codes(JsonNode? json) => [.. json!["findings"]!.AsObject().Select(pair => pair.Key)];

    [Fact]
    public async Task A_line_of_a_hundred_megabytes_is_one_finding_and_its_neighbours_are_judged()
    {
        var (outcome, json) = await ValidateAsync(file =>
        {
            Text(file, Scratch.Record("a") + "\n{\"text\":\"");
            var megabyte = Enumerable.Repeat((byte)'x', 1 << 20).ToArray();
            for (var i = 0; i < 100; i++)
                file.Write(megabyte);
            Text(file, "\"}\n" + Scratch.Record("b") + "\n");
        });

        Assert.Equal((1, 3, 2, 1), (outcome.ExitCode, (int)json!["read"]!, (int)json["valid"]!, (int)json["findings"]!["json.line_too_long"]!));
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    public async Task A_hundred_thousand_levels_are_too_deep(string open, string close)
    {
        var (_, json) = await ValidateAsync(file => Text(file, "{\"deep\":" + string.Concat(Enumerable.Repeat(open, 100_000)) + (open == "[" ? "" : "1") + string.Concat(Enumerable.Repeat(close, 100_000)) + "}\n"));

        Assert.Contains("json.too_deep", Codes(json));
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF8_and_lines_of_rubbish_are_each_a_finding()
    {
        var (_, json) = await ValidateAsync(file =>
        {
            file.Write([(byte)'{', (byte)'"', 0xFF, 0xFE, (byte)'"', (byte)'}', (byte)'\n']);
            for (var i = 0; i < 100_000; i++)
                Text(file, "}{\0\n");
        });

        Assert.Equal((100_001, 1, 100_000), ((int)json!["invalid"]!, (int)json["findings"]!["encoding.invalid_utf8"]!, (int)json["findings"]!["json.malformed"]!));
    }

    [Fact]
    public async Task A_hundred_thousand_fields_and_a_name_of_ten_megabytes_take_no_longer_than_they_weigh()
    {
        var (_, json) = await ValidateAsync(file => Text(file, "{" + string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"\"f{i % 99_999}\":[]")) + "}\n{\"" + new string('n', 10_000_000) + "\":1}\n"));

        Assert.Equal(2, (int)json!["invalid"]!);
        Assert.Equal(1, (int)json["findings"]!["json.duplicate_key"]!);
    }

    [Fact]
    public async Task A_pattern_that_backtracks_for_ever_elsewhere_ends_here()
    {
        var schema = Path.Combine(_scratch.Folder, "slow.json");
        File.WriteAllText(schema, """{"properties":{"title":{"pattern":"^(a+)+$"},"text":{"pattern":"(x|x|x)*y"}}}""");

        var (_, json) = await ValidateAsync(file => Text(file, Scratch.Record("a", title: new string('a', 900) + "!", text: new string('x', 200_000)) + "\n"), "--schema", schema);

        Assert.Equal(2, (int)json!["findings"]!["schema.pattern"]!);
    }

    [Fact]
    public async Task A_schema_that_asks_for_more_than_a_lifetime_is_given_up()
    {
        var path = Path.Combine(_scratch.Folder, "doubling.json");
        File.WriteAllText(path, "{\"$ref\":\"#/definitions/d0\",\"definitions\":{" + string.Join(',', Enumerable.Range(0, 60).Select(i => $$"""
            "d{{i}}":{"allOf":[{"$ref":"#/definitions/d{{i + 1}}"},{"$ref":"#/definitions/d{{i + 1}}"}]}
            """)) + ",\"d60\":{\"type\":\"object\"}}}");

        var (_, json) = await ValidateAsync(file => Text(file, Scratch.Record("a") + "\n"), "--schema", path);

        Assert.Equal(1, (int)json!["findings"]!["schema.limit"]!);
    }

    [Theory]
    [InlineData("""{"doi":"doi:10.5555/x","_provenance":[]}""")]
    [InlineData("""{"doi":"doi:10.5555/x","_provenance":null}""")]
    [InlineData("""{"source":"arxiv","date_published":"2021-01-01T00:00:00.5Z","_provenance":"x"}""")]
    [InlineData("""{"date_published":"2021-01-01","url":"https://arxiv.org/abs/\u0662301.00001"}""")]
    public async Task A_record_with_odd_fields_of_our_own_names_is_judged_like_any_other(string record)
    {
        var (outcome, json) = await ValidateAsync(file => Text(file, record + "\n"));

        Assert.Equal((1, 1), (outcome.ExitCode, (int)json!["invalid"]!));
    }

    [Theory]
    [InlineData("\"date_formats\":[null]")]
    [InlineData("\"fields\":{\"title\":null}")]
    [InlineData("\"fields\":{\"id\":\"slug\"}")]
    [InlineData("\"fields\":{\"_provenance\":\"authors\"}")]
    [InlineData("\"values\":{\"source_type\":null}")]
    [InlineData("\"file\":\"../../x.jsonl\"")]
    public async Task A_registry_that_cannot_be_meant_is_refused(string said)
    {
        var registry = JsonNode.Parse(File.ReadAllText(Path.Combine(Published.Repository, "schemas", "sources.json")))!;
        var collection = registry["sources"]![0]!["collections"]![0]!.AsObject();
        foreach (var (name, value) in JsonNode.Parse("{" + said + "}")!.AsObject())
            collection[name] = value?.DeepClone();
        var path = Path.Combine(_scratch.Folder, "registry.json");
        File.WriteAllText(path, registry.ToJsonString());

        Assert.Equal(2, (await ValidateAsync(file => Text(file, Scratch.Record("a") + "\n"), "--registry", path)).Outcome.ExitCode);
        registry["sources"]![0]!["collections"]![0] = registry["sources"]![0]!["collections"]![1]!.DeepClone();
        registry["sources"]![0]!["id"] = "../../x";
        File.WriteAllText(path, registry.ToJsonString());
        Assert.Equal(2, (await ValidateAsync(file => Text(file, Scratch.Record("a") + "\n"), "--registry", path)).Outcome.ExitCode);
    }

    [Fact]
    public async Task Texts_that_are_nothing_but_marks_take_no_longer_than_they_weigh()
    {
        foreach (var text in new[] { string.Concat(Enumerable.Repeat("\u0085", 1_000_000)), "`" + string.Concat(Enumerable.Repeat("<br>", 500_000)), string.Concat(Enumerable.Repeat("<a", 1_000_000)) })
            await ValidateAsync(file => Text(file, Scratch.Record("a", title: text, text: text) + "\n"));
    }

    [Theory]
    [InlineData("""{"$ref":"#"}""")]
    [InlineData("""{"type":"objekt"}""")]
    [InlineData("""{"pattern":"("}""")]
    [InlineData("""{"$ref":"nowhere.json"}""")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{")]
    [InlineData("")]
    public async Task A_schema_that_is_none_is_refused_with_its_name(string schema)
    {
        var path = Path.Combine(_scratch.Folder, "bad-schema.json");
        File.WriteAllText(path, schema);

        var (outcome, _) = await ValidateAsync(file => Text(file, Scratch.Record("a") + "\n"), "--schema", path);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("bad-schema.json", outcome.Err);
    }

    [Fact]
    public async Task A_schema_that_refers_to_itself_for_good_reason_ends()
    {
        var path = Path.Combine(_scratch.Folder, "tree.json");
        File.WriteAllText(path, """{"definitions":{"tree":{"type":"object","additionalProperties":{"$ref":"#/definitions/tree"}}},"properties":{"tree":{"$ref":"#/definitions/tree"}}}""");

        var (_, json) = await ValidateAsync(file => Text(file, "{\"tree\":" + string.Concat(Enumerable.Repeat("{\"a\":", 50)) + "1" + new string('}', 50) + "}\n"), "--schema", path);

        Assert.Equal(1, (int)json!["findings"]!["schema.type"]!);
    }
}
