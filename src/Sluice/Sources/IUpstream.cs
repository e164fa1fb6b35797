using Sluice.Hub;
using Sluice.Zones;

namespace Sluice.Sources;

/// <summary>
/// Where a source's files come from. It knows files and their content ids, and nothing of the records in them: what was
/// fetched once can be mapped again without it.
/// </summary>
public interface IUpstream : IDisposable
{
    /// <summary>What there is now, each file under an id that its bytes decide.</summary>
    /// <exception cref="Records.StopException">Upstream cannot be asked, or says no.</exception>
    Task<HubRevision> ListAsync(CancellationToken cancel);

    /// <summary>A listed file, from its first byte.</summary>
    IncomingStream Open(HubRevision revision, HubFile file);

    /// <summary>Files that may be fetched at a time.</summary>
    int Workers { get; }

    /// <summary>Requests sent so far; 0 where there is no network.</summary>
    int Requests { get; }

    /// <summary>Whether a token went with them.</summary>
    bool Authenticated { get; }
}

/// <inheritdoc cref="Upstream.Open"/>
public delegate IUpstream OpenUpstream(Pipeline.Run run, SourceEntry source, HubOptions hub, string revision, Uri? endpoint, IReadOnlyList<HubFile> atRest);

/// <summary>The kinds of source, and who fetches them.</summary>
public static class Upstream
{
    public const string OfHub = "hub";
    public const string OfCsv = "csv";
    public const string OfFolder = "folder";

    public static IReadOnlyList<string> Kinds { get; } = [OfHub, OfCsv, OfFolder];

    /// <summary>Who fetches a source, by its kind.</summary>
    /// <param name="revision">Branch, tag or commit of a hub's dataset.</param>
    /// <param name="endpoint">Scheme, host and port instead of the registry's, for a kind that is no hub.</param>
    /// <param name="atRest">Files of the newest dump that rest here: a server that has no other need not send them.</param>
    public static IUpstream Open(Pipeline.Run run, SourceEntry source, HubOptions hub, string revision, Uri? endpoint, IReadOnlyList<HubFile> atRest)
    {
        var jitter = new Random(unchecked((int)run.Started.Ticks));
        return source.Kind switch
        {
            OfCsv => new HttpUpstream(source, hub, endpoint, atRest, run.Clock, run.Log, jitter),
            OfFolder => new FolderUpstream(source.Dataset, Path.GetFullPath(source.Path!, run.Lake.Root), run.Log),
            _ => new HubUpstream(new HubClient(hub, run.Clock, run.Log, jitter), source.Dataset, revision),
        };
    }

    /// <summary>A file as the dump's tree lists it.</summary>
    public static HubFile FileOf(TreeFile file) => new(file.Path, file.Bytes, file.Oid, file.LastModified) { ETag = file.ETag };
}
