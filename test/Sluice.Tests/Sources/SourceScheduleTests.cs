using System.Text.Json.Nodes;
using Sluice.Records;
using Sluice.Sources;

namespace Sluice.Tests.Sources;

public sealed class SourceScheduleTests
{
    static SourceEntry Read(string? schedule)
    {
        using var folder = new TempFolder();
        var entry = JsonNode.Parse(File.ReadAllText(SourceRegistry.Shipped("sources.json")))!["sources"]!.AsArray().First(source => (string?)source!["id"] == SomeHub.Source)!.DeepClone();
        if (schedule is not null)
            entry["schedule"] = JsonNode.Parse(schedule);
        return SourceRegistry.Load(folder.Write("sources.json", new JsonObject { ["sources"] = new JsonArray(entry) }.ToJsonString())).Source(SomeHub.Source);
    }

    [Theory]
    [InlineData(null, SourceSchedule.MondayAtTwo, 10)]
    [InlineData("{}", SourceSchedule.MondayAtTwo, 10)]
    [InlineData("""{"jitter_minutes":0}""", SourceSchedule.MondayAtTwo, 0)]
    [InlineData("""{"cron":"*/5 * * * *"}""", "*/5 * * * *", 10)]
    [InlineData("""{"cron":"never"}""", "never", 10)]
    [InlineData("""{"cron":null}""", null, 10)]
    public void Both_fields_may_be_left_out(string? schedule, string? cron, int jitter) => Assert.Equal((cron, jitter), (Read(schedule).Turns.Cron, Read(schedule).Turns.JitterMinutes));

    [Theory]
    [InlineData("""{"cron":"0 2 * * 8"}""", "expected five fields")]
    [InlineData("""{"cron":"0 2 * *"}""", "expected five fields")]
    [InlineData("""{"cron":"0 0 2 * * 1"}""", "expected five fields")]
    [InlineData("""{"cron":"@every_second"}""", "expected five fields")]
    [InlineData("""{"cron":""}""", "expected five fields")]
    [InlineData("""{"cron":"0 0 30 2 *"}""", "never comes")]
    [InlineData("""{"jitter_minutes":-1}""", "0 to 720")]
    [InlineData("""{"jitter_minutes":721}""", "0 to 720")]
    [InlineData("""{"crom":"0 2 * * 1"}""", "crom")]
    public void A_schedule_that_cannot_be_is_refused_and_says_why(string schedule, string told) =>
        Assert.Contains(told, Assert.Throws<CorrectTheCallException>(() => Read(schedule)).Message);

    [Fact]
    public void When_a_source_is_read_says_nothing_of_how_it_is_read() => Assert.Equal(Read(null).Canonical, Read("""{"cron":"0 3 * * *"}""").Canonical);

    [Fact]
    public void A_schedule_that_is_switched_off_stays_so_when_it_is_written() => Assert.Contains("\"cron\":null", Read("""{"cron":null}""").CanonicalWithRights);
}
