using System.Text;
using System.Text.Json.Nodes;
using Sluice.Conformance;
using Sluice.Sources;

namespace Sluice.Tests.Conformance;

/// <summary>A check that cannot fail proves nothing: each is turned red by one thing that it is about.</summary>
public sealed class RedChecksTests
{
    static readonly Dictionary<string, Action<SomeScaffold>> Spoilt = new()
    {
        ["manifest_accepted"] = it => it.Entry(entry => entry["encoding"] = "latin-1"),
        ["mapping_decided"] = it => it.Collection(collection => collection["fields"]!["title"] = "TODO"),
        ["licence_present"] = it => it.Entry(entry => entry["license"]!["id"] = ""),
        ["terms_dated"] = it => it.Collection(collection => collection["rights"] = new JsonObject { ["license"] = "CC-BY-4.0" }),
        ["schema_asks_for_the_core"] = it => it.Text(it.File("schema.json"), text => text.Replace("\"url\", \"date_published\"]", "\"url\"]")),
        ["fixtures_present"] = it => it.Text(it.Fixture, text => text.Split('\n')[0] + "\na,2024-01-01,https://example.org/a,b,,\n"),
        ["fixtures_admitted"] = it => it.Text(it.Fixture, text => text.Replace("2024-05-20", "in spring").Replace("2025-01-31", "in winter")),
        ["expected_rows"] = it => it.Text(it.File("expected.jsonl"), text => text.Replace("2024-05-20", "2024-05-21")),
        ["title_present"] = it => it.Collection(collection => collection["fields"]!["title"] = "Nothing"),
        ["url_present"] = it => it.Collection(collection => collection["links"] = new JsonArray("Nothing")),
        ["licence_stamped"] = it => it.Entry(entry => entry["license"]!["id"] = ""),
        // Nobody splits it: a string of tags is in no release.
        ["reaches_a_release"] = it => it.Collection(collection => collection["fields"]!["tags"] = "Notes").Text(it.File("schema.json"), text => text.Replace("\"tags\": { \"type\": [\"array\", \"null\"], \"items\": { \"type\": \"string\" } },", "")),
        ["dates_read"] = it => it.Collection(collection => collection["fields"]!["date_published"] = "Abstract"),
        ["ids_present"] = it => it.Entry(entry => entry.Remove("key")),
        ["ids_unique"] = it => it.Entry(entry => entry["key"] = new JsonArray("Notes")).Text(it.Fixture, text => text.Replace("made up 3", "made up 1")),
        ["encoding_declared"] = it => File.WriteAllBytes(it.Fixture, Encoding.Latin1.GetBytes(File.ReadAllText(it.Fixture))),
        ["links_split"] = it => it.Collection(collection => (collection["links"], collection["fields"]!["url"]) = (new JsonArray(), "Link")),
    };

    static readonly Dictionary<string, BadHabit> Habits = new()
    {
        ["balance"] = BadHabit.DropsRows,
        ["no_guessed_dates"] = BadHabit.GuessesDates,
        ["undated_rows_accounted"] = BadHabit.SkipsUndated,
        ["impossible_dates_refused"] = BadHabit.MendsDates,
        ["ids_stable_when_rows_move"] = BadHabit.NumbersRows,
        ["ids_stable_when_rows_are_edited"] = BadHabit.HashesRows,
        ["duplicate_refused"] = BadHabit.Deduplicates,
        ["no_mojibake"] = BadHabit.ReEncodes,
        ["windows_1252_read"] = BadHabit.ReEncodes,
        ["bytes_verbatim"] = BadHabit.ReEncodes,
        ["hostile_values"] = BadHabit.ReEncodes,
        ["unknown_fields_kept"] = BadHabit.DropsColumns,
        ["drift_reported"] = BadHabit.DropsColumns,
        ["resumable"] = BadHabit.TakesAnything,
        ["resumes_by_content"] = BadHabit.HoldsAll,
        ["rate_limits_honoured"] = BadHabit.Impatient,
        ["retry_after_waited"] = BadHabit.Impatient,
        ["endpoint_replaces_host_only"] = BadHabit.OtherPath,
        ["token_stays_home"] = BadHabit.SendsToken,
        ["outage_commits_nothing"] = BadHabit.TakesAnything,
        ["hostile_html_answer"] = BadHabit.TakesAnything,
        ["truncated_transfer"] = BadHabit.TakesAnything,
        ["redirect_loop_cut"] = BadHabit.FollowsLoops,
        ["idempotent"] = BadHabit.Stamps,
        ["content_decides_revision"] = BadHabit.Stamps,
        ["removed_reported"] = BadHabit.Remembers,
        ["delta_equals_full"] = BadHabit.Remembers,
        ["empty_upstream"] = BadHabit.Fabricates,
        ["shape_change_stops"] = BadHabit.Fabricates,
        ["fetch_and_map_separate"] = BadHabit.Meddles,
        ["rebuild_identical"] = BadHabit.Meddles,
        ["huge_row"] = BadHabit.CutsCells,
        ["huge_file_streamed"] = BadHabit.HoldsAll,
        ["hostile_names"] = BadHabit.DropsColumns,
    };

    // Extract asks no adapter under --offline, so that none can get it wrong.
    static readonly string[] OutOfReach = ["offline_refused_clearly"];

    public static TheoryData<string> OfEntries => [.. Spoilt.Keys];

    public static TheoryData<string> OfAdapters => [.. Habits.Keys];

    [Fact]
    public void Every_check_is_turned_red_by_something() =>
        Assert.Equal(ConformanceKit.Checks.Select(check => check.Name).Order(), Spoilt.Keys.Concat(Habits.Keys).Concat(OutOfReach).Append("paging_loop_cut").Order());

    [Theory]
    [MemberData(nameof(OfEntries))]
    public async Task An_entry_or_fixture_that_is_wrong_turns_it_red(string check)
    {
        using var scaffold = new SomeScaffold();
        Spoilt[check](scaffold);

        await RedAsync(scaffold, check, null);
    }

    [Theory]
    [MemberData(nameof(OfAdapters))]
    public async Task An_adapter_with_a_bad_habit_turns_it_red(string check)
    {
        using var scaffold = new SomeScaffold();

        await RedAsync(scaffold, check, BadUpstream.With(Habits[check]));
    }

    [Fact]
    public async Task An_adapter_that_takes_no_list_turns_the_paging_loop_red()
    {
        using var scaffold = new SomeScaffold(Upstream.OfHub);

        // Its fixtures are read by the real one, as is the first listing: the loop is what it does not see.
        var calls = 0;
        await RedAsync(scaffold, "paging_loop_cut", (run, source, hub, revision, endpoint, atRest) =>
            calls++ == 0 ? Upstream.Open(run, source, hub, revision, endpoint, atRest) : BadUpstream.With(BadHabit.HoldsAll)(run, source, hub, revision, endpoint, atRest));
    }

    static async Task RedAsync(SomeScaffold scaffold, string check, OpenUpstream? opens)
    {
        var result = Assert.Single((await scaffold.TestAsync([check], opens)).Results);
        Assert.True(result.Outcome.Verdict == Verdict.Failed, $"{check}: {result.Outcome.Verdict} {result.Outcome.Found}");
        // For its own reason, and not because nothing could be tried.
        Assert.Null(result.Outcome.Cause);
        Assert.NotEmpty(result.Outcome.Expected!);
    }
}
