using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Serve;

/// <summary>
/// The way of a record: what every dump says of it, newest first, and where it stands now. Answers from files alone,
/// live and archived.
/// </summary>
public sealed class Why(Lake lake)
{
    static readonly Zone[] LaterZones = [Zone.Validated, Zone.Cleaned, Zone.Enriched];

    /// <param name="text">Upstream's id, a document id (<c>source:id</c>), <c>sha256:…</c> of a row without an id, or <c>FILE:LINE</c> as upstream has it.</param>
    /// <param name="field">A field whose value to follow too, or null.</param>
    /// <exception cref="CorrectTheCallException">No dump knows it, several sources do, or it never had that field.</exception>
    public async Task<WhyAnswer> AskAsync(string text, string? field, CancellationToken cancel)
    {
        var asked = await WhyTarget.ParseAsync(lake, text, cancel);
        var tombstones = Tombstones.Read(lake);
        if (asked.TombstoneIn(tombstones) is { } tombstone)
            return await ForgottenAsync(tombstone, tombstones.IsPending(tombstone), cancel);
        var (target, alias) = Renamed(asked);
        var dumps = new WhyDumps(lake, target, parseAll: false);
        var facts = await GatherAsync(dumps, target, cancel);
        if (facts.Rows.Count == 0 && await IsHeldAsync(dumps, target, cancel))
            facts = await GatherAsync(dumps = new WhyDumps(lake, target, parseAll: true), target, cancel);
        var sources = facts.Sources.ToList();
        if (sources.Count == 0)
            throw new CorrectTheCallException(await AdviceAsync(target, cancel));
        if (sources.Count > 1)
            throw new CorrectTheCallException($"Several sources know '{text}': {string.Join(", ", sources.Select(source => $"{source}:{text}"))}. Name one of these.");
        var answer = await StandingAsync(dumps, target with { Source = sources[0] }, facts, field, cancel);
        return alias is null ? answer
            : answer with { Because = $"{answer.Because} It goes by the document id {alias.DocumentId}: until dump {alias.Since} upstream called it {DocumentId.Parse(alias.DocumentId).UpstreamId}." };
    }

    // Of what it said nothing is kept; that rows of it come from upstream and are left out is told.
    async Task<WhyAnswer> ForgottenAsync(Tombstone tombstone, bool isPending, CancellationToken cancel)
    {
        var id = DocumentId.Parse(tombstone.Id).UpstreamId;
        var dumps = new WhyDumps(lake, new WhyTarget(tombstone.Id, tombstone.Source, id, null, null), parseAll: false);
        var dropped = new List<WhyDrop>();
        foreach (var dump in WhyDumps.NewestFirst(lake, tombstone.Source))
            dropped.AddRange((await dumps.DroppedAsync(dump, cancel)).Where(drop => drop.Reason == DropReason.Forgotten.Name()));
        var because = $"It was forgotten at {tombstone.At} by {tombstone.By}: {tombstone.Reason.TrimEnd('.')}.{(isPending ? " Not everything of it is erased yet: `sluice run` finishes that." : "")}";
        return new WhyAnswer(id, tombstone.Source, "forgotten", because, null, [], dropped, [], [], [], [], null) { Tombstone = tombstone };
    }

    // Asked by a document id, or by an id that upstream no longer uses: the one of now answers.
    (WhyTarget Target, Alias? Alias) Renamed(WhyTarget target)
    {
        var alias = lake.CurrentRelease is null || target.Key is not { } key ? null
            : new Catalog(lake).Current().Aliases.All.FirstOrDefault(alias => DocumentId.Parse(alias.DocumentId) is var id && (target.Source ?? id.Source) == id.Source && (alias.Id == key || id.UpstreamId == key));
        return alias is null ? (target, null) : (target with { Key = alias.Id }, alias);
    }

    sealed record Facts(List<WhyRow> Rows, List<WhyDrop> Dropped, List<WhyRemoval> Removed, List<WhyQuarantine> Quarantine, List<WhyFinding> Findings)
    {
        public IEnumerable<string> Sources => Rows.Select(row => row.Source).Concat(Dropped.Select(drop => drop.Source))
            .Concat(Removed.Select(removal => removal.Source)).Concat(Quarantine.Select(entry => entry.Source)).Distinct(StringComparer.Ordinal);
    }

