using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Sluice.Pipeline;
using Sluice.Zones;

namespace Sluice.Corpus;

/// <summary>
/// Runs a corpus stage if its inputs, version or configuration changed, and puts its folder in place in one rename:
/// <c>corpus/&lt;stage&gt;/&lt;inputs hash&gt;</c>. The folder of the state before is read once more, then it goes.
/// </summary>
public sealed class CorpusPromotion(ICorpusStage stage)
{
    /// <param name="inputs">All that the outcome depends on beside the stage itself, a line each; <see cref="SnapshotInputs"/> for the snapshots.</param>
    /// <returns>The folder, and the balance: what was read is kept.</returns>
    public async Task<(string Folder, StageReport Report)> PromoteAsync(Run run, CorpusInput input, IEnumerable<string> inputs, CancellationToken cancel)
    {
        var began = run.Clock.GetTimestamp();
        var hash = HashOf(inputs);
        var folder = Path.Combine(run.Lake.Corpus(stage.Id.Name), hash);
        if (CorpusManifest.ReadFrom(folder) is { } done && IsWhole(folder, done))
        {
            KeepOnly(folder);
            return (folder, Report(done, 0, skipped: true));
        }
        run.Log.LogInformation("{Stage}: the whole corpus, {Hash}", stage.Id.Name, hash);
        using var pending = AtomicFolder.Begin(folder);
        var result = await stage.RunAsync(run, input, Before(folder), pending.Aside, cancel);
        var manifest = new CorpusManifest
        {
            Stage = stage.Id.Name, Version = stage.Id.Version, InputsHash = hash, Records = result.Records, Output = result.Output,
            Counts = result.Counts, Findings = result.Findings, Told = result.Told,
        };
        File.WriteAllText(pending.File(CorpusManifest.FileName), ReceiptJson.Write(manifest));
        pending.Commit();
        KeepOnly(folder);
        Footprint.GiveBack();
        return (folder, Report(manifest, run.Clock.GetElapsedTime(began).TotalSeconds, skipped: false));
    }

    string HashOf(IEnumerable<string> inputs) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{stage.Id}\n{stage.Configuration}\n{string.Join('\n', inputs)}\n")))[..16];

    static bool IsWhole(string folder, CorpusManifest manifest) =>
        new FileInfo(Path.Combine(folder, CorpusManifest.DataName)) is { Exists: true } data && data.Length == manifest.Output.Bytes;

    static string? Before(string folder) => Others(folder).OrderByDescending(Directory.GetLastWriteTimeUtc).ThenBy(path => path, StringComparer.Ordinal).FirstOrDefault();

    static IEnumerable<string> Others(string folder) =>
        Directory.EnumerateDirectories(Path.GetDirectoryName(folder)!).Where(other => Path.GetFileName(other) != Path.GetFileName(folder) && !Path.GetFileName(other).StartsWith('.')).ToList();

    // What a release was made of lies in the release; here only the newest state is of use.
    static void KeepOnly(string folder)
    {
        foreach (var other in Others(folder))
        {
            // Killed in between, half a folder must not look like a state: what goes by such a name is cleared away.
            var aside = Path.Combine(Path.GetDirectoryName(other)!, AtomicFile.AsidePrefix + Path.GetFileName(other));
            Directory.Move(other, aside);
            Directory.Delete(aside, recursive: true);
        }
    }

    StageReport Report(CorpusManifest manifest, double seconds, bool skipped) =>
        new(stage.Id.Name, stage.Id.Version, manifest.Records, manifest.Records, new(StringComparer.Ordinal), manifest.Findings, seconds, skipped);
}
