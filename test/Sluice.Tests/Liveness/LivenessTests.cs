using System.Text.Json;
using Sluice.Liveness;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Tests.Liveness;

public sealed class LivenessTests
{
    static string Told(string entry)
    {
        using var json = JsonDocument.Parse(entry);
        return string.Join(' ', LedgerTry.Of("2026-01-05_020000", json.RootElement).Select(tried => (tried.Source, Attempt: Attempt.Of(tried))).Where(told => told.Attempt is not null).Select(told => $"{told.Source}:{told.Attempt!.Outcome}"));
    }

    [Theory]
    // A run of one source or more, and an extraction alone.
    [InlineData("""{"run":"2026-01-05_020000","sources":[{"source":"a","status":"complete","counts":{}},{"source":"b","status":"partial","counts":{}}]}""", "a:Succeeded b:Failed")]
    [InlineData("""{"run":"2026-01-05_020000","source":"a","status":"unchanged","counts":{}}""", "a:Succeeded")]
    [InlineData("""{"run":"2026-01-05_020000","sources":[{"source":"a","status":"failed","gate":"shrink","counts":{}},{"source":"b","status":"failed","gate":"check","counts":{}},{"source":"c","status":"failed","gate":"publish","counts":{}}]}""", "a:Shrunk b:Gated c:Succeeded")]
    // Stopped on its way.
    [InlineData("""{"run":"2026-01-05_020000","status":"failed","exit_code":3,"source":"b","asked":["a","b","c"],"sources":[{"source":"a","status":"complete","counts":{}}]}""", "a:Succeeded b:Failed c:NotReached")]
    [InlineData("""{"run":"2026-01-05_020000","status":"failed","exit_code":1,"source":"b","asked":["b"],"sources":[]}""", "b:Gated")]
    [InlineData("""{"run":"2026-01-05_020000","status":"failed","exit_code":130,"source":"b","asked":["b"],"sources":[]}""", "")]
    [InlineData("""{"run":"2026-01-05_020000","status":"failed","exit_code":130,"source":"b","asked":["a","b","c"],"sources":[{"source":"a","status":"complete","counts":{}}]}""", "a:Succeeded")]
    [InlineData("""{"run":"2026-01-05_020000","status":"failed","exit_code":5,"source":null,"asked":["a","b"],"sources":[{"source":"a","status":"complete","counts":{}},{"source":"b","status":"complete","counts":{}}]}""", "a:Succeeded b:Succeeded")]
    [InlineData("""{"run":"2026-01-05_020000","status":"failed","exit_code":5,"source":null,"asked":["a"],"sources":[]}""", "a:NotReached")]
    [InlineData("""{"run":"2026-01-05_020000","status":"failed","verb":"extract","exit_code":3,"source":"a","asked":["a"],"sources":[]}""", "a:Failed")]
    // No tries at a source: a sample, a validation, a replay, what an older version wrote, what is no entry.
    [InlineData("""{"run":"2026-01-05_020000","source":"a","status":"sample","counts":{}}""", "")]
    [InlineData("""{"run":"2026-01-05_020000","sources":[{"source":"a","status":"complete","stages":[]}]}""", "")]
    [InlineData("""{"run":"2026-01-05_020000","replays":[]}""", "")]
    [InlineData("""{"run":"2026-01-05_020000","status":"failed","sources":[]}""", "")]
    [InlineData("7", "")]
    public void The_ledger_tells_who_was_tried_and_how_that_ended(string entry, string told) => Assert.Equal(told, Told(entry));

    [Theory]
    [InlineData("", null)]
    [InlineData("ok", false)]
    [InlineData("gate", true)]
    [InlineData("ok gate", false)]
    [InlineData("stop", false)]
    [InlineData("stop stop", false)]
    [InlineData("stop stop stop", true)]
    [InlineData("ok stop stop stop", false)]
    public void A_gate_refuses_a_release_at_once_and_other_stops_when_there_are_three(string newestFirst, bool? refused)
    {
        var publishings = newestFirst.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((how, place) => new Publishing($"run {place}", how != "ok", how == "gate", "so"));

        Assert.Equal(refused, LakeLook.Publishing([.. publishings])?.Holds);
    }

