using Sluice.Zones;

namespace Sluice.Extract;

/// <summary>
/// By how much a dump would make its source's snapshot smaller, in ids. Other filters may leave out what they like; then
/// only what upstream itself lost or spoilt counts.
/// </summary>
sealed record Shrinkage(long Before, long Lost, bool OtherSelection)
{
    public static Shrinkage Of(Dump? baseline, Selection selection, DumpCounts counts, long goneUpstream)
    {
        var before = counts.Changed + counts.Removed + counts.Unchanged;
        var other = baseline is not null && baseline.Metadata.SelectionHash != selection.Hash;
        return new Shrinkage(before, other ? goneUpstream : counts.Removed - counts.Added - counts.Reappeared, other);
    }

    /// <summary>Null if that may be; else the sentence that says why the run stops.</summary>
    /// <param name="most">Percent of the snapshot before.</param>
    public string? Exceeds(double most)
    {
        var percent = Before == 0 ? 0 : 100.0 * Lost / Before;
        return percent <= most ? null : string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"The snapshot would lose {Lost} of its {Before} documents ({percent:0.#} %), more than --max-shrink {most:0.##} % allows{(OtherSelection ? ", and not by the changed filters: they are gone or spoilt upstream" : "")}. Nothing was committed. Look at the dataset; if that is how it should be, run again with --max-shrink {Math.Ceiling(percent):0}.");
    }
}
