using Sluice.Records;

namespace Sluice.Zones;

/// <summary>
/// The form in which a dump rests in the archive: its folders side by side, each data file compressed, receipts and
/// checksum lists plain, and one list more over all of it as it lies there.
/// </summary>
static class ArchivedDump
{
    /// <summary>The checksum list over an archived dump's files as they lie there, compressed.</summary>
    public const string ChecksumList = "ARCHIVE.sha256";

    // What tools look at first stays readable without decompressing.
    static readonly string[] KeptPlain = [DumpMetadata.FileName, Manifest.FileName, Checksums.FileName, QuarantineState.FileName];

    /// <summary>Compresses a dump's folders into the archive, where they appear in one rename.</summary>
    /// <exception cref="GateFailedException">What was written does not give back what the checksum lists say; nothing is visible.</exception>
    public static void Write(Lake lake, Dump dump, Action<ArchiveStep> onStep) => Write(lake, lake, dump, onStep);

    /// <summary>The same of folders that lie in another lake.</summary>
    public static void Write(Lake lake, Lake from, Dump dump, Action<ArchiveStep> onStep)
    {
        using var folder = AtomicFolder.Begin(lake.ArchivedDump(dump.Source, dump.Name), ChecksumList);
        foreach (var (part, live) in from.PartsOf(dump.Source, dump.Name).Where(part => Directory.Exists(part.Folder)))
        {
            foreach (var path in Directory.EnumerateFiles(live, "*", SearchOption.AllDirectories))
                if (Path.Combine(folder.File(part), Path.GetRelativePath(live, path)) is var to && KeptPlain.Contains(Path.GetFileName(path), StringComparer.Ordinal))
                    Copy(path, to);
                else
                    ColdFile.Compress(path, to + ColdFile.Ending);
            MustBe(folder.File(part), dump, isArchived: true);
        }
        onStep(ArchiveStep.Checked);
        folder.Commit();
        onStep(ArchiveStep.Visible);
    }

    /// <summary>Puts an archived dump's folders back as they were, raw last, since that is what makes it visible.</summary>
    /// <exception cref="GateFailedException">What was written is not what the checksum lists say; that folder is not visible.</exception>
    public static void Restore(Lake lake, Dump dump, Action<ArchiveStep> onStep)
    {
        foreach (var (part, live) in lake.PartsOf(dump.Source, dump.Name).Reverse())
        {
            var archived = Path.Combine(lake.ArchivedDump(dump.Source, dump.Name), part);
            if (!Directory.Exists(archived))
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(live)!);
            using var folder = AtomicFolder.Begin(live);
            foreach (var path in Directory.EnumerateFiles(archived, "*", SearchOption.AllDirectories))
                if (folder.File(Path.GetRelativePath(archived, path)) is var to && to.EndsWith(ColdFile.Ending, StringComparison.Ordinal))
                    ColdFile.Decompress(path, to[..^ColdFile.Ending.Length]);
                else
                    Copy(path, to);
            MustBe(folder.Aside, dump, isArchived: false);
            folder.Commit();
            onStep(ArchiveStep.Visible);
        }
    }

    static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to);
    }

    static void MustBe(string folder, Dump dump, bool isArchived)
    {
        if (DumpPart.ReplayFolders(folder).Select(name => Path.Combine(folder, name)).Prepend(folder).SelectMany(part => Checksums.Verify(part, Checksums.FileName, isArchived)).FirstOrDefault() is { } first)
            throw new GateFailedException($"{dump.Source}/{dump.Name} cannot be moved: {Path.GetFileName(first.File)} of {Path.GetFileName(folder).Replace(AtomicFile.AsidePrefix, "", StringComparison.Ordinal)} is {first.Found}, expected {first.Expected}. It stays where it was; `sluice verify {dump.Name}` says how it differs.");
    }
}