    async Task<Facts> GatherAsync(WhyDumps dumps, WhyTarget target, CancellationToken cancel)
    {
        var facts = new Facts([], [], [], [], []);
        foreach (var dump in WhyDumps.NewestFirst(lake, target.Source))
        {
            facts.Rows.AddRange(await dumps.RowsAsync(dump, cancel));
            facts.Dropped.AddRange(await dumps.DroppedAsync(dump, cancel));
            if (await dumps.RemovedAsync(dump, cancel) is { } removal)
                facts.Removed.Add(removal);
            facts.Quarantine.AddRange(await dumps.QuarantinedAsync(dump, cancel));
            // What quarantine tells of a row need not be told twice.
            facts.Findings.AddRange((await dumps.FindingsAsync(dump, cancel)).Where(finding =>
                !facts.Quarantine.Exists(entry => (entry.Source, entry.Dump, entry.File, entry.Line) == (finding.Source, finding.Dump, finding.File, finding.Line))));
        }
        return facts;
    }

    async Task<bool> IsHeldAsync(WhyDumps dumps, WhyTarget target, CancellationToken cancel)
    {
        foreach (var dump in WhyDumps.NewestFirst(lake, target.Source))
            if (await dumps.InSnapshotAsync(dump, cancel) == true)
                return true;
        return false;
    }

    async Task<WhyAnswer> StandingAsync(WhyDumps dumps, WhyTarget target, Facts facts, string? field, CancellationToken cancel)
    {
        var source = target.Source!;
        var latest = Dump.LatestComplete(lake, source);
        var inSnapshot = latest is null ? null : await dumps.InSnapshotAsync(latest, cancel);
        // The newest dump of the chain that speaks of an id decides about it.
        var decides = Dump.Chain(lake, source).LastOrDefault(dump => facts.Rows.Exists(row => row.Dump == dump.Name) || facts.Removed.Exists(removal => removal.Dump == dump.Name)
            || facts.Quarantine.Exists(entry => entry.Dump == dump.Name && !entry.IsWaiting));
        var copies = new WhyCopies();
        var zones = new List<WhyZone>();
        foreach (var zone in decides is null ? [] : LaterZones)
            zones.Add(ZoneOf(decides!, zone, copies.Zones[zone.Name()] = (await dumps.LinesAsync(decides!, zone, cancel)).FirstOrDefault()));
        WorkAnswer? work = null;
        if (lake.CurrentRelease is not null && target.Key is { } key)
        {
            var (catalog, id) = (new Catalog(lake), new Catalog(lake).Current().Aliases.DocumentIdOf(source, key).ToString());
            copies.Released = catalog.Find(id);
            work = copies.Released is null ? null : new Duplicates(catalog).WorkOf(id);
        }
        if (Standing(facts, inSnapshot, decides) is { } newest)
            copies.ChooseRaw(await dumps.LinesAsync(new Dump(lake, source, newest.Dump, newest.Archived), Zone.Raw, cancel));
        var (state, because) = Verdict(facts, latest, decides, inSnapshot, zones, copies.Released is null ? null : WhyCopies.PlaceOf(copies.Released));
        return new WhyAnswer(target.Key ?? target.Text, source, state, because, inSnapshot, facts.Rows, facts.Dropped, facts.Removed, facts.Quarantine, facts.Findings, zones,
            copies.Released is null ? null : lake.CurrentRelease, field is null ? null : copies.Follow(field)) { Work = work };
    }

    // A sample may be newer; it stands for nothing.
    static WhyRow? Standing(Facts facts, bool? inSnapshot, Dump? decides) =>
        (inSnapshot == true ? facts.Rows.Find(row => row.Dump == decides?.Name) : null) ?? facts.Rows.FirstOrDefault();

    static WhyZone ZoneOf(Dump dump, Zone zone, byte[]? line)
    {
        var manifest = Manifest.ReadFrom(dump.FolderOf(zone));
        return new WhyZone(zone.Name(), line is not null, dump.Name, manifest?.Stage, manifest?.Version, line is null ? [] : WhyCopies.TransformationsOf(line));
    }

