namespace Sluice.Server.HubStandIn;

/// <summary>How the stand-in behaves: what a hub's operator would set. Also the content of a rules file.</summary>
public sealed record HubRules
{
    /// <summary>Requests a caller has in five minutes.</summary>
    public HubQuotas Quotas { get; init; } = new();

    /// <summary>How long a signed address of the CDN holds, in seconds. Default 3600.</summary>
    public int SignedUrlSeconds { get; init; } = 3600;

    /// <summary>Files with more bytes are kept in LFS and come from the CDN. Default 1,000,000.</summary>
    public long LargestGitFile { get; init; } = 1_000_000;

    /// <summary>Most entries on a page of the file list; with <c>expand</c> at most 100. Default 1000.</summary>
    public int PageSize { get; init; } = 1000;

    /// <summary>Token → the datasets it may see, or <c>*</c>. Without any entry every token is taken for a valid one that sees what is public.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Tokens { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary><c>org/name</c> → what is special about that dataset.</summary>
    public IReadOnlyDictionary<string, DatasetRules> Datasets { get; init; } = new Dictionary<string, DatasetRules>();

    /// <summary>The rules of a dataset; those of a plain public one unless set.</summary>
    public DatasetRules Of(string dataset) => Datasets.GetValueOrDefault(dataset) ?? DatasetRules.Public;
}

/// <summary>Requests a caller has in each fixed window of five minutes. Defaults are those of the hub's largest plan.</summary>
public sealed record HubQuotas
{
    /// <summary>Paths under <c>/api/</c>. Default 100,000.</summary>
    public int Api { get; init; } = 100_000;

    /// <summary>Files: <c>/resolve/</c> and <c>/api/resolve-cache/</c>. Default 500,000.</summary>
    public int Resolvers { get; init; } = 500_000;

    /// <summary>Everything else. Default 10,000.</summary>
    public int Pages { get; init; } = 10_000;
}

/// <summary>What is special about a dataset.</summary>
public sealed record DatasetRules
{
    internal static readonly DatasetRules Public = new();

    /// <summary>Only tokens that name the dataset see that it exists.</summary>
    public bool Private { get; init; }

    /// <summary><c>auto</c> or <c>manual</c>: all see it, only tokens that name it get its files. Default null: open.</summary>
    public string? Gated { get; init; }

    /// <summary>Everything about it is refused.</summary>
    public bool Disabled { get; init; }

    /// <summary>Its new name; requests to the old one are redirected.</summary>
    public string? RenamedTo { get; init; }

    /// <summary>Tag → revision: a commit that the stand-in has seen, or <c>main</c>.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Branch → revision, beside <c>main</c>. A name such as <c>refs/convert/parquet</c> stands for itself.</summary>
    public IReadOnlyDictionary<string, string> Branches { get; init; } = new Dictionary<string, string>();
}
