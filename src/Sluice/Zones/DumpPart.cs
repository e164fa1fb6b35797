using System.Globalization;

namespace Sluice.Zones;

/// <summary>Where a row stands upstream.</summary>
public sealed record RowPlace(string File, long Line);

/// <summary>
/// A part of a dump in a record zone: what was promoted with the dump, or what a replay of its quarantine added later
/// (<c>replays/&lt;n&gt;/</c>). Each has its own data file, receipt and checksum list.
/// </summary>
/// <param name="Name">Empty for the dump itself, else <c>replays/1</c>, <c>replays/2</c> …</param>
public sealed record DumpPart(string Folder, string Name, Manifest Manifest)
{
    /// <summary>The folder of replays in a dump's folder of a record zone.</summary>
    public const string Replays = "replays";

    public string Data => Path.Combine(Folder, "data.jsonl");

    public bool IsReplay => Name.Length > 0;

    /// <summary>Whether its data is there, as long as its receipt says; a check of the bytes is <c>verify</c>'s.</summary>
    public bool IsWhole => new FileInfo(Data) is { Exists: true } data && data.Length == Manifest.Output.Bytes;

    /// <summary>The parts of a dump in the zone folder given, the dump itself first; none if it has not come so far.</summary>
    public static IReadOnlyList<DumpPart> Of(string zoneFolder) =>
        Manifest.ReadFrom(zoneFolder) is not { } main ? []
        : [new DumpPart(zoneFolder, "", main), .. ReplayFolders(zoneFolder).Select(name => new DumpPart(Path.Combine(zoneFolder, name), name, ReceiptJson.Read<Manifest>(Path.Combine(zoneFolder, name, Manifest.FileName))))];

    /// <summary><c>replays/1</c>, <c>replays/2</c> … as they are there, by number.</summary>
    public static IReadOnlyList<string> ReplayFolders(string zoneFolder)
    {
        var replays = Path.Combine(zoneFolder, Replays);
        return !Directory.Exists(replays) ? []
            : [.. Directory.EnumerateDirectories(replays).Select(Path.GetFileName).OfType<string>()
                .Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                .OrderBy(name => int.Parse(name, CultureInfo.InvariantCulture)).Select(name => $"{Replays}/{name}")];
    }

    /// <summary>The first name that is free.</summary>
    public static string NewReplay(string zoneFolder)
    {
        var taken = ReplayFolders(zoneFolder);
        for (var n = 1; ; n++)
            if (string.Create(CultureInfo.InvariantCulture, $"{Replays}/{n}") is var name && !taken.Contains(name, StringComparer.Ordinal))
                return name;
    }

    /// <summary>The places of rows that a replay put another row before: they count no more.</summary>
    public static HashSet<RowPlace> DisplacedIn(IEnumerable<DumpPart> parts) => [.. parts.SelectMany(part => part.Manifest.Displaced ?? [])];
}
