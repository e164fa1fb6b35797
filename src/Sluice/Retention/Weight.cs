using Sluice.Zones;

namespace Sluice.Retention;

/// <summary>What the parts of a lake weigh on the disk, in bytes.</summary>
public static class Weight
{
    /// <summary>By part, in the order in which a record goes through them; <c>other</c> is all that has no name here.</summary>
    public static IReadOnlyList<(string Part, long Bytes)> Of(Lake lake)
    {
        var parts = new List<(string Part, long Bytes)>
        {
            ("files", lake.Sources().Sum(source => Of(lake.Files(source)))),
            ("dumps", lake.Sources().Sum(source => Of(lake.Dumps(source)))),
            ("transformed", Of(Path.Combine(lake.Root, "transformed"))),
            ("quarantine", Of(Path.Combine(lake.Root, "quarantine"))),
            ("corpus", Of(Path.Combine(lake.Root, "corpus"))),
            ("releases", Of(lake.Releases)),
            ("archive", Of(lake.Archive)),
            ("runs", Of(lake.Runs)),
            ("logs", Of(lake.Logs)),
        };
        parts.Add(("other", Math.Max(0, Of(lake.Root) - parts.Sum(part => part.Bytes))));
        return parts;
    }

    /// <summary>Of all files below a folder; 0 without one. What goes while it is weighed weighs nothing.</summary>
    public static long Of(string folder)
    {
        long bytes = 0;
        try
        {
            if (Directory.Exists(folder))
                foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
                    bytes += LengthOf(file);
        }
        catch (DirectoryNotFoundException)
        {
            // A folder was taken away, or became visible under its name.
        }
        return bytes;
    }

    static long LengthOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }
}
