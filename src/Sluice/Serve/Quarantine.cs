using System.Runtime.CompilerServices;
using Sluice.Zones;

namespace Sluice.Serve;

/// <summary>Which entries of the quarantine to look at; null leaves nothing out.</summary>
/// <param name="Code">A finding code that the entry has.</param>
/// <param name="Status"><c>waiting</c> or <c>admitted</c>.</param>
/// <param name="Target">Upstream's id, or <c>FILE:LINE</c>.</param>
public sealed record QuarantineFilter(string? Source = null, string? Dump = null, string? Code = null, string? Status = null, string? Target = null);

/// <summary>What waits, and what has waited: read from the quarantine files of the dumps that the snapshot is folded from, oldest first.</summary>
public sealed class Quarantine(Lake lake)
{
    /// <summary>The entries that pass the filter, in the order of their dumps and files. The row is the same object each time.</summary>
    public async IAsyncEnumerable<(Dump Dump, QuarantineRow Row)> ReadAsync(QuarantineFilter filter, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var dump in DumpsOf(filter))
            await foreach (var row in QuarantineRow.ReadAsync(dump.Quarantine, cancel))
                if (Passes(row, filter))
                    yield return (dump, row);
    }

    // A dump that was asked for by name may be archived, or older than the snapshot.
    IEnumerable<Dump> DumpsOf(QuarantineFilter filter) =>
        filter.Dump is { } name ? [Dump.Find(lake, name)]
        : lake.Sources().Where(source => filter.Source is null || source == filter.Source).SelectMany(source => Dump.Chain(lake, source));

    static bool Passes(QuarantineRow row, QuarantineFilter filter) =>
        (filter.Status is null || row.Status == filter.Status)
        && (filter.Code is null || row.Codes.Contains(filter.Code, StringComparer.Ordinal))
        && (filter.Target is null || row.Id == filter.Target || $"{row.Place.File}:{row.Place.Line}" == filter.Target);
}
