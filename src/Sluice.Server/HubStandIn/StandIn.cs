namespace Sluice.Server.HubStandIn;

/// <summary>What both listeners share: the folder, the rules of the moment, the faults, the clock.</summary>
sealed class StandIn(string folder, HubServerOptions options)
{
    volatile HubRules _rules = options.Rules;

    public HubFolder Folder { get; } = new(folder);

    public HubRules Rules
    {
        get => _rules;
        set => _rules = value;
    }

    public FaultPlan Faults { get; } = new();

    public TimeProvider Clock { get; } = options.TimeProvider;

    public SignedAddress Addresses { get; } = new(options.Seed, options.TimeProvider);

    public RateCounters Rates { get; } = new(options.TimeProvider);

    public RequestLog Log { get; } = new(options.RecordFile, options.TimeProvider);

    /// <summary>Where the CDN listens; set once it does.</summary>
    public Uri Cdn { get; set; } = null!;

    /// <summary>The dataset at <c>main</c>, a branch, a tag or a commit seen before; null if the revision is unknown.</summary>
    public StandInCommit? At(string dataset, string revision)
    {
        var rules = Rules.Of(dataset);
        var now = Folder.Now(dataset, Rules.LargestGitFile);
        if (now is null)
            return null;
        var name = Target(rules, revision);
        return name is "main" or "refs/heads/main" ? now : Folder.History(dataset).FirstOrDefault(commit => commit.Sha == name);
    }

    // A tag or branch stands for a commit or for main, and not for another name: two names cannot lead in a circle.
    static string Target(DatasetRules rules, string revision)
    {
        foreach (var (prefix, names) in new[] { ("refs/heads/", rules.Branches), ("refs/tags/", rules.Tags) })
        {
            if (names.TryGetValue(revision, out var target) || (revision.StartsWith(prefix, StringComparison.Ordinal) && names.TryGetValue(revision[prefix.Length..], out target)))
                return target;
        }
        return revision;
    }
}
