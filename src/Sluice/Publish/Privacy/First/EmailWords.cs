using System.Collections.Frozen;

namespace Sluice.Publish.Privacy.First;

/// <summary>Words before and behind <c>@</c> and <c>at</c> that make something else of it than an address.</summary>
internal static class EmailWords
{
    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> BeforeAt = TopLevels.Set(
        "a about above again aim aimed aimed all also always am an and any anyone anything appear appeared are arrive arrived arrives arriving as attend available " +
        "back based be became been begin begins being bought but buy by came can click come comes coming cos could cut did directed do does down drop dropped each either else end " +
        "ends estimated even ever everyone evaluate evaluated everything exp fail failed far find fixed followed for found from gaze gazed get getting given glance glanced go goes going gone good great had halt halted happen " +
        "happened happens has have he held her here him his hold how i if in instead into is it its join just keep kept laugh laughed less let located log look looked looking looks made max maximum me measured meet " +
        "meeting met min minimum more most much my near never no nor not nothing now occur occurs of off on once one only onto or our out over peak peaked pointed present published remain remains " +
        "researcher researchers sat say says see seen she shoot shot shout sin sit sits so some someone something sold spoke spoken stare stared start started starts stay stayed stays still stop stopped stops stuck studied " +
        "talk talked talking taught than that the them then there these they thing things this those throw thrown to together too try under until up us used very via was we well went were what when where " +
        "which while who why will with without work worked working works would yes yet you your");

    // Where what stands before is a local part too, in spite of being a word: "me [at] example.org".
    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Names = TopLevels.Set("me us i my work");

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> BehindAt = TopLevels.Set(
        "a all an and another any both each either every first her his its last least most my no one our same some such that the their these this those what which your");

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Metrics = TopLevels.Set(
        "acc accuracy ap auc average best bleu cons cov coverage em f1 hit hitrate hits hr map mean mrr maj major majority mAP ndcg p pass precision prec r rec recall rouge success top top-1 top-5 top-k top1 top5 topk");

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Hosts = TopLevels.Set(
        "localhost host latest next stable main master dev canary beta alpha nightly rc k n property dataclass staticmethod classmethod override");

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Commands = TopLevels.Set("ssh scp sftp rsync mosh sshfs autossh ssh-copy-id clone add");

    /// <summary>A word of English that goes before <c>at</c>, not a name.</summary>
    public static bool IsBeforeAt(ReadOnlySpan<char> word) => BeforeAt.Contains(word);

    /// <summary>As above, and no address would begin with it either.</summary>
    public static bool IsNoName(ReadOnlySpan<char> word) => BeforeAt.Contains(word) && !Names.Contains(word);

    /// <summary>A word that goes behind <c>at</c> and begins no domain.</summary>
    public static bool IsBehindAt(ReadOnlySpan<char> word) => BehindAt.Contains(word);

    /// <summary>A measure that is taken at a rank: <c>recall@10</c>.</summary>
    public static bool IsMetric(ReadOnlySpan<char> word) => Metrics.Contains(word);

    /// <summary>What stands behind <c>@</c> alone and is never the beginning of a domain.</summary>
    public static bool IsNoHost(ReadOnlySpan<char> word) => Hosts.Contains(word);

    /// <summary>A command whose argument is a login; <c>clone</c> and <c>add</c> are git's.</summary>
    public static bool IsCommand(ReadOnlySpan<char> word) => Commands.Contains(word);
}
