using System.Security.Cryptography;
using Sluice.Extract;
using Sluice.Records;
using Sluice.Serve;
using Sluice.Zones;

namespace Sluice.Tests.Serve;

public sealed class WhyTests
{
    static readonly string NoId = """{"source":"lesswrong","title":"Nameless","text":"alignment","date_published":"2021-01-01","url":"https://example.org/x"}""";

    static string[] First() =>
    [
        Some.Line(1, row => { row["date_published"] = "2021-06-15, 10:20 AM"; row["title"] = " On oversight "; }),
        Some.Line(2, row => row["url"] = "x y"),
        "rubbish",
        Some.Line(3),
        Some.Line(3, row => row["title"] = "Again"),
        NoId,
        Some.Line(4, row => row["date_published"] = "soon"),
        Some.Line(5, row => row["text"] = "short"),
    ];

    static Task<SomeHub> HubAsync() => SomeHub.StartAsync(("arxiv.jsonl", [Some.Line(9)]), ("lesswrong.jsonl", First()));

    static ExtractOptions Long(ExtractOptions options) => options with { Selection = options.Selection with { MinLength = 6 } };

    static Task<WhyAnswer> AskAsync(SomeHub hub, string id, string? field = null) => new Why(hub.Lake).AskAsync(id, field, default);

    [Fact]
    public async Task A_released_record_names_its_line_upstream_and_its_way_through_the_zones()
    {
        await using var hub = await HubAsync();
        var run = await hub.RunAsync(Long);
        var metadata = hub.Dump(run.Sources[0].Extract).Metadata;

        var answer = await AskAsync(hub, Some.IdOf(1));

        Assert.Equal(("released", "alignment_research", true, run.Release), (answer.State, answer.Source, answer.InSnapshot, answer.Release));
        Assert.Contains($"release {run.Release}, from lesswrong.jsonl line 1", answer.Because);
        var row = Assert.Single(answer.Rows);
        var file = metadata.Files.Single(file => file.Path == "lesswrong.jsonl");
        Assert.Equal(("lesswrong.jsonl", 1, 0L, metadata.Revision, file.Oid, file.Sha256, Convert.ToHexStringLower(SHA256.HashData(Some.Bytes(First()[0])))),
            (row.File, row.Line, row.ByteOffset, row.Revision, row.Oid, row.FileSha256, row.RowSha256));
        Assert.Equal(["validated validate@3 True", "cleaned clean@3 True", "enriched enrich@1 True"], answer.Zones.Select(zone => $"{zone.Zone} {zone.Stage}@{zone.Version} {zone.Holds}"));
        Assert.Equal(["validate@3:date_iso", "trim@1:title"], answer.Zones[^1].Transformations);
        Assert.Equal(answer.Rows, (await AskAsync(hub, "alignment_research:" + Some.IdOf(1))).Rows);
    }

    [Fact]
    public async Task Rejected_duplicated_dropped_and_broken_rows_say_so()
    {
        await using var hub = await HubAsync();
        await hub.RunAsync(Long);

        var rejected = await AskAsync(hub, Some.IdOf(2));
        Assert.Equal(("quarantined", "validate"), (rejected.State, rejected.Quarantine.Single().Stage));
        Assert.StartsWith("It waits in quarantine: ", rejected.Because);
        Assert.Contains("line 2", rejected.Because);
        Assert.All(rejected.Zones, zone => Assert.False(zone.Holds));

        var twice = await AskAsync(hub, Some.IdOf(3));
        Assert.Equal(("released", "id.duplicate"), (twice.State, twice.Quarantine.Single().Code));
        Assert.Contains("line 4", twice.Because);
        Assert.Equal([4L, 5L], twice.Rows.Select(row => row.Line));

        var defective = await AskAsync(hub, Some.IdOf(4));
        Assert.Equal(("quarantined", "unreadable_date", "date.unreadable"), (defective.State, defective.Dropped.Single().Reason, defective.Quarantine.Single().Code));

        var dropped = await AskAsync(hub, Some.IdOf(5));
        Assert.Equal(("dropped", "Extract drops it: too_short, lesswrong.jsonl line 8."), (dropped.State, dropped.Because));
        Assert.Equal(First()[..7].Sum(line => Some.Bytes(line).Length + 1), dropped.Dropped.Single().ByteOffset);

        var rubbish = await AskAsync(hub, "lesswrong.jsonl:3");
        Assert.Equal(("quarantined", "malformed_json", "json.malformed"), (rubbish.State, rubbish.Dropped.Single().Reason, rubbish.Quarantine.Single().Code));
    }

