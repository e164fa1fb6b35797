namespace Sluice.Zones;

/// <summary>
/// The releases that wait for a person's word: <c>serveable/held</c>, an id a line, oldest first, replaced by rename. An id
/// is there before its release is, so that no kill lets one pass unseen; without a release it means nothing yet.
/// </summary>
public static class HeldReleases
{
    /// <summary>Also those that are not made yet.</summary>
    public static IReadOnlyList<string> Read(Lake lake) =>
        !File.Exists(lake.HeldFile) ? [] : [.. File.ReadAllText(lake.HeldFile).Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).Distinct(StringComparer.Ordinal)];

    public static void Add(Lake lake, string id)
    {
        var held = Read(lake);
        if (!held.Contains(id, StringComparer.Ordinal))
            Write(lake, [.. held, id]);
    }

    public static void Remove(Lake lake, string id)
    {
        var held = Read(lake);
        if (held.Contains(id, StringComparer.Ordinal))
            Write(lake, [.. held.Where(other => other != id)]);
    }

    static void Write(Lake lake, IReadOnlyList<string> held)
    {
        if (held.Count > 0)
        {
            AtomicFile.Write(lake.HeldFile, string.Concat(held.Select(id => id + "\n")));
            return;
        }
        File.Delete(lake.HeldFile);
        Durable.FlushFolder(lake.Serveable);
    }
}
