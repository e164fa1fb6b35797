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

    const int MostOfAName = 40;

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

    /// <summary>Every file to pack, hashed, by path. <see cref="PackedFile.Where"/> is git or, for what a part will hold, empty. What goes away meanwhile is not among them.</summary>
    /// <param name="collections">The names of collections that may be in git.</param>
    public static IReadOnlyList<PackedFile> Of(Lake lake, IReadOnlySet<string> collections, CancellationToken cancel)
    {
        var files = new List<PackedFile>();
        foreach (var path in Below(lake.Root))
        {
            cancel.ThrowIfCancellationRequested();
            var name = lake.Relative(path);
            var steps = name.Split('/');
            if (steps.Any(step => step[0] == '.') || Left.Contains(steps[0], StringComparer.Ordinal))
                continue;
            if (!PackIndex.IsInside(name))
                throw new CorrectTheCallException($"{path} has a name that not every system can hold. Rename it or take it out of the lake, then pack again.");
            if (!PlainFile.Is(path))
                throw new CorrectTheCallException($"{path} is no plain file, so nothing could be packed of it. Take it out of the lake, then pack again.");
            if (PlainFile.Measure(path) is var (bytes, sha256))
                files.Add(new PackedFile(name, bytes, sha256, bytes <= MostGitBytes && IsOfGit(name) && !MayQuote(lake, name, collections) ? PackIndex.InGit : ""));
        }
        files.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return files;
    }

    static IEnumerable<string> Below(string folder)
    {
        var folders = new Stack<string>([folder]);
        while (folders.TryPop(out var next))
        {
            List<string> files;
            try
            {
                foreach (var below in Directory.EnumerateDirectories(next))
                    folders.Push(below);
                files = [.. Directory.EnumerateFiles(next)];
            }
            catch (DirectoryNotFoundException)
            {
                continue;
            }
            foreach (var file in files)
                yield return file;
        }
    }

    public static bool IsOfGit(string path) => GitPaths.Any(pattern => Fits(path.Split('/'), pattern.Split('/')));

    static bool Fits(string[] path, string[] pattern) =>
        path.Length == pattern.Length && path.Zip(pattern).All(step =>
            step.Second.IndexOf('*', StringComparison.Ordinal) is var star && (star < 0
                ? step.First == step.Second
                : step.First.StartsWith(step.Second[..star], StringComparison.Ordinal) && step.First.EndsWith(step.Second[(star + 1)..], StringComparison.Ordinal)));

    // The sentence of a run that was stopped may say what was found, and that may be a record's own words. So may the name
    // of a collection that nobody listed: it is whatever upstream wrote there.
    static bool MayQuote(Lake lake, string path, IReadOnlySet<string> collections)
    {
        var file = Path.Combine(lake.Root, path);
        if (IsOfLedger(path))
            return LedgerNews.StatusOf(file) is not ("complete" or "unchanged" or "sample");
        if (Path.GetFileName(path) is not (Manifest.FileName or ReleaseManifest.FileName))
            return false;
        return LedgerNews.Entry(file) is not { } receipt || Names(receipt["collections"]).Concat(Names(receipt["by_collection"])).Concat(Names((receipt["rights"] as JsonObject)?["text_by_collection"]))
            .Any(name => name.Length > 0 && !(collections.Contains(name) && IsPlain(name)));
    }

    static IEnumerable<string> Names(JsonNode? counts) => (counts as JsonObject)?.Select(pair => pair.Key) ?? [];

    /// <summary>True for a short name of letters, digits, blanks, dots and dashes.</summary>
    internal static bool IsPlain(string name) => name.Length is > 0 and <= MostOfAName && name.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '.' or '_' or '-');

    internal static bool IsOfLedger(string path) => Fits(path.Split('/'), ["runs", "*.json"]);

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
