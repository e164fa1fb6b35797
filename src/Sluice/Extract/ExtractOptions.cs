using Sluice.Hub;

namespace Sluice.Extract;

/// <summary><c>full</c> makes a dump of everything that is kept; <c>delta</c> only of what differs from the last complete dump.</summary>
public enum ExtractMode
{
    Full,
    Delta,
}

/// <summary>How to extract a source.</summary>
public sealed record ExtractOptions
{
    public Selection Selection { get; init; } = new();

    /// <summary>Default null: delta once a complete dump exists, full before.</summary>
    public ExtractMode? Mode { get; init; }

    /// <summary>After so many delta dumps the next one with news is a full one, unless <see cref="Mode"/> says delta. 0: never. Default 12.</summary>
    public int FullAfter { get; init; } = 12;

    /// <summary>Most kept rows, spread over the files; makes a sample that is never a baseline. Default null: no limit.</summary>
    public int? Limit { get; init; }

    /// <summary>Branch, tag or commit. Default <c>main</c>.</summary>
    public string Revision { get; init; } = "main";

    /// <summary>Use only files that rest in the lake. Default false.</summary>
    public bool Offline { get; init; }

    /// <summary>Only tell what would happen to the rows with this id, and write nothing. Default null.</summary>
    public string? Explain { get; init; }

    /// <summary>By how much the snapshot may become smaller, in percent, before the run stops instead. Default 20.</summary>
    public double MaxShrink { get; init; } = 20;

    /// <summary>Replaces scheme, host and port of the address in the registry, for sources that are no hub. Default null: as the registry says.</summary>
    public Uri? Endpoint { get; init; }

    public HubOptions Hub { get; init; } = new();
}