    (string State, string Because) Verdict(Facts facts, Dump? latest, Dump? decides, bool? inSnapshot, List<WhyZone> zones, Place? released)
    {
        var row = Standing(facts, inSnapshot, decides);
        var drop = facts.Dropped.Find(drop => drop.Dump == latest?.Name) ?? facts.Dropped.FirstOrDefault();
        var removal = facts.Removed.FirstOrDefault();
        var leaves = removal is null ? "no current dump holds it" : $"it left with dump {removal.Dump} because {Reason(removal.Why)}";
        if (released is { } place)
        {
            var admitted = facts.Quarantine.Find(entry => entry.Replay is not null && entry.File == place.File && entry.Line == place.Line);
            var isLate = admitted is { Stage: "extract" };
            return ("released", $"It is in release {lake.CurrentRelease}, from {place.File} line {place.Line}{(admitted is null ? "" : $"; it waited in quarantine ({admitted.Code}) until {admitted.Replay} of {admitted.Dump} admitted it")}{(inSnapshot == false && !isLate ? $"; the next release leaves it out: {leaves}" : "")}.");
        }
        if (inSnapshot == true)
        {
            if (zones.FindLast(zone => zone.Holds) is not { } reached)
                return facts.Quarantine.Find(entry => entry.Dump == decides?.Name && entry.IsWaiting) is { } rejected
                    ? ("quarantined", $"It waits in quarantine: {rejected.Code}, {rejected.File} line {rejected.Line}.")
                    : ("kept", $"It is in dump {row?.Dump}, and no stage has taken it on yet. Run `sluice run`.");
            return ("kept", $"It is in dump {row?.Dump} and has reached the {reached.Zone} zone; {(lake.CurrentRelease is { } release ? $"the current release {release} does not hold it yet" : "there is no release yet")}.");
        }
        if (drop is not null && (removal is null || drop.Dump == latest?.Name))
            return zones.Exists(zone => zone.Holds) && facts.Quarantine.Find(entry => entry.Dump == drop.Dump && !entry.IsWaiting) is { } late
                ? ("kept", $"{late.Replay} of {late.Dump} admitted it from quarantine ({late.Code}); the next release has it.")
                : facts.Quarantine.Find(entry => entry.Dump == drop.Dump) is { } defective
                ? ("quarantined", $"It waits in quarantine: {defective.Code}, {defective.File} line {defective.Line}.")
                : ("dropped", $"Extract drops it: {drop.Reason}, {drop.File} line {drop.Line}.");
        return row is { Status: "sample" } && removal is null
            ? ("kept", $"Only the sample {row.Dump} holds it; samples are never promoted.")
            : ("removed", char.ToUpperInvariant(leaves[0]) + leaves[1..] + ".");
    }

    static string Reason(string why) => why == "gone_upstream" ? "upstream dropped it (gone_upstream)" : $"the selection leaves it out ({why})";

    async Task<string> AdviceAsync(WhyTarget target, CancellationToken cancel)
    {
        var (nearest, distance) = ("", 3);
        foreach (var source in lake.Sources().Where(name => target.Source is null || name == target.Source))
            if (Dump.LatestComplete(lake, source) is { } latest)
                await foreach (var (id, _, _) in SnapshotIndex.RowsAsync(latest, cancel))
                    if (target.Key is { Length: > 3 } key && distance > 0)
                    {
                        if (id.StartsWith(key, StringComparison.OrdinalIgnoreCase))
                            (nearest, distance) = (id, 0);
                        else if (Math.Abs(id.Length - key.Length) < distance && Nearest.Distance(id, key) is var far && far < distance)
                            (nearest, distance) = (id, far);
                    }
        return $"No dump of {lake.Root} knows '{target.Text}'.{(nearest.Length > 0 ? $" Did you mean '{nearest}'?" : "")} Expected upstream's id, SOURCE:ID, sha256:HASH of a row without an id, or FILE:LINE as upstream has it; `sluice search` prints ids.";
    }
}
