using System.Text.Json.Nodes;
using Sluice.Records;
using Sluice.Serve;

namespace Sluice.Tests.Serve;

public sealed class DiffTests
{
    static Task<SomeHub> HubAsync(params string[] lines) => SomeHub.StartAsync(("lesswrong.jsonl", lines));

    static Task<DiffAnswer> AskAsync(SomeHub hub, string id) => new Diff(hub.Lake).AskAsync(id, default);

    internal static readonly string Damaged = Some.Line(1, row =>
    {
        row["title"] = " On speci\ufb01ed oversight ";
        row["text"] = "The agentâ€™s zero\u200bwidth. " + Some.Text;
        row["authors"] = new JsonArray("Ada Example", "Jose\u0301 Sample");
    });

    [Fact]
    public async Task Each_changed_place_stands_before_and_after_with_its_cleaners()
    {
        await using var hub = await HubAsync(Damaged);
        await hub.RunAsync();

        var answer = await AskAsync(hub, Some.IdOf(1));

        Assert.True(answer.Changed);
        Assert.Equal("clean@3", answer.Stage);
        Assert.Equal(["title ligatures@1 trim@1", "authors nfc@1", "text mojibake@1 invisible@1"], answer.Fields.Select(field => $"{field.Field} {string.Join(' ', field.By)}"));
        Assert.Equal([(null, 0, " ", ""), (null, 9, "\ufb01", "fi"), (null, 22, " ", "")], answer.Fields[0].Places.Select(place => (place.Item, place.At, place.Before, place.After)));
        Assert.Equal((1, "e\u0301", "é"), answer.Fields[1].Places.Select(place => ((int)place.Item!, place.Before, place.After)).Single());
        Assert.Equal([("The agent", "â€™", "’"), ("The agentâ€™s zero", "\u200b", "")], answer.Fields[2].Places.Select(place => (place.ContextBefore, place.Before!, place.After!)));
        Assert.Equal(5, answer.Repairs.Count);
        Assert.Equal(answer.Fields.Select(field => field.Field), (await AskAsync(hub, "alignment_research:" + Some.IdOf(1))).Fields.Select(field => field.Field));
    }

    [Fact]
    public async Task Nothing_changed_is_said()
    {
        await using var hub = await HubAsync(Some.Line(2));
        await hub.RunAsync();

        var answer = await AskAsync(hub, Some.IdOf(2));

        Assert.False(answer.Changed);
        Assert.Empty(answer.Fields);
        Assert.Empty(answer.Repairs);
    }

    [Fact]
    public async Task The_newest_dump_that_speaks_of_it_answers()
    {
        await using var hub = await HubAsync(Some.Line(1), Some.Line(2, row => row["title"] = " Two "));
        await hub.RunAsync();
        hub.Write("lesswrong.jsonl", Some.Line(1, row => row["title"] = "One\r\nand more"), Some.Line(2, row => row["title"] = " Two "));
        await hub.RunAsync();

        Assert.Equal("line_ends@1", (await AskAsync(hub, Some.IdOf(1))).Fields.Single().By.Single());
        Assert.Equal("trim@1", (await AskAsync(hub, Some.IdOf(2))).Fields.Single().By.Single());
        Assert.NotEqual((await AskAsync(hub, Some.IdOf(1))).Dump, (await AskAsync(hub, Some.IdOf(2))).Dump);
    }

    [Fact]
    public async Task A_record_that_never_reached_the_cleaned_zone_says_why()
    {
        await using var hub = await HubAsync(Some.Line(1), Some.Line(2, row => row["url"] = "x y"), Some.Line(3, row => row["text"] = "short"));
        await hub.RunAsync(options => options with { Selection = options.Selection with { MinLength = 6 } });

        foreach (var (id, because) in new[] { (Some.IdOf(2), "It waits in quarantine"), (Some.IdOf(3), "Extract drops it"), ("nosuch", "No dump") })
            Assert.Contains(because, (await Assert.ThrowsAsync<CorrectTheCallException>(() => AskAsync(hub, id))).Message);
    }

    [Theory]
    [InlineData("same", "same", "")]
    [InlineData("", "new", "0[]new")]
    [InlineData("a ﬁt of ﬂu, again", "a fit of flu, again", "2[ﬁ]fi 8[ﬂ]fl")]
    [InlineData("aaaa", "aa", "0[aa]")]
    [InlineData("x🙂🙃y", "x🙂🙂y", "3[🙃]🙂")]
    public void Differences_are_places(string before, string after, string places) =>
        Assert.Equal(places, string.Join(' ', TextDiff.Places(before, after).Select(place => $"{place.At}[{before.Substring(place.At, place.Length)}]{after.Substring(place.AfterAt, place.AfterLength)}")));

    [Fact]
    public void With_each_place_replaced_one_text_is_the_other()
    {
        var random = new Random(31);
        for (var i = 0; i < 2000; i++)
        {
            var (before, after) = (Clean.SomeText.Of(random), Clean.SomeText.Of(random));
            var (built, at) = ("", 0);
            foreach (var place in TextDiff.Places(before, after))
            {
                built = string.Concat(built, before.AsSpan(at, place.At - at), after.AsSpan(place.AfterAt, place.AfterLength));
                at = place.At + place.Length;
            }
            Assert.Equal(after, string.Concat(built, before.AsSpan(at)));
        }
    }
}
