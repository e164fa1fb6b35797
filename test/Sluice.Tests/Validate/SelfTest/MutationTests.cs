using System.Text;
using System.Text.Json.Nodes;
using Sluice.JsonSchema;
using Sluice.Records;
using Sluice.Validate.SelfTest;

namespace Sluice.Tests.Validate.SelfTest;

public sealed class MutationTests
{
    static readonly IReadOnlyList<Specimen> Specimens =
    [
        New(Some.Line(1, row => row["text"] = string.Concat(Enumerable.Repeat("An agent that is watched behaves as it is told. It doesn't say what it would do alone.\n\n", 40)))),
        New(Some.Line(2, row => { row["url"] = "https://arxiv.org/abs/2107.01234v2"; row["doi"] = "10.5555/a"; row["text"] = new string('é', 100) + string.Concat(Enumerable.Repeat(" many words of a longer text", 100)); })),
        New(Some.Line(3, row => row["date_published"] = "2022-02-02")),
    ];

    static Specimen New(string line) => new(Some.Bytes(Some.RawLine(line)), new Place("some.jsonl", 1));

    public static TheoryData<string> Names => [.. Mutation.All.Select(mutation => mutation.Name)];

    [Fact]
    public void There_are_many_and_each_has_a_name_of_its_own()
    {
        Assert.InRange(Mutation.All.Count, 100, 1000);
        Assert.Equal(Mutation.All.Count, Mutation.All.Select(mutation => mutation.Name).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_changes_every_record_that_it_takes_the_same_way_each_time(string name)
    {
        var mutation = Mutation.All.Single(mutation => mutation.Name == name);
        var mutants = Specimens.Select(specimen => (specimen.Line, Before: specimen.Line.ToArray(), Mutant: mutation.Apply(specimen), Again: mutation.Apply(specimen))).Where(mutant => mutant.Mutant is not null).ToList();

        Assert.NotEmpty(mutants);
        foreach (var (line, before, mutant, again) in mutants)
        {
            Assert.False(before.AsSpan().SequenceEqual(mutant), "nothing is changed");
            Assert.True(mutant.AsSpan().SequenceEqual(again), "twice is not the same");
            Assert.True(before.AsSpan().SequenceEqual(line), "the specimen itself is changed");
        }
    }

    [Fact]
    public void One_that_leaves_JSON_changes_what_the_record_says_and_not_only_its_bytes()
    {
        foreach (var mutation in Mutation.All.Where(mutation => mutation.Most == int.MaxValue))
            foreach (var specimen in Specimens)
                if (mutation.Apply(specimen) is { } mutant && new RecordLine().Read(mutant, out _) && !mutation.Expected.Contains("json.duplicate_key") && !mutation.Expected.Contains("json.too_deep"))
                    Assert.False(JsonNode.DeepEquals(JsonNode.Parse(specimen.Line), JsonNode.Parse(mutant)), mutation.Name);
    }

    [Fact]
    public void Every_expected_code_is_known_or_of_an_area_that_is() =>
        Assert.All(Mutation.All.SelectMany(mutation => mutation.Expected).Distinct(), code => Assert.Matches("^(json|encoding|schema|field|id|date|url|doi|title|text|authors|licence|source|file|value)\\.[A-Za-z_0-9]+$", code));

    [Fact]
    public void Mojibake_is_the_real_thing_and_can_be_turned_back()
    {
        var mutant = Mutation.All.Single(mutation => mutation.Name == "text_read_as_latin_1").Apply(Specimens[0])!;
        var garbled = JsonNode.Parse(mutant)!["text"]!.ToString();

        Assert.Contains("â\u0080\u0099", garbled);
        Assert.Contains("doesn’t", Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(garbled)));
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"minimum":{"enum":[{"pattern":"x"}]}}}""", "type properties enum")]
    [InlineData("""{"additionalProperties":true,"uniqueItems":true,"items":false,"additionalItems":{"minimum":1},"not":false}""", "uniqueItems items minimum not false")]
    [InlineData("""{"allOf":[{"minLength":1}],"$defs":{"a":{"not":{"const":{"maximum":1}}}}}""", "allOf minLength $defs not const")]
    public void Which_keywords_a_schema_uses(string schema, string keywords) =>
        Assert.Equal(keywords.Split(' ').Order(), SchemaKeywords.UsedBy(schema).Order());
}
