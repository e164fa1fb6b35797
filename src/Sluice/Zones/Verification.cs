using Sluice.Records;

namespace Sluice.Zones;

/// <summary>
/// Holds every file of a lake against its receipt. Logs, locks and the settings file are not data and are left out.
/// </summary>
public static class Verification
{
    /// <summary>A dump's own folder, its rows, its files from upstream, its quarantine, and its way through the record zones; live or archived.</summary>
    public static IEnumerable<Difference> OfDump(Lake lake, Dump dump)
    {
        var folders = (dump.IsArchived ? OfArchivedFolders(lake, dump) : OfFolders(lake, dump)).ToList();
        foreach (var difference in folders)
            yield return difference;
        foreach (var file in FilesOf(dump).Where(file => !UpstreamFile.Exists(lake, dump.Source, file.Sha256)))
            yield return new Difference(UpstreamFile.LivePath(lake, dump.Source, file.Sha256), "no such file", $"{file.Path}, which dump {dump.Name} names");
        // What cannot be decompressed cannot be read row by row either.
        foreach (var difference in dump.IsArchived && folders.Count > 0 ? [] : RowVerification.Of(dump))
            yield return difference;
    }

    static IEnumerable<Difference> OfFolders(Lake lake, Dump dump) =>
        lake.PartsOf(dump.Source, dump.Name).Where(part => part.Part is "raw" or "quarantine" || Directory.Exists(part.Folder))
            .SelectMany(part => WithReplays(part.Folder))
            .SelectMany(folder => Checksums.Verify(folder, Checksums.FileName));

    static IEnumerable<string> WithReplays(string folder) => [folder, .. DumpPart.ReplayFolders(folder).Select(name => Path.Combine(folder, name))];

    // As it lies there, and what it holds.
    static IEnumerable<Difference> OfArchivedFolders(Lake lake, Dump dump)
    {
        var folder = lake.ArchivedDump(dump.Source, dump.Name);
        return Checksums.Verify(folder, ArchivedDump.ChecksumList).Concat(lake.PartsOf(dump.Source, dump.Name)
            .Where(part => part.Part is "raw" or "quarantine" || Directory.Exists(Path.Combine(folder, part.Part)))
            .SelectMany(part => WithReplays(Path.Combine(folder, part.Part)))
            .SelectMany(part => Checksums.Verify(part, Checksums.FileName, isArchived: true)));
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
            foreach (var dump in lake.ArchivedDumpNames(source))
                foreach (var difference in OfDump(lake, new Dump(lake, source, dump, isArchived: true)))
                    yield return difference;
            foreach (var difference in OfFiles(lake.Files(source), Checksums.OfFile, "").Concat(OfFiles(lake.ArchivedFiles(source), ColdFile.ContentOf, ColdFile.Ending)))
                yield return difference;
        }
        foreach (var difference in OfCorpus(lake).Concat(OfReleases(lake)).Concat(OfRuns(lake)))
            yield return difference;
    }

    static IEnumerable<Difference> OfFiles(string folder, Func<string, string> hash, string ending)
    {
        if (!Directory.Exists(folder))
            yield break;
        foreach (var path in Directory.EnumerateFiles(folder).Where(path => !Path.GetFileName(path).StartsWith(AtomicFile.AsidePrefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            if (hash(path) is var found && found + ending != Path.GetFileName(path))
                yield return new Difference(path, $"sha256 {found}", "the sha256 that is its name");
    }

    static IEnumerable<Difference> OfCorpus(Lake lake) =>
        !Directory.Exists(lake.Corpus("")) ? [] : Directory.EnumerateDirectories(lake.Corpus("")).Order(StringComparer.Ordinal)
            .SelectMany(stage => Directory.EnumerateDirectories(stage).Where(folder => !Path.GetFileName(folder).StartsWith('.')).Order(StringComparer.Ordinal))
            .SelectMany(folder => Checksums.Verify(folder, Checksums.FileName));

    static IEnumerable<Difference> OfReleases(Lake lake)
    {
        if (Directory.Exists(lake.Releases))
            foreach (var folder in Directory.EnumerateDirectories(lake.Releases).Where(folder => !Path.GetFileName(folder).StartsWith('.')).Order(StringComparer.Ordinal))
                foreach (var difference in OfRelease(folder))
                    yield return difference;
        if (File.Exists(lake.CurrentFile) && File.ReadAllText(lake.CurrentFile) is var current
            && (!current.EndsWith('\n') || current.Trim() != current[..^1] || !Directory.Exists(lake.Release(current.Trim()))))
            yield return new Difference(lake.CurrentFile, current.Trim(), "one line, the name of a release that is there");
    }

    /// <summary>A release's folder; an exported copy lacks what is not handed on, with its folder.</summary>
    public static IEnumerable<Difference> OfRelease(string folder) =>
        Checksums.Verify(folder, ReleaseManifest.ChecksumList)
            .Concat(Path.Combine(folder, ReleaseManifest.LocalFolder) is var local && Directory.Exists(local) ? Checksums.Verify(local, ReleaseManifest.ChecksumList) : []);

    static IEnumerable<Difference> OfRuns(Lake lake)
    {
        if (!Directory.Exists(lake.Runs))
            yield break;
        foreach (var path in Directory.EnumerateFiles(lake.Runs, "*.json").Order(StringComparer.Ordinal))
            if (Ledger.Verify(path) is { } difference)
                yield return difference;
            else
                foreach (var other in Ledger.VerifyReports(path))
                    yield return other;
        // A run that was killed before its entry may have left its reports.
        foreach (var folder in Directory.EnumerateDirectories(lake.Runs).Where(folder => !Path.GetFileName(folder).StartsWith('.')).Order(StringComparer.Ordinal))
            foreach (var difference in Checksums.Verify(folder, Checksums.FileName))
                yield return difference;
    }
}
