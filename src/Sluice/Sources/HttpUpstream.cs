using Microsoft.Extensions.Logging;
using Sluice.Hub;
using Sluice.Records;

namespace Sluice.Sources;

/// <summary>
/// One file at one address. Nobody promises its hash, so it is fetched when it is listed, into a file outside the lake that
/// goes with this object; its sha256 is its content id and the source's revision. A server that knows it to be the one that
/// rests here is not made to send it.
/// </summary>
public sealed class HttpUpstream : IUpstream
{
    // The names by which servers declare what is read here; browsers read the last four as Windows-1252 too.
    static readonly string[] Readable = ["utf-8", "utf8", "us-ascii", "ascii", "windows-1252", "cp1252", "iso-8859-1", "latin1"];

    readonly SourceEntry _source;
    readonly IReadOnlyList<HubFile> _atRest;
    readonly Download _download;
    readonly Uri _uri;
    readonly string _file;
    FileStream? _passing;

    public HttpUpstream(SourceEntry source, HubOptions options, Uri? endpoint, IReadOnlyList<HubFile> atRest, TimeProvider clock, ILogger log, Random jitter)
    {
        var registered = new Uri(source.Url!);
        _uri = endpoint is null ? registered : new UriBuilder(registered) { Scheme = endpoint.Scheme, Host = endpoint.Host, Port = endpoint.Port }.Uri;
        (_source, _atRest, _file) = (source, atRest, source.Collections[0].File);
        // A hub's token is nobody else's business.
        _download = new Download(options with { Endpoint = new Uri(_uri.GetLeftPart(UriPartial.Authority)), Token = null }, clock, log, jitter);
    }

    public int Workers => 1;

    public int Requests => _download.Requests;

    public bool Authenticated => false;

    public async Task<HubRevision> ListAsync(CancellationToken cancel)
    {
        var resting = _atRest.FirstOrDefault(file => file.Path == _file);
        var known = resting is null ? null : new Known(resting.ETag, resting.LastModified);
        _passing ??= new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, 0, FileOptions.DeleteOnClose);
        if (await _download.FetchAsync(_uri, known is { IsAnything: true } ? known : null, _passing, cancel) is not { } came)
            return Of(resting!);
        if (_source.Encoding is null && came.Charset is { } charset && !Readable.Contains(charset, StringComparer.Ordinal))
            throw new FixTheNameOrAccessException($"{_uri} declares its encoding as '{charset}', which is not read. Expected UTF-8 or Windows-1252; if it is one of these after all, say so in the registry (encoding).");
        return Of(new HubFile(_file, came.Size, came.Sha256, came.LastModified) { ETag = came.ETag });
    }

    HubRevision Of(HubFile file) => new(_source.Dataset, file.Oid, file.LastModified, [file]);

    public IncomingStream Open(HubRevision revision, HubFile file) =>
        new LocalStream(new FileStream(_passing!.Name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0), file, _uri.AbsoluteUri);

    public void Dispose()
    {
        _passing?.Dispose();
        _download.Dispose();
    }
}