    [Fact]
    public async Task A_place_and_a_hash_lead_to_the_same_record()
    {
        await using var hub = await HubAsync();
        await hub.RunAsync(Long);
        var hash = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Some.Bytes(NoId)));

        Assert.Equal(Some.IdOf(2), (await AskAsync(hub, "lesswrong.jsonl:2")).Id);
        var byPlace = await AskAsync(hub, "lesswrong.jsonl:6");
        Assert.Equal((hash, "quarantined", 6), (byPlace.Id, byPlace.State, byPlace.Rows.Single().Line));
        Assert.Equal(byPlace.Rows, (await AskAsync(hub, hash)).Rows);
    }

    [Fact]
    public async Task What_upstream_dropped_is_still_in_the_release_until_the_next_and_then_removed()
    {
        await using var hub = await HubAsync();
        var first = await hub.RunAsync(Long);
        hub.Write("lesswrong.jsonl", First()[1..]);
        var second = hub.Dump(await hub.ExtractAsync(Long));

        var between = await AskAsync(hub, Some.IdOf(1));
        Assert.Equal(("released", false, first.Release), (between.State, between.InSnapshot, between.Release));
        Assert.Contains($"the next release leaves it out: it left with dump {second.Name} because upstream dropped it (gone_upstream)", between.Because);

        await hub.RunAsync(Long);
        var after = await AskAsync(hub, Some.IdOf(1));
        Assert.Equal(("removed", null), (after.State, after.Release));
        Assert.Equal($"It left with dump {second.Name} because upstream dropped it (gone_upstream).", after.Because);
        Assert.Equal((first.Sources[0].Extract.Dump!.Split('/')[^1], "gone_upstream"), (after.Rows.Single().Dump, after.Removed.Single().Why));

        hub.Write("lesswrong.jsonl", [Some.Line(1, row => row["text"] = "short"), .. First()[1..]]);
        await hub.RunAsync(Long);
        Assert.Equal("dropped", (await AskAsync(hub, Some.IdOf(1))).State);
    }

    [Fact]
    public async Task Before_any_stage_it_is_kept()
    {
        await using var hub = await HubAsync();
        await hub.ExtractAsync();
        Assert.Equal("kept", (await AskAsync(hub, Some.IdOf(1))).State);

        await using var sampled = await HubAsync();
        await sampled.ExtractAsync(options => options with { Limit = 2 });
        Assert.Contains("Only the sample", (await AskAsync(sampled, Some.IdOf(9))).Because);
    }

    [Fact]
    public async Task An_archived_dump_answers_like_a_live_one()
    {
        await using var hub = await HubAsync();
        await hub.RunAsync(Long);
        hub.Write("lesswrong.jsonl", First()[3..]);
        await hub.RunAsync(options => Long(options) with { Mode = ExtractMode.Full });
        var live = await AskAsync(hub, Some.IdOf(1));
        var quarantined = await AskAsync(hub, Some.IdOf(2));
        Assert.Single(new Archive(hub.Lake).Move(ArchivePlan.Of(hub.Lake, [SomeHub.Source], TimeSpan.Zero, hub.Clock.GetUtcNow()), [SomeHub.Source], default).Dumps);

        var archived = await AskAsync(hub, Some.IdOf(1));

        Assert.Equal((live.State, live.Because), (archived.State, archived.Because));
        Assert.Equal(live.Rows.Select(row => row with { Archived = true }), archived.Rows);
        Assert.NotNull(archived.Rows.Single().ByteOffset);
        Assert.Equal((quarantined.Quarantine.Single().Code, true), ((await AskAsync(hub, Some.IdOf(2))).Quarantine.Single() is var entry ? (entry.Code, entry.Archived) : default));
        Assert.Equal(" On oversight ", (string?)(await AskAsync(hub, Some.IdOf(1), "title")).Field!.Sent);
    }

    [Fact]
    public async Task A_value_is_followed_from_upstream_to_the_release()
    {
        await using var hub = await HubAsync();
        await hub.RunAsync(Long);

        var title = (await AskAsync(hub, Some.IdOf(1), "title")).Field!;
        Assert.Equal((" On oversight ", " On oversight ", "On oversight", "On oversight"), ((string?)title.Sent, (string?)title.Zones["validated"], (string?)title.Zones["cleaned"], (string?)title.Release));
        Assert.Equal(["trim@1:title"], title.Transformations);

        var date = (await AskAsync(hub, Some.IdOf(1), "date_published")).Field!;
        Assert.Equal(("2021-06-15, 10:20 AM", "2021-06-15, 10:20 AM", "2021-06-15T10:20:00Z"), ((string?)date.Sent, (string?)date.Original, (string?)date.Release));
        Assert.Equal(["validate@3:date_iso"], date.Transformations);

        var year = (await AskAsync(hub, Some.IdOf(1), "year")).Field!;
        Assert.Equal((null, null, 2021, 2021), (year.Sent, year.Zones["cleaned"], (int)year.Zones["enriched"]!, (int)year.Release!));
        Assert.Equal(["calendar@1"], year.Transformations);

        Assert.Contains("'title'", (await Assert.ThrowsAsync<CorrectTheCallException>(() => AskAsync(hub, Some.IdOf(1), "titel"))).Message);
    }

    [Fact]
    public async Task Of_several_rows_with_one_id_the_one_that_was_admitted_is_followed()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1, row => row["url"] = "x y"), Some.Line(1, row => row["title"] = "The second")]));
        await hub.RunAsync();

        var answer = await AskAsync(hub, Some.IdOf(1), "title");
        Assert.Contains("lesswrong.jsonl line 2", answer.Because);
        Assert.Equal(("The second", "The second"), ((string?)answer.Field!.Sent, (string?)answer.Field.Release));
    }

    [Fact]
    public async Task An_id_that_upstream_writes_with_escapes_is_found()
    {
        await using var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1).Replace($"\"{Some.IdOf(1)}\"", "\"\\u0061bc\"")]));
        await hub.RunAsync();

        var answer = await AskAsync(hub, "abc");
        Assert.Equal(("released", 1), (answer.State, answer.Rows.Count));
        Assert.All(answer.Zones, zone => Assert.True(zone.Holds));
    }

    [Fact]
    public async Task What_no_dump_knows_is_refused_with_the_nearest_id()
    {
        await using var hub = await HubAsync();
        await hub.RunAsync(Long);

        foreach (var text in new[] { Some.IdOf(1)[..^1] + "2x", "arxiv.jsonl:7", "sha256:" + new string('0', 64), "alignment_research:nobody" })
            Assert.Contains(text, (await Assert.ThrowsAsync<CorrectTheCallException>(() => AskAsync(hub, text))).Message);
        Assert.Contains($"'{Some.IdOf(9)}'", (await Assert.ThrowsAsync<CorrectTheCallException>(() => AskAsync(hub, Some.IdOf(9) + "0"))).Message);
    }
}
