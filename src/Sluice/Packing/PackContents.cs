using System.Text.Json.Nodes;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Packing;

/// <summary>
/// What of a lake is packed, and on which side. The git side is kept for ever, also what is taken out of it later: it
/// gets only what is listed here, which holds hashes, counts and names, and nothing that a record says.
/// </summary>
public static class PackContents
{
    /// <summary>Larger files go to the assets whatever they are: a git host refuses them.</summary>
    public const long MostGitBytes = 50_000_000;

    /// <summary>A star is one step of a path.</summary>
    public static IReadOnlyList<string> GitPaths { get; } =
    [
        "lake.json",
        "sources.json",
        "sources/*/sources.json",
        "curated/*.jsonl",
        "runs/*.json",
        "runs/*/MANIFEST.sha256",
        "raw/*/dumps/*/MANIFEST.sha256",
        "transformed/*/*/*/manifest.json",
        "transformed/*/*/*/MANIFEST.sha256",
        "quarantine/*/*/MANIFEST.sha256",
        "archive/*/dumps/*/ARCHIVE.sha256",
        "corpus/*/*/MANIFEST.sha256",
        "serveable/current",
        "serveable/held",
        "serveable/releases/*/MANIFEST.json",
        "serveable/releases/*/SHA256SUMS",
    ];

    /// <summary>Of this machine and this moment: what is hidden (locks, work in progress), logs, and the watch's heartbeat.</summary>
    static readonly string[] Left = ["logs", "watch"];

    /// <summary>Every file to pack, hashed, by path. <see cref="PackedFile.Where"/> is git or, for what a part will hold, empty.</summary>
    public static IReadOnlyList<PackedFile> Of(Lake lake, CancellationToken cancel)
    {
        var files = new List<PackedFile>();
        foreach (var path in Directory.EnumerateFiles(lake.Root, "*", SearchOption.AllDirectories))
        {
            cancel.ThrowIfCancellationRequested();
            var name = lake.Relative(path);
            var steps = name.Split('/');
            if (steps.Any(step => step[0] == '.') || Left.Contains(steps[0], StringComparer.Ordinal))
                continue;
            if (!PackIndex.IsInside(name))
                throw new CorrectTheCallException($"{path} has a name that not every system can hold. Rename it or take it out of the lake, then pack again.");
            var bytes = new FileInfo(path).Length;
            files.Add(new PackedFile(name, bytes, Checksums.OfFile(path), bytes <= MostGitBytes && IsOfGit(name) && !MayQuote(lake, name) ? PackIndex.InGit : ""));
        }
        files.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return files;
    }

    public static bool IsOfGit(string path) => GitPaths.Any(pattern => Fits(path.Split('/'), pattern.Split('/')));

    static bool Fits(string[] path, string[] pattern) =>
        path.Length == pattern.Length && path.Zip(pattern).All(step =>
            step.Second.IndexOf('*', StringComparison.Ordinal) is var star && (star < 0
                ? step.First == step.Second
                : step.First.StartsWith(step.Second[..star], StringComparison.Ordinal) && step.First.EndsWith(step.Second[(star + 1)..], StringComparison.Ordinal)));

    // The sentence of a run that was stopped may say what was found, and that may be a record's own words.
    static bool MayQuote(Lake lake, string path) => IsOfLedger(path) && StatusOf(Path.Combine(lake.Root, path)) is not ("complete" or "unchanged" or "sample");

    /// <summary>True for the entry of a run that brought nothing: a copy of the lake without it is as good.</summary>
    internal static bool IsNoNews(Lake lake, string path) => IsOfLedger(path) && StatusOf(Path.Combine(lake.Root, path)) == "unchanged";

    internal static bool IsOfLedger(string path) => Fits(path.Split('/'), ["runs", "*.json"]);

    static string? StatusOf(string path) => ReceiptJson.Read<JsonObject>(path)["status"]?.GetValue<string>();

    /// <summary>What files share a part with: those that come and go together.</summary>
    public static string GroupOf(string path) => path.Split('/') switch
    {
        ["raw", var source, "files", ..] => $"files of {source}",
        ["raw", var source, "dumps", ..] => $"dumps of {source}",
        ["transformed", _, var source, ..] => $"dumps of {source}",
        ["quarantine", var source, ..] => $"dumps of {source}",
        ["archive", var source, ..] => $"archive of {source}",
        ["serveable", "releases", ..] => "releases",
        [var first, _, ..] => first,
        _ => "",
    };
}
