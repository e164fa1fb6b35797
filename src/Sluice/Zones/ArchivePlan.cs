using System.Globalization;
using Sluice.Records;

namespace Sluice.Zones;

/// <summary>
/// Which dumps may leave for the archive: those that are old enough, lie before the base of their source's present
/// chain, and are not what the current release, or one that is held for review, was made from.
/// </summary>
/// <param name="Files">Upstream files, as source and sha256, that only archived dumps name once these are among them.</param>
/// <param name="Because">One sentence: what goes, or which rule kept the oldest dump.</param>
public sealed record ArchivePlan(IReadOnlyList<Dump> Dumps, IReadOnlyList<(string Source, string Sha256)> Files, string Because)
{
    /// <param name="olderThan">By extraction date, against <paramref name="now"/>; a dump of exactly that age is old enough.</param>
    public static ArchivePlan Of(Lake lake, IReadOnlyList<string> sources, TimeSpan olderThan, DateTimeOffset now)
    {
        var served = ServedBy(lake);
        var kept = new List<(Dump Dump, string Because)>();
        var dumps = new List<Dump>();
        foreach (var source in sources)
        {
            var all = Dump.All(lake, source);
            var firstOfChain = Dump.Chain(lake, source) is [var first, ..] ? all.ToList().FindIndex(dump => dump.Name == first.Name) : -1;
            for (var i = 0; i < all.Count; i++)
                if (KeptBecause(lake, all[i], i, firstOfChain, served, olderThan, now) is { } because)
                    kept.Add((all[i], because));
                else
                    dumps.Add(all[i]);
        }
        var files = sources.SelectMany(source => FilesOf(lake, source, dumps)).ToList();
        return new ArchivePlan(dumps, files, Sentence(dumps, files.Count, kept));
    }

    static string? KeptBecause(Lake lake, Dump dump, int index, int firstOfChain, Dictionary<(string, string), string> served, TimeSpan olderThan, DateTimeOffset now)
    {
        if (firstOfChain < 0)
            return "no complete full dump came after it";
        if (index == firstOfChain)
            return "it is the base of the present chain, and no newer full dump is there (`sluice run --mode full` makes one)";
        if (index > firstOfChain)
            return "it does not lie before the base of the present chain";
        if (served.TryGetValue((dump.Source, dump.Name), out var release))
            return release == lake.CurrentRelease ? $"the current release {lake.CurrentRelease} was made from it (`sluice publish` makes a newer one)"
                : $"release {release}, which is held for review, was made from it (`sluice releases approve` or `reject` settles that)";
        var date = DateTimeOffset.Parse(dump.Metadata.ExtractionDate, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        return now - date < olderThan ? $"it is of {dump.Metadata.ExtractionDate}, which is not that old" : null;
    }

    // What is held may be served tomorrow.
    static Dictionary<(string, string), string> ServedBy(Lake lake)
    {
        var served = new Dictionary<(string, string), string>();
        foreach (var release in (string[])[.. lake.CurrentRelease is { } current ? [current] : (string[])[], .. HeldReleases.Read(lake).Where(id => Directory.Exists(lake.Release(id)))])
            foreach (var dump in ReceiptJson.Read<ReleaseLineage>(Path.Combine(lake.Release(release), ReleaseLineage.FileName)).Dumps)
                served.TryAdd((dump.Source, dump.Dump), release);
        return served;
    }

    /// <summary>Upstream files that archived dumps name, and <paramref name="leaving"/> ones, but no dump that stays live.</summary>
    internal static IEnumerable<(string Source, string Sha256)> FilesOf(Lake lake, string source, IReadOnlyList<Dump> leaving)
    {
        var left = leaving.Where(dump => dump.Source == source).ToList();
        var needed = Dump.All(lake, source).Where(dump => left.TrueForAll(other => other.Name != dump.Name))
            .SelectMany(dump => dump.Metadata.Files).Select(file => file.Sha256).ToHashSet(StringComparer.Ordinal);
        return Dump.Archived(lake, source).Concat(left).SelectMany(dump => dump.Metadata.Files).Select(file => file.Sha256).Distinct(StringComparer.Ordinal)
            .Where(sha256 => !needed.Contains(sha256) && File.Exists(UpstreamFile.LivePath(lake, source, sha256)))
            .Order(StringComparer.Ordinal).Select(sha256 => (source, sha256));
    }

    static string Sentence(List<Dump> dumps, int files, List<(Dump Dump, string Because)> kept)
    {
        if (dumps.Count + files > 0)
            return $"{Count(dumps.Count, "dump")} and {Count(files, "upstream file")} may go: nothing current is made from them.";
        var oldest = kept.OrderBy(pair => Dump.OrderOf(pair.Dump.Name), StringComparer.Ordinal).Select(pair => $"Nothing to archive: {pair.Dump.Name} of {pair.Dump.Source} is the oldest dump, and {pair.Because}.").FirstOrDefault();
        return oldest ?? "Nothing to archive: there is no live dump.";
    }

    internal static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
