using Sluice.Hub;
using Sluice.Pipeline;
using Sluice.Server.HubStandIn;

namespace Sluice.Tests.Extract;

/// <summary>How an extraction may end when something goes wrong.</summary>
enum Ending
{
    RightBytes,
    Exit3,
    Exit4,
    Exit5,
}

/// <summary>A line of the table: what goes wrong, and how the extraction must end.</summary>
/// <param name="What">As the page says it.</param>
/// <param name="Says">What the message must name beside the dataset or its file.</param>
sealed record HubFault(string Group, string What, Ending Ending, params string[] Says)
{
    /// <summary>What the stand-in does wrong.</summary>
    public Func<SomeHub, Fault[]> Faults { get; init; } = _ => [];

    public HubRules Rules { get; init; } = new() { LargestGitFile = LargestGitFile };

    public Func<HubOptions, HubOptions> Hub { get; init; } = hub => hub;

    public string Revision { get; init; } = "main";

    /// <summary>Done to the hub and the lake before the extraction begins.</summary>
    public Action<SomeHub> Prepare { get; init; } = _ => { };

    /// <summary>Told of each step of the extraction.</summary>
    public Action<SomeHub, Progress> During { get; init; } = (_, _) => { };

    /// <summary>Files that the changed dataset has besides.</summary>
    public string[] MoreFiles { get; init; } = [];

    /// <summary>Bytes of a disk of its own for the lake; null: none is needed.</summary>
    public long? Disk { get; init; }

    public const long LargestGitFile = 30_000;

    /// <summary>A file that the hub keeps in git, and one that it keeps in LFS.</summary>
    public const string Git = "distill.jsonl", Lfs = "lesswrong.jsonl";

    /// <summary>Where a file's bytes come from: the hub's cache or the CDN.</summary>
    public const string GitBytes = "*/resolve-cache/*/" + Git, LfsBytes = "/xet-bridge-us/*/" + Lfs;

    public const string Info = "/api/datasets/*/revision/*", Tree = "/api/datasets/*/tree/*", Resolve = "/datasets/*/resolve/*", ResolveGit = "/datasets/*/resolve/*/" + Git, ResolveLfs = "/datasets/*/resolve/*/" + Lfs;

    public HubFault With(params Fault[] faults) => this with { Faults = _ => faults };

    /// <summary>The same fault on the git file and on the LFS file.</summary>
    public HubFault OnBoth(Fault fault) => With(fault with { Path = GitBytes }, fault with { Path = LfsBytes });

    /// <summary>A short idle time, for faults that only the clock ends. Tries run out long before the deadline, so that a busy machine changes nothing.</summary>
    public HubFault Quick(double deadline = 60) => this with { Hub = hub => hub with { Idle = TimeSpan.FromSeconds(2), Deadline = TimeSpan.FromSeconds(deadline) } };

    public override string ToString() => $"{Group}: {What}";
}
