using System.Text.Json.Nodes;
using Sluice.Corpus.Identity;
using Sluice.Records;
using Sluice.Serve;
using Sluice.Zones;
using static Sluice.Tests.Corpus.Duplicates.SomeTexts;

namespace Sluice.Tests.Corpus.Identity;

public sealed class IdentificationTests
{
    static string Renamed(int number, string id, string text, string? url = null) =>
        Row(number, text, url ?? $"https://example.org/{number}", edit: row => row["id"] = id);

    static async Task<Dictionary<string, string>> DocumentIdsAsync(SomeHub hub)
    {
        var release = (await hub.RunAsync()).Release!;
        return File.ReadLines(Path.Combine(hub.Lake.Release(release), "documents.jsonl")).Select(line => JsonNode.Parse(line)!)
            .ToDictionary(document => (string)document["id"]!, document => (string)document["document_id"]!);
    }

    [Fact]
    public async Task A_record_whose_id_changes_keeps_its_document_id_and_answers_to_all_its_names()
    {
        await using var hub = await SomeHub.StartAsync(("rows.jsonl", [Row(1, Words(1, 200)), Row(2, Words(2, 200))]));
        await hub.RunAsync();
        hub.Write("rows.jsonl", Renamed(1, "new-name", Words(1, 200)), Row(2, Words(2, 200)));

        var ids = await DocumentIdsAsync(hub);

        Assert.Equal($"alignment_research:{Some.IdOf(1)}", ids["new-name"]);
        Assert.Equal(2, ids.Count);
        foreach (var name in new[] { "new-name", Some.IdOf(1), $"alignment_research:{Some.IdOf(1)}" })
        {
            var answer = await new Why(hub.Lake).AskAsync(name, null, default);
            Assert.Equal(("released", "new-name"), (answer.State, answer.Id));
            Assert.Contains($"upstream called it {Some.IdOf(1)}", answer.Because);
        }
    }

    [Fact]
    public async Task A_record_that_moves_to_another_address_is_known_by_its_text()
    {
        await using var hub = await SomeHub.StartAsync(("rows.jsonl", [Row(1, Words(1, 200)), Row(2, Words(2, 200))]));
        await hub.RunAsync();
        hub.Write("rows.jsonl", Renamed(1, "moved", Words(1, 200), "https://elsewhere.example.org/post"), Row(2, Words(2, 200)));

        Assert.Equal($"alignment_research:{Some.IdOf(1)}", (await DocumentIdsAsync(hub))["moved"]);
        Assert.Equal("text", AliasTable.Read(Path.Combine(hub.Lake.Release(hub.Lake.CurrentRelease!), AliasTable.InRelease)).All.Single().By);
    }

    [Fact]
    public async Task An_alias_outlives_later_dumps_the_archive_and_a_rebuild()
    {
        await using var hub = await SomeHub.StartAsync(("rows.jsonl", [Row(1, Words(1, 200))]));
        await hub.RunAsync();
        hub.Write("rows.jsonl", Renamed(1, "new-name", Words(1, 200)));
        await hub.RunAsync();
        hub.Write("rows.jsonl", Renamed(1, "newer-name", Words(1, 200)), Row(2, Words(2, 200)));
        await hub.RunAsync(options => options with { Mode = Sluice.Extract.ExtractMode.Full });

        Assert.Equal($"alignment_research:{Some.IdOf(1)}", (await DocumentIdsAsync(hub))["newer-name"]);
    }

    [Fact]
    public void Two_records_at_one_address_are_no_sign()
    {
        var history = new IdHistory("s");
        history.Begin("1", isFull: true);
        history.Take("a", "https://example.org/", "one"u8);
        history.Take("b", "https://example.org/", "two"u8);
        history.End();
        history.Begin("2", isFull: true);
        history.Take("c", "https://example.org/", "three"u8);
        history.End();
        Assert.Empty(history.Aliases());
    }

    [Fact]
    public void An_id_that_comes_back_takes_its_document_id_back()
    {
        var history = new IdHistory("s");
        foreach (var (dump, ids) in new[] { ("1", new[] { "a" }), ("2", ["b"]) })
        {
            history.Begin(dump, isFull: true);
            foreach (var id in ids)
                history.Take(id, "https://example.org/a", "text"u8);
            history.End();
        }
        Assert.Equal([new Alias("s:a", "b", "2", "address")], history.Aliases());
        history.Begin("3", isFull: true);
        history.Take("a", "https://example.org/a", "text"u8);
        history.Take("b", "https://example.org/b", "text"u8);
        history.End();
        Assert.Empty(history.Aliases());
    }

    [Fact]
    public void A_record_that_is_only_removed_or_only_added_has_no_other_name()
    {
        var history = new IdHistory("s");
        history.Begin("1", isFull: true);
        history.Take("a", "https://example.org/a", "text"u8);
        history.End();
        history.Begin("2", isFull: false);
        history.Remove("a");
        history.Take("b", "https://example.org/b", "other"u8);
        history.End();
        Assert.Empty(history.Aliases());
    }

    // Each dump is full; an id stands for a row at one address.
    static string[] Followed(params string[][] dumps)
    {
        var history = new IdHistory("s");
        for (var dump = 0; dump < dumps.Length; dump++)
        {
            history.Begin($"{dump + 1}", isFull: true);
            foreach (var id in dumps[dump])
                history.Take(id, "https://example.org/a", ""u8);
            history.End();
        }
        return [.. history.Aliases().Select(alias => $"{alias.Id} is {alias.DocumentId}")];
    }

    [Fact]
    public void No_two_records_that_are_there_have_one_document_id()
    {
        Assert.Empty(Followed(["O"], ["N"], [], ["O", "N"]));
        Assert.Empty(Followed(["O"], ["N"], [], ["N", "O"]));
        Assert.Empty(Followed(["O"], ["N"], [], ["O"], ["O", "M"]));
        Assert.Empty(Followed(["O"], ["N"], [], ["O"], ["O", "N"]));
    }

    [Fact]
    public void An_id_that_swings_to_and_fro_has_one_document_id() =>
        Assert.Equal(["N is s:O"], Followed(["O"], ["N"], ["O"], ["N"]));

    [Fact]
    public void A_summary_does_not_take_the_document_id_of_what_it_summarises()
    {
        var history = new IdHistory("s");
        history.Begin("1", isFull: true);
        history.Take("paper", "https://example.org/a", ""u8);
        history.End();
        history.Begin("2", isFull: true);
        history.Take("summary", "https://example.org/a", ""u8, isSummary: true);
        history.End();
        Assert.Empty(history.Aliases());
    }
}
