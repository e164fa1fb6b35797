using Sluice.Conformance;
using Sluice.Sources;

namespace Sluice.Server.SourceStandIns;

/// <summary>Starts what stands in for a source on this machine: a hub, or a web server with one file.</summary>
public sealed class StandInMaker : IStandInMaker
{
    public async Task<IStandIn> StartAsync(SourceEntry source, string folder, TimeProvider clock, CancellationToken cancel) =>
        source.Kind == Upstream.OfHub ? await HubOfSource.StartAsync(source, folder, clock, cancel) : await FileServer.StartAsync(source, clock, cancel);
}
