using Sluice.Zones;

namespace Sluice.Retention;

/// <summary>What the parts of a lake weigh on the disk, in bytes.</summary>
public static class DiskUse
{
    /// <summary>By part, in the order in which a record goes through them; <c>other</c> is all that has no name here.</summary>
    public static IReadOnlyList<(string Part, long Bytes)> Of(Lake lake)
    {
        var parts = new List<(string Part, long Bytes)>
        {
            ("files", lake.Sources().Sum(source => Archive.FolderBytes(lake.Files(source)))),
            ("dumps", lake.Sources().Sum(source => Archive.FolderBytes(lake.Dumps(source)))),
            ("transformed", Archive.FolderBytes(Path.Combine(lake.Root, "transformed"))),
            ("quarantine", Archive.FolderBytes(Path.Combine(lake.Root, "quarantine"))),
            ("corpus", Archive.FolderBytes(Path.Combine(lake.Root, "corpus"))),
            ("releases", Archive.FolderBytes(lake.Releases)),
            ("archive", Archive.FolderBytes(lake.Archive)),
            ("runs", Archive.FolderBytes(lake.Runs)),
            ("logs", Archive.FolderBytes(lake.Logs)),
        };
        parts.Add(("other", Math.Max(0, Archive.FolderBytes(lake.Root) - parts.Sum(part => part.Bytes))));
        return parts;
    }
}
