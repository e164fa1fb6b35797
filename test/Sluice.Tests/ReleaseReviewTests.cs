using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Extract;
using Sluice.Records;
using Sluice.Serve;
using Sluice.Zones;

namespace Sluice.Tests;

/// <summary>Which release readers get is a person's word where one was asked for, and every word is on record.</summary>
public sealed class ReleaseReviewTests
{
    const string By = "Ada Sampleton";

    static Task<SomeHub> HubAsync() => SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1), Some.Line(2, row => row["url"] = "https://example.org/2")]));

    static Task<RunReport> RunAsync(SomeHub hub, bool hold = false) => new Flow(hub.Flow().Registry, new()) { Hold = hold }.RunAsync(hub.NewRun(), [SomeHub.Source], hub.All, default);

    static ReleaseReview Review(SomeHub hub, Action<ReviewStep>? onStep = null) => new(hub.Lake, hub.Clock) { OnStep = onStep ?? (_ => { }) };

    static string State(SomeHub hub, string id) => ReleaseStanding.Of(hub.Lake, id).State;

    /// <summary>A release that is current, and upstream as it is now with so many rows more.</summary>
    static async Task<string> FirstAsync(SomeHub hub)
    {
        var first = (await RunAsync(hub)).Release!;
        Grow(hub, 3);
        return first;
    }

    static void Grow(SomeHub hub, int last) =>
        hub.Write("lesswrong.jsonl", [Some.Line(1), Some.Line(2, row => row["url"] = "https://example.org/2"), .. Enumerable.Range(3, last - 2).Select(number => Some.Line(number))]);

    static async Task<string> HeldAsync(SomeHub hub)
    {
        var report = await RunAsync(hub, hold: true);
        Assert.Equal(ReleaseStanding.Held, report.Review!.State);
        return report.Review.Release;
    }

    [Fact]
    public async Task A_held_release_is_whole_and_not_current_and_the_same_inputs_do_not_make_it_so()
    {
        await using var hub = await HubAsync();
        var first = await FirstAsync(hub);

        var held = await HeldAsync(hub);

        Assert.Equal((first, first + "\n", held + "\n"), (hub.Lake.CurrentRelease, File.ReadAllText(hub.Lake.CurrentFile), File.ReadAllText(hub.Lake.HeldFile)));
        Assert.Empty(Verification.OfAll(hub.Lake));
        var before = TempFolder.TreeOf(hub.Lake.Serveable);
        foreach (var hold in new[] { false, true })
        {
            var again = await RunAsync(hub, hold);
            Assert.Equal((first, held, ExtractStatus.Unchanged, 0), (again.Release, again.Review!.Release, again.Status, again.ExitCode));
            Assert.Contains($"{first} stays current", again.Review.Because);
            Assert.Equal(held, (string?)again.ToJson()["review"]!["release"]);
        }
        Assert.Equal((first, held), ((await hub.Flow().PublishAsync(hub.NewRun(), default)).Release, (await hub.Flow().PublishAsync(hub.NewRun(), default)).Barred!.Release));
        Assert.Equal(before, TempFolder.TreeOf(hub.Lake.Serveable));
    }

    [Fact]
    public async Task Approving_makes_it_current_and_notes_who_did_it()
    {
        await using var hub = await HubAsync();
        await FirstAsync(hub);
        var held = await HeldAsync(hub);

        var decision = await Review(hub).ApproveAsync(held, By, "Looks right", default);

        Assert.Equal((held, ReleaseStanding.Current), (hub.Lake.CurrentRelease, State(hub, held)));
        Assert.False(File.Exists(hub.Lake.HeldFile));
        Assert.Equal([decision!], ReleaseDecision.ReadAll(hub.Lake));
        Assert.Equal((ReleaseDecision.Approved, held, By, "Looks right"), (decision!.Decision, decision.Current, decision.By, decision.Reason));
        Assert.Null((await RunAsync(hub)).Review);
        Assert.Null(await Review(hub).ApproveAsync(held, By, null, default));
        Assert.Single(ReleaseDecision.ReadAll(hub.Lake));
    }

    [Fact]
    public async Task Where_nothing_was_ever_current_a_held_release_serves_nobody()
    {
        await using var hub = await HubAsync();

        var held = await HeldAsync(hub);

        Assert.Null((await RunAsync(hub)).Release);
        Assert.Null(hub.Lake.CurrentRelease);
        await Review(hub).ApproveAsync(held, By, null, default);
        Assert.Equal(held, (await RunAsync(hub)).Release);
    }

    [Fact]
    public async Task A_rejected_release_never_comes_by_the_same_inputs_and_other_data_make_another()
    {
        await using var hub = await HubAsync();
        var first = await FirstAsync(hub);
        var held = await HeldAsync(hub);

        Review(hub).Reject(held, By, "a row too many");

        foreach (var hold in new[] { false, true })
        {
            var again = await RunAsync(hub, hold);
            Assert.Equal((first, ReleaseStanding.Rejected, 0), (again.Release, again.Review!.State, again.ExitCode));
            Assert.Contains("a row too many", again.Review.Because);
            Assert.Empty(HeldReleases.Read(hub.Lake));
        }
        Directory.Delete(hub.Lake.Release(held), recursive: true);
        Assert.Contains("it is not made", (await RunAsync(hub)).Review!.Because);
        Assert.False(Directory.Exists(hub.Lake.Release(held)));
        Grow(hub, 4);
        var other = await RunAsync(hub);
        Assert.Null(other.Review);
        Assert.NotEqual(first, other.Release);
    }

    [Fact]
    public async Task Two_that_are_held_are_decided_one_by_one()
    {
        await using var hub = await HubAsync();
        var first = await FirstAsync(hub);
        var second = await HeldAsync(hub);
        Grow(hub, 4);
        var third = await HeldAsync(hub);

        Assert.Equal([second, third], HeldReleases.Read(hub.Lake));
        await Review(hub).ApproveAsync(third, By, null, default);
        Assert.Equal((third, ReleaseStanding.Held), (hub.Lake.CurrentRelease, State(hub, second)));
        Assert.Null((await RunAsync(hub)).Review);
        Review(hub).Reject(second, By, "it is old");
        Assert.Equal((third, ReleaseStanding.Rejected, ReleaseStanding.Earlier), (hub.Lake.CurrentRelease, State(hub, second), State(hub, first)));
        Assert.Throws<CorrectTheCallException>(() => Review(hub).Reject(third, By, "it is current"));
    }

    [Fact]
    public async Task A_release_that_was_approved_once_and_is_held_again_waits()
    {
        await using var hub = await HubAsync();
        await FirstAsync(hub);
        var second = await HeldAsync(hub);
        await Review(hub).ApproveAsync(second, By, null, default);
        Grow(hub, 4);
        var third = (await RunAsync(hub)).Release;
        HeldReleases.Add(hub.Lake, second);

        Assert.Equal(ReleaseStanding.Held, State(hub, second));
        Assert.Equal(third, hub.Lake.CurrentRelease);
    }

    [Theory]
    [InlineData(ReviewStep.Decided)]
    [InlineData(ReviewStep.HoldEnded)]
    [InlineData(ReviewStep.Moved)]
    public async Task Killed_after_any_step_nothing_is_current_that_nobody_answers_for_and_saying_it_again_finishes(ReviewStep last)
    {
        await using var hub = await HubAsync();
        var first = await FirstAsync(hub);
        var held = await HeldAsync(hub);
        void Kill(ReviewStep step) => _ = step == last ? throw new IOException("killed") : 0;

        await Assert.ThrowsAsync<IOException>(() => Review(hub, Kill).ApproveAsync(held, By, null, default));
        Assert.Equal(last == ReviewStep.Moved ? held : first, hub.Lake.CurrentRelease);
        Assert.Equal(held, Assert.Single(ReleaseDecision.ReadAll(hub.Lake)).Release);
        var ran = await RunAsync(hub);
        Assert.Equal(last == ReviewStep.Decided ? first : held, ran.Release);
        await Review(hub).ApproveAsync(held, By, null, default);
        Assert.Equal(held, hub.Lake.CurrentRelease);
        Assert.Empty(HeldReleases.Read(hub.Lake));

        await Assert.ThrowsAsync<IOException>(() => Review(hub, Kill).RollbackAsync(first, By, "garbled", default));
        Assert.Equal(last == ReviewStep.Moved ? first : held, hub.Lake.CurrentRelease);
        if (last != ReviewStep.Moved)
            await Review(hub).RollbackAsync(first, By, "garbled", default);
        Assert.Equal((first, ReleaseStanding.RolledBack), ((await RunAsync(hub)).Release, State(hub, held)));
        Assert.Empty(Verification.OfAll(hub.Lake));
    }

    [Fact]
    public async Task A_kill_between_the_hold_and_its_release_lets_none_pass()
    {
        await using var hub = await HubAsync();
        var first = await FirstAsync(hub);
        var id = await HeldAsync(hub);
        // As if it had died before the rename.
        Directory.Delete(hub.Lake.Release(id), recursive: true);
        Assert.Empty(Overview.Of(hub.Lake).Held);

        var report = await RunAsync(hub);

        Assert.Equal((first, id, ReleaseStanding.Held), (report.Release, report.Review!.Release, report.Review.State));
        Assert.Equal(id, Assert.Single(Overview.Of(hub.Lake).Held).Release);
    }

    [Fact]
    public async Task A_damaged_release_is_not_made_current()
    {
        await using var hub = await HubAsync();
        var first = await FirstAsync(hub);
        var held = await HeldAsync(hub);
        File.AppendAllText(Path.Combine(hub.Lake.Release(held), "QUALITY.md"), "more\n");

        await Assert.ThrowsAsync<GateFailedException>(() => Review(hub).ApproveAsync(held, By, null, default));

        Assert.Equal((first, ReleaseStanding.Held), (hub.Lake.CurrentRelease, State(hub, held)));
        Assert.Empty(ReleaseDecision.ReadAll(hub.Lake));
    }

    [Fact]
    public async Task Rollback_goes_to_the_one_before_and_the_next_run_says_that_it_stays()
    {
        await using var hub = await HubAsync();
        var first = await FirstAsync(hub);
        var second = (await RunAsync(hub)).Release!;

        var decision = await Review(hub).RollbackAsync(null, By, "garbled", default);

        Assert.Equal((first, second, first), (hub.Lake.CurrentRelease, decision.Release, decision.Current));
        var again = await RunAsync(hub);
        Assert.Equal((first, ReleaseStanding.RolledBack), (again.Release, again.Review!.State));
        await Assert.ThrowsAsync<CorrectTheCallException>(() => Review(hub).RollbackAsync(null, By, "garbled", default));
        await Assert.ThrowsAsync<CorrectTheCallException>(() => Review(hub).RollbackAsync(second, By, "garbled", default));
        await Review(hub).ApproveAsync(second, By, "it was not garbled", default);
        Assert.Equal(second, (await RunAsync(hub)).Release);
    }

    [Fact]
    public async Task Rollback_asks_which_where_several_are_equally_new()
    {
        await using var hub = await HubAsync();
        var first = await FirstAsync(hub);
        var current = (await RunAsync(hub)).Release!;
        var twin = hub.Lake.Release("aaaaaaaaaaaa");
        Directory.CreateDirectory(twin);
        File.Copy(Path.Combine(hub.Lake.Release(first), ReleaseManifest.FileName), Path.Combine(twin, ReleaseManifest.FileName));
        File.WriteAllText(Path.Combine(twin, ReleaseManifest.FileName), File.ReadAllText(Path.Combine(twin, ReleaseManifest.FileName)).Replace(first, "aaaaaaaaaaaa"));

        var stop = await Assert.ThrowsAsync<CorrectTheCallException>(() => Review(hub).RollbackAsync(null, By, "garbled", default));

        Assert.Contains("aaaaaaaaaaaa", stop.Message);
        Assert.Contains(first, stop.Message);
        Assert.Equal(current, hub.Lake.CurrentRelease);
        Assert.Equal(first, (await Review(hub).RollbackAsync(first, By, "garbled", default)).Current);
    }

    [Fact]
    public async Task A_release_that_holds_a_forgotten_record_is_not_gone_back_to()
    {
        await using var hub = await HubAsync();
        var first = await FirstAsync(hub);
        var second = (await RunAsync(hub)).Release!;
        Directory.CreateDirectory(hub.Lake.Curated);
        File.WriteAllText(Tombstones.PathOf(hub.Lake), $$"""{"id":"alignment_research:{{Some.IdOf(1)}}","source":"alignment_research","upstream_ids":["{{Some.IdOf(1)}}"],"url_sha256":[],"reason":"asked","by":"Ada Example","at":"2026-01-31T02:00:00Z"}""" + "\n");

        var stop = await Assert.ThrowsAsync<GateFailedException>(() => Review(hub).RollbackAsync(first, By, "garbled", default));

        Assert.Contains("forgotten", stop.Message);
        Assert.Equal(second, hub.Lake.CurrentRelease);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(3, false)]
    public async Task Forgetting_brings_a_held_release_to_readers_only_where_the_current_one_has_to_go(int who, bool current)
    {
        await using var hub = await HubAsync();
        var first = await FirstAsync(hub);
        var held = await HeldAsync(hub);

        var report = await new Forget(hub.Flow(), hub.NewRun()).RunAsync(new ForgetRequest(Some.IdOf(who), "The author asked for it", By, false), default);

        Assert.False(Directory.Exists(hub.Lake.Release(held)));
        Assert.Equal(!current, hub.Lake.CurrentRelease == first);
        Assert.Equal(current ? 0 : 1, Overview.Of(hub.Lake).Held.Count);
        Assert.DoesNotContain(held, HeldReleases.Read(hub.Lake));
        Assert.Contains(held, report.Erased!.Releases);
        Assert.Empty(Verification.OfAll(hub.Lake));
        Assert.DoesNotContain(hub.Lake.ReleaseNames(), id => File.ReadAllText(Path.Combine(hub.Lake.Release(id), ReleaseManifest.Documents)).Contains(Some.IdOf(who)));
    }

    [Fact]
    public async Task What_a_decision_said_of_a_forgotten_record_goes_and_the_decision_stays()
    {
        await using var hub = await HubAsync();
        await FirstAsync(hub);
        Review(hub).Reject(await HeldAsync(hub), By, $"{Some.IdOf(3)} is not ours to serve");

        await new Forget(hub.Flow(), hub.NewRun()).RunAsync(new ForgetRequest(Some.IdOf(3), "The author asked for it", By, false), default);

        var decision = Assert.Single(ReleaseDecision.ReadAll(hub.Lake));
        Assert.Equal((ReleaseDecision.Rejected, By), (decision.Decision, decision.By));
        Assert.DoesNotContain(Some.IdOf(3), decision.Reason);
    }

    [Fact]
    public async Task What_a_held_release_was_made_from_stays_live_and_rebuild_proves_it()
    {
        await using var hub = await HubAsync();
        await FirstAsync(hub);
        await RunAsync(hub, hold: true);
        var held = HeldReleases.Read(hub.Lake).Single();
        using (var elsewhere = new TempFolder())
        {
            var rebuild = new Rebuild(hub.Flow(), hub.Lake, hub.Lake.Shadow(elsewhere.Path, raw: true), NullLogger.Instance, fromRaw: true);
            await foreach (var rebuilt in rebuild.SourceAsync(SomeHub.Source, default))
                Assert.Equal("identical", rebuilt.Status);
            var release = await rebuild.ReleaseAsync(default);
            Assert.Equal(($"release/{held}", "identical"), (release!.Name, release.Status));
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        }
        await hub.RunAsync(options => options with { Mode = ExtractMode.Full });
        Assert.Equal(ReleaseStanding.Held, State(hub, held));

        var plan = ArchivePlan.Of(hub.Lake, [SomeHub.Source], TimeSpan.Zero, hub.Clock.GetUtcNow());

        Assert.Empty(plan.Dumps);
        Assert.Contains("held for review", plan.Because);
    }

    [Fact]
    public async Task The_difference_counts_documents_by_collection_and_nothing_that_only_moved()
    {
        // Texts of their own, so that no record is a copy of another and none is known again by its text.
        static string Row(int number, Action<System.Text.Json.Nodes.JsonObject>? edit = null) => Some.Line(number, row =>
        {
            row["text"] = string.Join(' ', Enumerable.Range(1, 60).Select(word => $"word{number * 1000 + word}"));
            edit?.Invoke(row);
        });
        await using var hub = await SomeHub.StartAsync(("arxiv.jsonl", [Row(7, row => row["source"] = "arxiv")]), ("lesswrong.jsonl", [Row(1), Row(2), Row(3, row => row["karma"] = 3)]));
        var first = (await RunAsync(hub)).Release!;
        hub.Write("lesswrong.jsonl", Row(9), Row(3, row => row["karma"] = 3), Row(2, row => row["title"] = "Another title"));
        var held = await HeldAsync(hub);

        var difference = await ReleaseDifference.OfAsync(hub.Lake, held, first, default);

        Assert.Equal(new CollectionDifference(0, 0, 0, 1), difference.ByCollection["arxiv"]);
        Assert.Equal(new CollectionDifference(1, 1, 1, 1), difference.ByCollection["lesswrong"]);
        Assert.Equal((new CountChange(4, 4), new CountChange(4, 4)), (difference.Documents, difference.Text[TextState.Unknown]));
        var backwards = await ReleaseDifference.OfAsync(hub.Lake, first, held, default);
        Assert.Equal(new CollectionDifference(1, 1, 1, 1), backwards.ByCollection["lesswrong"]);
        var alone = await ReleaseDifference.OfAsync(hub.Lake, held, null, default);
        Assert.Equal(4, alone.ByCollection.Values.Sum(count => count.Added));
    }

    [Fact]
    public async Task A_line_of_the_decisions_that_cannot_be_read_stops_publishing()
    {
        await using var hub = await HubAsync();
        await FirstAsync(hub);
        Directory.CreateDirectory(hub.Lake.Curated);
        File.WriteAllText(ReleaseDecision.PathOf(hub.Lake), "{\"decision\":\"maybe\"}\n");

        Assert.Contains("line 1", (await Assert.ThrowsAsync<CorrectTheCallException>(() => RunAsync(hub))).Message);
    }
}
