using System.Text.Json.Nodes;
using Sluice.Publish.Privacy;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Tests.Publish.Privacy;

/// <summary>The gate can turn red: what one blind detector does not see, the other tells; what both do not see, the third; and what nobody took out, the scan finds.</summary>
public sealed class MutatedGateTests
{
    const string Secret = "qmutant@zmutant.example.org";

    static readonly PrivacyGate Standard = PrivacyGate.Standard();

    sealed class Blind(IDetector seeing) : IDetector
    {
        public PrivacyClass Class => seeing.Class;

        public string Name => seeing.Name;

        public void Find(ReadOnlySpan<char> text, List<PrivateSpan> found)
        {
        }
    }

    static IReadOnlyList<IDetector> Blinded(IReadOnlyList<IDetector> detectors) => [.. detectors.Select(detector => new Blind(detector))];

    public static TheoryData<PrivacyClass, string> MustFire => new(PrivacyCorpus.MustFire.Select(line => (line.Class, line.Text)));

    [Theory]
    [MemberData(nameof(MustFire))]
    public void A_blind_detector_is_told_by_the_other(PrivacyClass what, string text)
    {
        foreach (var (first, second) in new[] { (Blinded(Standard.First), Standard.Second), (Standard.First, Blinded(Standard.Second)) })
        {
            var verdict = new PrivacyGate(first, second, []).Examine(Some.Read(new JsonObject { ["text"] = text }.ToJsonString()), new RecordLine());
            Assert.Contains(what.Name(), verdict.Disagreed);
        }
        Assert.Empty(Standard.Examine(Some.Read(new JsonObject { ["text"] = text }.ToJsonString()), new RecordLine()).Disagreed);
    }

    static async Task<(SomeHub Hub, RunReport Report)> RunAsync(Func<PrivacyGate> gate)
    {
        var hub = await SomeHub.StartAsync(("lesswrong.jsonl", [Some.Line(1, row => row["license"] = "CC-BY-4.0"), Some.Line(2, row => (row["license"], row["text"]) = ("CC-BY-4.0", $"{Some.Text} Write to {Secret} for more."))]));
        var flow = new Flow(Sluice.Sources.SourceRegistry.Load(), new Sluice.Validate.ValidateOptions()) { Gate = gate };
        return (hub, await flow.RunAsync(hub.NewRun(), [SomeHub.Source], hub.All, default));
    }

    static string All(SomeHub hub) => string.Concat(Directory.EnumerateFiles(hub.Lake.Serveable, "*", SearchOption.AllDirectories).Select(File.ReadAllText));

    [Fact]
    public async Task With_one_of_them_blind_the_record_is_metadata_and_is_counted()
    {
        var (hub, report) = await RunAsync(() => new PrivacyGate(Blinded(Standard.First), Standard.Second, Standard.Third));
        await using var _ = hub;

        Assert.NotNull(report.Release);
        Assert.Equal(1, report.Sources[0].Stages.Single(stage => stage.Stage == "publish").Findings[FindingCode.PrivacyDisagreement]);
        var manifest = ReceiptJson.Read<ReleaseManifest>(Path.Combine(hub.Lake.Release(report.Release), ReleaseManifest.FileName));
        Assert.Equal(("served=1, unknown=0, withheld=1", 1), (string.Join(", ", manifest.Text.Select(pair => $"{pair.Key}={pair.Value}")), manifest.Rights!.Disagreements));
        Assert.DoesNotContain("zmutant", All(hub));
    }

    [Fact]
    public async Task With_both_of_them_blind_the_third_objects()
    {
        var (hub, report) = await RunAsync(() => new PrivacyGate(Blinded(Standard.First), Blinded(Standard.Second), Standard.Third));
        await using var _ = hub;

        Assert.Equal(1, report.Sources[0].Stages.Single(stage => stage.Stage == "publish").Findings[FindingCode.PrivacyDisagreement]);
        Assert.DoesNotContain("zmutant", All(hub));
    }

    // What a gate that forgets a field, or a page that goes around it, would do.
    [Fact]
    public async Task What_nobody_took_out_stops_the_release_and_is_not_told()
    {
        var (hub, report) = await RunAsync(() => new PrivacyGate([], [], []) { Scan = Standard.Third });
        await using var _ = hub;

        Assert.Null(report.Release);
        Assert.Contains("privacy.residue", report.Sources[0].Failure);
        Assert.Contains("documents.jsonl line", report.Sources[0].Failure);
        Assert.DoesNotContain("mutant", report.ToJson().ToJsonString());
        Assert.Null(hub.Lake.CurrentRelease);
        Assert.False(Directory.Exists(hub.Lake.Releases) && Directory.EnumerateDirectories(hub.Lake.Releases).Any(folder => !Path.GetFileName(folder).StartsWith('.')));
    }

    [Fact]
    public async Task Without_any_gate_it_would_be_served()
    {
        var (hub, report) = await RunAsync(() => new PrivacyGate([], [], []));
        await using var _ = hub;

        Assert.NotNull(report.Release);
        Assert.Contains("zmutant", All(hub));
    }
}
