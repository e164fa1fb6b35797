using Sluice.Records;

namespace Sluice.Zones;

/// <summary>
/// Holds every file of a lake against its receipt. Logs, locks and the settings file are not data and are left out.
/// </summary>
public static class Verification
{
    /// <summary>A dump's own folder, its files from upstream, its quarantine, and its way through the record zones.</summary>
    public static IEnumerable<Difference> OfDump(Lake lake, Dump dump)
    {
        foreach (var zone in new[] { Zone.Raw, Zone.Validated, Zone.Cleaned, Zone.Enriched })
            if (lake.FolderOf(zone, dump.Source, dump.Name) is var folder && (zone == Zone.Raw || Directory.Exists(folder)))
                foreach (var difference in Checksums.Verify(folder, Checksums.FileName))
                    yield return difference;
        foreach (var difference in Checksums.Verify(lake.Quarantine(dump.Source, dump.Name), Checksums.FileName))
            yield return difference;
        foreach (var file in FilesOf(dump))
            if (!File.Exists(Path.Combine(lake.Files(dump.Source), file.Sha256)))
                yield return new Difference(Path.Combine(lake.Files(dump.Source), file.Sha256), "no such file", $"{file.Path}, which dump {dump.Name} names");
        foreach (var difference in RowVerification.Of(dump))
            yield return difference;
    }

    // A dump whose metadata cannot be read differs already by its checksum.
    static IReadOnlyList<DumpFile> FilesOf(Dump dump)
    {
        try
        {
            return dump.Metadata.Files;
        }
        catch (GateFailedException)
        {
            return [];
        }
    }

    public static IEnumerable<Difference> OfAll(Lake lake)
    {
        if (File.ReadAllText(lake.FormatFile) != Lake.FormatLine)
            yield return new Difference(lake.FormatFile, File.ReadAllText(lake.FormatFile).Trim(), Lake.FormatLine.Trim());
        foreach (var source in lake.Sources())
        {
            foreach (var dump in lake.DumpNames(Zone.Raw, source))
                foreach (var difference in OfDump(lake, new Dump(lake, source, dump)))
                    yield return difference;
            foreach (var difference in OfFiles(lake, source))
                yield return difference;
        }
        foreach (var difference in OfReleases(lake).Concat(OfRuns(lake)))
            yield return difference;
    }

    static IEnumerable<Difference> OfFiles(Lake lake, string source)
    {
        if (!Directory.Exists(lake.Files(source)))
            yield break;
        foreach (var path in Directory.EnumerateFiles(lake.Files(source)).Where(path => !Path.GetFileName(path).StartsWith(AtomicFile.AsidePrefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            if (Checksums.OfFile(path) is var found && found != Path.GetFileName(path))
                yield return new Difference(path, $"sha256 {found}", "the sha256 that is its name");
    }

    static IEnumerable<Difference> OfReleases(Lake lake)
    {
        if (Directory.Exists(lake.Releases))
            foreach (var folder in Directory.EnumerateDirectories(lake.Releases).Order(StringComparer.Ordinal))
                foreach (var difference in Checksums.Verify(folder, ReleaseManifest.ChecksumList))
                    yield return difference;
        if (File.Exists(lake.CurrentFile) && File.ReadAllText(lake.CurrentFile) is var current
            && (!current.EndsWith('\n') || current.Trim() != current[..^1] || !Directory.Exists(lake.Release(current.Trim()))))
            yield return new Difference(lake.CurrentFile, current.Trim(), "one line, the name of a release that is there");
    }

    static IEnumerable<Difference> OfRuns(Lake lake)
    {
        if (!Directory.Exists(lake.Runs))
            yield break;
        foreach (var path in Directory.EnumerateFiles(lake.Runs, "*.json").Order(StringComparer.Ordinal))
            if (Ledger.Verify(path) is { } difference)
                yield return difference;
    }
}
