using Sluice.Zones;

namespace Sluice.Extract;

/// <summary>How many rows a sample takes from each file: evenly, and what a short file leaves goes to the others.</summary>
static class Quotas
{
    /// <summary>A first reading, of each file no further than the limit.</summary>
    public static async Task<IReadOnlyList<int>> ShareAsync(IReadOnlyList<ReadyFile> files, Selection selection, ForgottenRows forgotten, int limit, CancellationToken cancel)
    {
        var extraction = new Extraction(selection) { Forgotten = forgotten };
        var available = new int[files.Count];
        for (var i = 0; i < files.Count; i++)
        {
            using var reader = UpstreamRows.Open(files[i].Open(), files[i].Hub.Path, selection.Table);
            await foreach (var row in reader.RowsAsync(cancel))
                if (extraction.Judge(row) is null && ++available[i] == limit)
                    break;
        }
        return Share(available, limit);
    }

    static int[] Share(int[] available, int limit)
    {
        var quotas = new int[available.Length];
        for (var left = limit; left > 0;)
        {
            var open = Enumerable.Range(0, available.Length).Where(i => quotas[i] < available[i]).ToList();
            if (open.Count == 0)
                break;
            var share = Math.Max(1, left / open.Count);
            foreach (var i in open.TakeWhile(_ => left > 0))
            {
                var take = Math.Min(Math.Min(share, left), available[i] - quotas[i]);
                quotas[i] += take;
                left -= take;
            }
        }
        return quotas;
    }
}
