using System.Text;
using Sluice.Records;

namespace Sluice.Zones;

/// <summary>
/// What the snapshots of all sources in the enriched zone are folded from, in words to be hashed: where these are equal,
/// so are the snapshots. An empty delta, which only moves the cursor, is not among them.
/// </summary>
public static class SnapshotInputs
{
    /// <exception cref="CorrectTheCallException">A dump has not come so far yet.</exception>
    public static IReadOnlyList<(Dump Dump, IReadOnlyList<DumpPart> Parts)> Of(Lake lake) =>
        [.. lake.Sources().SelectMany(source => Dump.Chain(lake, source)).Select(dump => (dump, DumpPart.Of(lake.FolderOf(Zone.Enriched, dump.Source, dump.Name)) is { Count: > 0 } parts ? parts
            : throw new CorrectTheCallException($"{dump.Source}/{dump.Name} has not reached the enriched zone yet. Run the stages in order, or `sluice run`.")))];

    /// <param name="also">More that is told of a dump, or null.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<(Dump Dump, IReadOnlyList<DumpPart> Parts)> inputs, Func<Dump, string>? also = null)
    {
        var newest = inputs.GroupBy(input => input.Dump.Source, StringComparer.Ordinal).Select(chain => chain.Last().Dump).ToHashSet();
        foreach (var (dump, parts) in inputs)
        {
            // Late rows count in the newest dump only, which may hold nothing else.
            var counted = parts.Where(part => !part.Manifest.Late || (newest.Contains(dump) && part.Manifest.Output.Lines + (part.Manifest.Displaced?.Count ?? 0) > 0)).ToList();
            if (dump.Metadata.ExtractionStatus != "unchanged" || counted.Count > 1)
                yield return new StringBuilder().Append(dump.Source).Append(' ').Append(dump.Name).Append(' ').AppendJoin(' ', counted.Select(part => part.Manifest.Output.Sha256)).Append(also is null ? "" : " " + also(dump)).ToString();
        }
        // The late rows of an older dump are gone with it, whatever came after.
        foreach (var chain in inputs.GroupBy(input => input.Dump.Source, StringComparer.Ordinal))
            if (chain.SkipLast(1).Any(input => input.Parts.Any(part => part.Manifest is { Late: true, Output.Lines: > 0 })))
                yield return $"{chain.Key} late rows of {chain.Last().Dump.Name}";
    }
}
