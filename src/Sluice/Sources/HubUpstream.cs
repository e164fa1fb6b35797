using Sluice.Hub;
using Sluice.Zones;

namespace Sluice.Sources;

/// <summary>The JSON Lines files of a dataset on a hub, at the commit that a branch, tag or commit names now.</summary>
public sealed class HubUpstream(HubClient client, string dataset, string revision) : IUpstream
{
    public int Workers => client.Workers;

    public int Requests => client.Requests;

    public bool Authenticated => client.Authenticated;

    public async Task<HubRevision> ListAsync(CancellationToken cancel)
    {
        var all = await client.GetRevisionAsync(dataset, revision, cancel);
        return all with { Files = [.. all.Files.Where(file => file.Path.EndsWith(UpstreamRows.JsonLines, StringComparison.Ordinal))] };
    }

    public IncomingStream Open(HubRevision revision, HubFile file) => client.Open(revision, file);

    public void Dispose() => client.Dispose();
}
