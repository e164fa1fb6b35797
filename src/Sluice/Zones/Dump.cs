using System.Globalization;
using Sluice.Records;

namespace Sluice.Zones;

/// <summary>One immutable extraction of a source.</summary>
public sealed class Dump(Lake lake, string source, string name)
{
    DumpMetadata? _metadata;

    public string Source { get; } = source;

    /// <summary><c>YYYY-MM-DD_HHMMSS</c>, with <c>-2</c>, <c>-3</c> … for another one in the same second.</summary>
    public string Name { get; } = name;

    public string Folder => lake.FolderOf(Zone.Raw, Source, Name);

    public string Data => Path.Combine(Folder, "data.jsonl");

    public DumpMetadata Metadata => _metadata ??= ReceiptJson.Read<DumpMetadata>(Path.Combine(Folder, DumpMetadata.FileName));

    /// <summary>All dumps of a source, oldest first.</summary>
    public static IReadOnlyList<Dump> All(Lake lake, string source) =>
        [.. lake.DumpNames(Zone.Raw, source).OrderBy(OrderOf, StringComparer.Ordinal).Select(name => new Dump(lake, source, name))];

    /// <summary>The newest complete dump: what the next extraction compares with. Its presence is the cursor.</summary>
    public static Dump? LatestComplete(Lake lake, string source) => All(lake, source).LastOrDefault(dump => dump.Metadata.IsComplete);

    /// <summary>The dumps whose fold is the snapshot: the newest complete full one and every complete delta since.</summary>
    public static IReadOnlyList<Dump> Chain(Lake lake, string source)
    {
        var complete = All(lake, source).Where(dump => dump.Metadata.IsComplete).ToList();
        var full = complete.FindLastIndex(dump => dump.Metadata.ExtractionType == "full");
        return full < 0 ? [] : complete[full..];
    }

    /// <summary>Finds a dump by its name, by its folder, or (a source's name) the newest of that source.</summary>
    public static Dump Find(Lake lake, string text)
    {
        if (lake.Sources().Contains(text, StringComparer.Ordinal))
            return All(lake, text) is [.., var newest]
                ? newest
                : throw new CorrectTheCallException($"{text} has no dump yet. Run `sluice extract {text}`.");
        var isPath = text.AsSpan().ContainsAny('/', Path.DirectorySeparatorChar);
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(text));
        var found = lake.Sources().SelectMany(source => All(lake, source)).Where(dump => isPath ? dump.Folder == folder || dump.Folder == Path.GetFullPath(Path.Combine(lake.Root, text)) : dump.Name == text).ToList();
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
