using Sluice.Corpus.Duplicates;
using Sluice.Records;
using Sluice.Zones;
using static Sluice.Tests.Corpus.Duplicates.SomeTexts;

namespace Sluice.Tests.Corpus.Duplicates;

/// <summary>A person overrules the machine, and the next run honours it.</summary>
public sealed class JudgementTests
{
    static Judgement Word(string decision, params int[] records) => new(decision, [.. records.Select(n => $"alignment_research:{Some.IdOf(n)}")], "Ada Sampleton", "she read both");

    static Task<SomeHub> HubAsync() => SomeHub.StartAsync(("rows.jsonl", [Row(1, Words(1, 200)), Row(2, Words(1, 200)), Row(3, Words(3, 200)), Row(4, Words(4, 200))]));

    [Fact]
    public async Task Records_that_a_person_calls_distinct_are_joined_no_more()
    {
        await using var hub = await HubAsync();
        Assert.Single(await DuplicationTests.ClustersAsync(hub));
        Judgement.Append(hub.Lake, Word(Judgement.Distinct, 1, 2));
        Assert.Empty(await DuplicationTests.ClustersAsync(hub));
    }

    [Fact]
    public async Task Records_that_a_person_calls_one_are_joined_and_the_word_is_the_evidence()
    {
        await using var hub = await HubAsync();
        await hub.RunAsync();
        Judgement.Append(hub.Lake, Word(Relation.TranslationOf, 3, 4));
        Judgement.Append(hub.Lake, Word(Relation.VersionOf, 3, 4));

        var cluster = (await DuplicationTests.ClustersAsync(hub)).Single(cluster => cluster.Members.Any(member => member.UpstreamId == Some.IdOf(3)));

        Assert.Equal(Relation.VersionOf, cluster.Members[1].Relation);
        Assert.Contains("Ada Sampleton decided: version-of (she read both)", cluster.Members[1].Evidence);
    }

    [Fact]
    public async Task The_record_that_a_person_prefers_stands_for_its_work()
    {
        await using var hub = await HubAsync();
        var before = (await DuplicationTests.ClustersAsync(hub)).Single();
        var other = before.Members[1].UpstreamId;
        Judgement.Append(hub.Lake, new Judgement(Judgement.Prefer, [other], "Ada Sampleton"));

        var after = (await DuplicationTests.ClustersAsync(hub)).Single();

        Assert.Equal(other, after.Members[0].UpstreamId);
        Assert.Equal(["Ada Sampleton decided: prefer"], after.Reasons);
    }

    [Fact]
    public async Task A_group_that_the_breaker_left_apart_is_joined_once_a_person_allows_it()
    {
        await using var hub = await SomeHub.StartAsync(("rows.jsonl", [.. Enumerable.Range(1, 60).Select(n => Row(n, Words(1, 100)))]));
        Assert.Empty(await DuplicationTests.ClustersAsync(hub));
        Judgement.Append(hub.Lake, Word(Judgement.Allow, 7));
        Judgement.Append(hub.Lake, new Judgement(Judgement.Allow, [], "Ada Sampleton", Collection: "blogs"));
        Assert.Equal(60, (await DuplicationTests.ClustersAsync(hub)).Single().Members.Count);
    }

    [Fact]
    public async Task A_word_on_an_id_that_no_record_has_is_told_and_does_no_harm()
    {
        await using var hub = await HubAsync();
        Judgement.Append(hub.Lake, new Judgement(Judgement.Distinct, [Some.IdOf(1), "nobody"], "Ada Sampleton"));
        Assert.Single(await DuplicationTests.ClustersAsync(hub));
        Assert.Equal(1, DuplicationTests.ManifestOf(hub).Findings[FindingCode.CuratedUnknownId]);
    }

    [Theory]
    [InlineData("{", "line 2")]
    [InlineData("""{"decision":"same","ids":["a"],"by":"x"}""", "fewer than two")]
    [InlineData("""{"decision":"perhaps","ids":["a","b"],"by":"x"}""", "'perhaps'")]
    [InlineData("""{"decision":"same","ids":["a","b"],"by":" "}""", "by is empty")]
    [InlineData("""{"decision":"same","ids":["a","b"]}""", "by is missing")]
    [InlineData("""{"decision":"same","ids":["a",null],"by":"x"}""", "null or an empty id")]
    public async Task A_line_that_is_no_judgement_is_refused_with_its_number(string line, string expected)
    {
        await using var hub = await HubAsync();
        hub.Lake.Create();
        Directory.CreateDirectory(hub.Lake.Curated);
        File.WriteAllText(Path.Combine(hub.Lake.Curated, Judgement.FileName), "\n" + line + "\n");
        var refused = await Assert.ThrowsAsync<CorrectTheCallException>(() => hub.RunAsync());
        Assert.Contains(expected, refused.Message);
        Assert.Contains("line 2", refused.Message);
    }

    [Fact]
    public async Task Distinct_records_do_not_meet_in_a_third()
    {
        await using var hub = await SomeHub.StartAsync(("rows.jsonl", [Row(1, Words(1, 200)), Row(2, Words(1, 200)), Row(3, Words(1, 200))]));
        Assert.Equal(3, (await DuplicationTests.ClustersAsync(hub)).Single().Members.Count);
        Judgement.Append(hub.Lake, Word(Judgement.Distinct, 1, 2));
        var members = (await DuplicationTests.ClustersAsync(hub)).SelectMany(cluster => cluster.Members.Where(member => member.IsCopy).Select(member => (cluster.Canonical, member.UpstreamId))).ToLookup(pair => pair.Canonical, pair => pair.UpstreamId);
        Assert.DoesNotContain(members, cluster => cluster.Contains(Some.IdOf(1)) && cluster.Contains(Some.IdOf(2)));
    }

    [Fact]
    public async Task A_word_about_a_record_that_is_gone_says_nothing_of_the_others()
    {
        await using var hub = await HubAsync();
        Judgement.Append(hub.Lake, new Judgement(Relation.SummaryOf, ["nobody", Some.IdOf(3), Some.IdOf(4)], "Ada Sampleton"));
        Assert.Single(await DuplicationTests.ClustersAsync(hub));
    }
}
