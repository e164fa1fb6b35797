using System.Globalization;
using Sluice.Records;

namespace Sluice.Zones;

/// <summary>One immutable extraction of a source, live or in the archive.</summary>
public sealed class Dump(Lake lake, string source, string name, bool isArchived = false)
{
    DumpMetadata? _metadata;

    public string Source { get; } = source;

    /// <summary><c>YYYY-MM-DD_HHMMSS</c>, with <c>-2</c>, <c>-3</c> … for another one in the same second.</summary>
    public string Name { get; } = name;

    /// <summary>True if it rests compressed in the archive; it then answers all the same, only slower.</summary>
    public bool IsArchived { get; } = isArchived;

    /// <summary>Its folder in the raw zone, or what became of that in the archive.</summary>
    public string Folder => FolderOf(Zone.Raw);

    /// <summary>Its folder in a record zone, which need not be there.</summary>
    public string FolderOf(Zone zone) => IsArchived ? Path.Combine(lake.ArchivedDump(Source, Name), zone.Name()) : lake.FolderOf(zone, Source, Name);

    public string Quarantine => IsArchived ? Path.Combine(lake.ArchivedDump(Source, Name), "quarantine") : lake.Quarantine(Source, Name);

    /// <summary>Where the kept rows lie; in the archive that name has <c>.gz</c> behind it. Use <see cref="Open"/> to read either.</summary>
    public string Data => Path.Combine(Folder, "data.jsonl");

    /// <summary>Opens one of its files as it was written, archived or not; sequential, and a plain file can also seek.</summary>
    /// <exception cref="GateFailedException">It has no such file.</exception>
    public Stream Open(Zone zone, string name) => ColdFile.Open(Path.Combine(FolderOf(zone), name));

    public DumpMetadata Metadata => _metadata ??= ReceiptJson.Read<DumpMetadata>(Path.Combine(Folder, DumpMetadata.FileName));

    /// <summary>Holds one file of its raw folder against the checksum list, before anything is made of it.</summary>
    /// <exception cref="GateFailedException">It is not what the list says.</exception>
    public void MustBeSound(string name)
    {
        var list = Path.Combine(Folder, Checksums.FileName);
        var path = Path.Combine(Folder, name);
        var line = File.Exists(list) ? File.ReadLines(list).FirstOrDefault(line => line.Length > 66 && line[66..] == name) : null;
        var found = File.Exists(path) ? Checksums.OfFile(path) : IsArchived && File.Exists(path + ColdFile.Ending) ? ColdFile.ContentOf(path + ColdFile.Ending) : "of no file";
        if (line is null || line[..64] != found)
            throw new GateFailedException($"{path}: sha256 {found}, expected {line?[..64] ?? "a line for it"} (by {list}). The next extraction would be compared with it, so nothing was done: restore it from a copy, or take the dump {Name} away and run again. `sluice verify {Name}` says all that differs.");
    }

    /// <summary>All dumps of a source, oldest first.</summary>
    public static IReadOnlyList<Dump> All(Lake lake, string source) =>
        [.. lake.DumpNames(Zone.Raw, source).OrderBy(OrderOf, StringComparer.Ordinal).Select(name => new Dump(lake, source, name))];

    /// <summary>Dumps of a source that rest in the archive and nowhere else, oldest first.</summary>
    public static IReadOnlyList<Dump> Archived(Lake lake, string source) =>
        [.. lake.ArchivedDumpNames(source).Where(name => !Directory.Exists(lake.FolderOf(Zone.Raw, source, name)))
            .OrderBy(OrderOf, StringComparer.Ordinal).Select(name => new Dump(lake, source, name, isArchived: true))];

    /// <summary>The newest complete dump: what the next extraction compares with. Its presence is the cursor.</summary>
    public static Dump? LatestComplete(Lake lake, string source) => All(lake, source).LastOrDefault(dump => dump.Metadata.IsComplete);

    /// <summary>The dumps whose fold is the snapshot: the newest complete full one and every complete delta since.</summary>
    public static IReadOnlyList<Dump> Chain(Lake lake, string source)
    {
        var complete = All(lake, source).Where(dump => dump.Metadata.IsComplete).ToList();
        var full = complete.FindLastIndex(dump => dump.Metadata.ExtractionType == "full");
        return full < 0 ? [] : complete[full..];
    }

    /// <summary>Finds a dump, live or archived, by its name, by its folder, or (a source's name) the newest live one of that source.</summary>
    public static Dump Find(Lake lake, string text)
    {
        if (lake.Sources().Contains(text, StringComparer.Ordinal))
            return All(lake, text) is [.., var newest]
                ? newest
                : throw new CorrectTheCallException($"{text} has no dump yet. Run `sluice extract {text}`.");
        var isPath = text.AsSpan().ContainsAny('/', Path.DirectorySeparatorChar);
        string[] folders = [Path.TrimEndingDirectorySeparator(Path.GetFullPath(text)), Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(lake.Root, text)))];
        var found = lake.Sources().SelectMany(source => All(lake, source).Concat(Archived(lake, source)))
            .Where(dump => isPath ? folders.Contains(dump.IsArchived ? lake.ArchivedDump(dump.Source, dump.Name) : dump.Folder, StringComparer.Ordinal) : dump.Name == text).ToList();
        if (found.Count == 1)
            return found[0];
        throw new CorrectTheCallException(found.Count == 0
            ? $"There is no file, dump or source called '{text}' in {lake.Root}.{Nearest.Hint(text, lake.Sources())} `sluice dumps` lists the dumps."
            : $"'{text}' is a dump of several sources ({string.Join(", ", found.Select(dump => dump.Source))}). Name its folder.");
    }

    /// <summary>A name that no dump of the source has yet.</summary>
    public static string NewName(Lake lake, string source, DateTimeOffset started)
    {
        var name = started.UtcDateTime.ToString("yyyy-MM-dd_HHmmss", CultureInfo.InvariantCulture);
        var candidate = name;
        // Names order dumps. A clock that stepped back must not put the newest one before an older.
        if (All(lake, source) is [.., var newest] && string.CompareOrdinal(OrderOf(newest.Name), OrderOf(name)) >= 0)
            name = newest.Name.Length > 17 ? newest.Name[..17] : newest.Name;
        for (var n = 2; All(lake, source).Any(dump => string.CompareOrdinal(OrderOf(dump.Name), OrderOf(candidate)) >= 0); n++)
            candidate = string.Create(CultureInfo.InvariantCulture, $"{name}-{n}");
        return candidate;
    }

    /// <summary>What to sort names of dumps and runs by: "…-10" comes after "…-9", and both after none.</summary>
    public static string OrderOf(string name)
    {
        var dash = name.IndexOf('-', Math.Min(name.Length, 11));
        return dash < 0 ? name + "-0001" : name[..dash] + "-" + name[(dash + 1)..].PadLeft(4, '0');
    }
}
