using Sluice.Sources;

namespace Sluice.Conformance;

/// <summary>What goes wrong at a source on purpose.</summary>
public enum Weather
{
    /// <summary>Nothing.</summary>
    Fair,

    /// <summary>The first answer is 503, with a <c>Retry-After</c> of <see cref="IStandIn.Pause"/>.</summary>
    Busy,

    /// <summary>The first two answers are 429, with a <c>Retry-After</c> of <see cref="IStandIn.Pause"/>.</summary>
    Limited,

    /// <summary>The first transfer of a file breaks in the middle.</summary>
    Cut,

    /// <summary>Every transfer of a file breaks in the middle.</summary>
    AlwaysCut,

    /// <summary>A page with status 200 stands in for everything.</summary>
    Html,

    /// <summary>Every address leads back to itself.</summary>
    RedirectLoop,

    /// <summary>The last page of a list leads back to the first.</summary>
    PagingLoop,

    /// <summary>Every answer is 503.</summary>
    Outage,

    /// <summary>A list names a file outside the dataset.</summary>
    HostileList,
}

/// <summary>A request that came.</summary>
/// <param name="At">By the clock that the adapter has too.</param>
/// <param name="Status">What was answered; 0 until then.</param>
/// <param name="IsPart">It asked for a stretch.</param>
public sealed record StandInRequest(DateTimeOffset At, string PathAndQuery, int Status, bool IsPart, bool IsAuthorized);

/// <summary>A source's upstream on this machine, with the files that a check gives it.</summary>
public interface IStandIn : IAsyncDisposable
{
    /// <summary>Seconds that a busy one asks to wait.</summary>
    const int Pause = 40;

    /// <summary>Scheme, host and port; null where there is no network.</summary>
    Uri? Endpoint { get; }

    /// <summary>Of kind <c>folder</c>: where its files lie; else null.</summary>
    string? Folder { get; }

    /// <summary>May be changed at any time; what comes first is counted anew then.</summary>
    Weather Weather { get; set; }

    /// <summary>Oldest first.</summary>
    IReadOnlyList<StandInRequest> Requests { get; }

    /// <summary>Puts a file there, by the name that the registry has for it.</summary>
    void Write(string file, byte[] content);
}

/// <summary>Starts stand-ins. The kit gets it from who may use a web server.</summary>
public interface IStandInMaker
{
    /// <param name="clock">Tells when requests came.</param>
    /// <param name="folder">An empty folder of its own.</param>
    Task<IStandIn> StartAsync(SourceEntry source, string folder, TimeProvider clock, CancellationToken cancel);
}

/// <summary>A folder is its own stand-in.</summary>
sealed class FolderStandIn(string folder) : IStandIn
{
    public Uri? Endpoint => null;

    public string? Folder => folder;

    public Weather Weather { get; set; }

    public IReadOnlyList<StandInRequest> Requests => [];

    public void Write(string file, byte[] content)
    {
        var path = Collection.PathIn(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