    [Theory]
    [InlineData("10/0", 0)]
    [InlineData("10/4", 40)]
    // All rows came in again: only the newest counts.
    [InlineData("10/0 10/10", 100)]
    [InlineData("10/10 10/0", 0)]
    // A week with one bad row is a row in ten.
    [InlineData("10/0 1/1", 10)]
    [InlineData("10/0 0/0 1/1", 10)]
    public void The_share_of_rejected_records_is_that_of_the_snapshot(string readAndRejected, double percent)
    {
        using var folder = new TempFolder();
        var lake = new Lake(folder.Path);
        var first = true;
        foreach (var (dump, place) in readAndRejected.Split(' ').Select((text, place) => (text.Split('/').Select(long.Parse).ToArray(), place)))
        {
            var name = $"2026-01-0{place + 1}_020000";
            void Write<T>(Zone zone, string file, T receipt)
            {
                Directory.CreateDirectory(lake.FolderOf(zone, SomeDump.Source, name));
                File.WriteAllText(Path.Combine(lake.FolderOf(zone, SomeDump.Source, name), file), ReceiptJson.Write(receipt));
            }
            Write(Zone.Raw, DumpMetadata.FileName, SomeDump.Metadata(type: first ? "full" : "delta", data: new DataFile("", 0, dump[0])) with { Counts = new DumpCounts(10, 10, [], 0, 0, 0, 0, 0, 10) });
            Write(Zone.Validated, Manifest.FileName, new Manifest { Stage = "validate", Version = 1, ConfigHash = "", InputSha256 = "", Output = new DataFile("", 0, 0), Read = dump[0], Kept = dump[0] - dump[1], Rejected = [], Findings = [], Shards = [] });
            first = false;
        }

        Assert.Equal(percent, 100 * Holdings.Of(lake, SomeDump.Source)!.Rejected!.Value, 6);
    }

    [Fact]
    public void Rows_that_joined_late_are_part_of_the_yield()
    {
        using var folder = new TempFolder();
        var lake = new Lake(folder.Path);
        void Write<T>(Zone zone, string file, T receipt, params string[] at)
        {
            var path = Path.Combine([lake.FolderOf(zone, SomeDump.Source, "2026-01-01_020000"), .. at]);
            Directory.CreateDirectory(path);
            File.WriteAllText(Path.Combine(path, file), ReceiptJson.Write(receipt));
        }
        Manifest Of(long read, long kept) => new() { Stage = "validate", Version = 1, ConfigHash = "", InputSha256 = "", Output = new DataFile("", 0, kept), Read = read, Kept = kept, Rejected = [], Findings = [], Shards = [] };
        Write(Zone.Raw, DumpMetadata.FileName, SomeDump.Metadata(data: new DataFile("", 0, 2)) with { Counts = new DumpCounts(10, 2, new(StringComparer.Ordinal) { ["unreadable_date"] = 8 }, 0, 0, 0, 0, 0, 2) });
        Write(Zone.Validated, Manifest.FileName, Of(2, 1));
        Write(Zone.Validated, Manifest.FileName, Of(8, 8) with { Late = true }, "replays", "1");

        var holdings = Holdings.Of(lake, SomeDump.Source)!;

        Assert.Equal((8, 0.5), (holdings.Late, holdings.Rejected));
        var source = Sluice.Sources.SourceRegistry.Load().Source("epoch_ai") with { Expect = new Sluice.Sources.Expectations(MinYieldPercent: 95) };
        Assert.StartsWith("90 %", new SourceLook(source, [], holdings, null, DateTimeOffset.UnixEpoch).Verdicts().Single(verdict => verdict.Code == FindingCode.SourceYield).Found);
    }

    [Fact]
    public void Every_code_has_its_place_and_the_gates_come_first() =>
        Assert.Equal([FindingCode.SourceShrunk, FindingCode.SourceGated, FindingCode.SourceFailing, FindingCode.SourceOverdue], FindingCode.OfLiveness.Select(code => code.Code).OrderBy(Weight.Of).Take(4));
}
