using System.Text.Json.Nodes;
using Sluice.Clean;
using Sluice.Clean.Addresses;
using Sluice.Enrich;
using Sluice.Extract;
using Sluice.JsonSchema;
using Sluice.Pipeline;
using Sluice.Publish;
using Sluice.Publish.Privacy;
using Sluice.Records;
using Sluice.Sources;
using Sluice.Validate;
using Sluice.Validate.Reports;
using Sluice.Zones;

namespace Sluice;

/// <summary>
/// The whole dataflow. Read this first:
/// hub → Extract → raw → Validate → validated → Clean → cleaned → Enrich → enriched → Corpus → Publish → serveable.
/// Verbs are stages (folders of code), participles are zones (folders of data). Stages know nothing of each other;
/// this is the only place that puts them in order.
/// </summary>
public sealed class Flow(SourceRegistry registry, ValidateOptions validate, CleanOptions? clean = null)
{
    public SourceRegistry Registry => registry;

    public Extractor Extract(Run run, string source, ExtractOptions options) => new(run, registry.Source(source), options) { Forgotten = Forgotten(run.Lake, source), Opens = Opens };

    /// <summary>The rows of a source that were forgotten.</summary>
    public ForgottenRows Forgotten(Lake lake, string source) => new(Tombstones.Read(lake).All, source, AddressOf);

    /// <summary>The same without thresholds: what had passed them stays where it is.</summary>
    internal Flow Ungated => new(registry, validate with { Threshold = new Threshold() }, clean) { Workers = Workers };

    internal static string? AddressOf(string url) => CanonicalAddress.Of(url, []);

    /// <summary>One line a promotion, in order. To add a stage, add its zone and a line.</summary>
    /// <param name="judged">Told of each dump that is validated anew: its receipt, and the path of its findings for the time of the call.</param>
    public IReadOnlyList<IPromotion> Promotions(string source, Func<Dump, Manifest, string, Task>? judged = null) =>
    [
        new Promotion<RawRecord, Document>(Zone.Raw, Zone.Validated, () => Validator(source), validate.Threshold.Stops, judged),
        new Promotion<Document, Document>(Zone.Validated, Zone.Cleaned, () => new Cleaning(clean)),
        new Promotion<Document, Document>(Zone.Cleaned, Zone.Enriched, () => new Enrichment()),
    ];

    /// <summary>Threads that read texts when copies are looked for. Default: as many as the machine has, up to 8.</summary>
    public int Workers { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 8);

    /// <summary>Who fetches sources. Default <see cref="Upstream.Open"/>.</summary>
    public OpenUpstream Opens { get; init; } = Upstream.Open;

    /// <summary>Makes the privacy gate of each release. Default <see cref="PrivacyGate.Standard"/>.</summary>
    public Func<PrivacyGate> Gate { get; init; } = PrivacyGate.Standard;

    /// <summary>A new release waits for a person's word instead of becoming current.</summary>
    public bool Hold { get; init; }

    public Publication Publish(bool? hold = null) => new(registry, Schema.Load(SourceRegistry.Shipped("document_v1.json")), (release, folder, cancel) =>
        new ReleaseReports(registry, release.Lake).WriteAsync(release.Release, release.AsOf, release.Dumps, release.Documents, folder, cancel), Gate()) { Hold = hold ?? Hold };

    public Validation Validator(string source)
    {
        var entry = registry.Source(source);
        return new Validation(entry, Schema.Load(validate.Schema ?? registry.SchemaOf(source)), validate);
    }

    /// <summary>
    /// Promotes every complete dump of a source through the record stages; what is done already is skipped. What was
    /// finished stands in <paramref name="reports"/> also when a gate stops the rest.
    /// </summary>
    /// <param name="judged">As for <see cref="Promotions"/>.</param>
    public async Task PromoteAsync(Run run, string source, List<StageReport> reports, CancellationToken cancel, Func<Dump, Manifest, string, Task>? judged = null)
    {
        var chain = Dump.Chain(run.Lake, source);
        foreach (var dump in chain)
            foreach (var promotion in Promotions(source, judged))
            {
                var report = await promotion.PromoteAsync(run, dump, cancel);
                if (promotion.Stage == "validate")
                    report = await WithLateRowsAsync(run, dump, report, cancel);
                // Of the older dumps only what had to be done again is news.
                if (!report.Skipped || dump == chain[^1])
                    reports.Add(report);
                if (!report.Skipped)
                    Footprint.GiveBack();
            }
    }

    // Of validation's promotion: late rows join the newest dump, and the quarantine is held against what is there now.
    async Task<StageReport> WithLateRowsAsync(Run run, Dump dump, StageReport report, CancellationToken cancel)
    {
        if (Dump.Chain(run.Lake, dump.Source) is [.., var newest] && newest.Name == dump.Name && await ReplayLateAsync(run, dump, cancel) is { } replayed)
            report = report.With(replayed);
        await SettleAsync(run, dump, cancel);
        return report;
    }

    // A replay by hand cannot be made again here: only who made it knows by which registry.
    static Task SettleAsync(Run run, Dump dump, CancellationToken cancel)
    {
        if (DumpPart.Of(dump.FolderOf(Zone.Validated)).FirstOrDefault(part => part.IsReplay && !part.IsWhole) is { } lost)
            throw new GateFailedException($"{lost.Data} is not as its receipt says ({lost.Manifest.Output.Bytes} bytes). Restore it from a copy; or take the folder {lost.Folder} away and replay the quarantine again, by the registry that it was made with. Nothing was published.");
        return Reconciliation.EnsureAsync(run, dump, cancel);
    }

    /// <summary>
    /// Lets those rows of the newest dump join it that Extract could not date and the registry can. Null if there is
    /// nothing to do: the registry reads no more than Extract, or all was judged before. What another registry let join stays, like
    /// any replay, until the whole dump is judged again.
    /// </summary>
    public async Task<StageReport?> ReplayLateAsync(Run run, Dump dump, CancellationToken cancel)
    {
        var replay = new Replay(this, run, dump, late: true);
        if (run.DryRun || replay.IsDone || !registry.Source(dump.Source).ReadsMoreDates)
            return null;
        var began = run.Clock.GetTimestamp();
        var report = await replay.RunAsync(cancel);
        return new StageReport("validate", Validator(dump.Source).Id.Version, report.Read, report.Admitted, report.Waiting, new(StringComparer.Ordinal), run.Clock.GetElapsedTime(began).TotalSeconds, Skipped: false);
    }

    /// <summary>Only the first stage; what it did or what stopped it stands in the ledger.</summary>
    /// <exception cref="StopException">Upstream, the call, or this machine is in the way.</exception>
    public Task<SourceReport> ExtractAsync(Run run, string source, ExtractOptions options, CancellationToken cancel) =>
        AccountAsync(run, new Undertaking([source], "extract"), async tried =>
        {
            await new Erasure(this, run).FinishAsync(cancel);
            tried.Begin(source);
            return Judged(run, new SourceReport(await Extract(run, source, options).ExtractAsync(cancel), [], null));
        }, report => report.ToJson(run.Id));

    // What is not as expected of a source is told with its run.
    SourceReport Judged(Run run, SourceReport report) =>
        run.DryRun ? report : report with { Findings = LookOfARun.Findings(run, registry.Source(report.Extract.Source), report) };

    /// <summary>Only the validation of one dump; its report and what stopped it stand in the ledger if anything was validated anew.</summary>
    /// <exception cref="StopException">A threshold tripped, or this machine is in the way.</exception>
    public async Task<StageReport> ValidateAsync(Run run, Dump dump, CancellationToken cancel)
    {
        using var validated = new RunReports(run, registry);
        async Task AccountAsync(StageReport report, string because, bool failed)
        {
            if (await validated.WriteAsync(cancel) is { } validation)
                Ledger.Write(run.Lake, run.Id, ReceiptJson.Write(SourceReport.OfStage(run, dump, report, because, failed, validation)));
        }
        try
        {
            var report = await WithLateRowsAsync(run, dump, await Promotions(dump.Source, validated.AddAsync)[0].PromoteAsync(run, dump, cancel), cancel);
            await AccountAsync(report, $"{dump.Name} was validated.", failed: false);
            return report;
        }
        catch (GateTrippedException e)
        {
            await AccountAsync(e.Report, e.Message, failed: true);
            throw;
        }
    }

    /// <summary>The whole flow: extract and promote each source, then publish what all of them hold.</summary>
    /// <exception cref="StopException">Upstream, the call, or this machine is in the way.</exception>
    public Task<RunReport> RunAsync(Run run, IReadOnlyList<string> sources, ExtractOptions options, CancellationToken cancel) =>
        AccountAsync(run, new Undertaking(sources), tried => RunAllAsync(run, sources, options, tried, cancel), report => report.ToJson());

    /// <summary>Judges the quarantine of each source's dumps again and moves on what passes now, up to a new release.</summary>
    /// <exception cref="StopException">The call, or this machine is in the way; or a gate does not hold.</exception>
    public Task<ReplayRun> ReplayAsync(Run run, IReadOnlyList<string> sources, CancellationToken cancel) =>
        AccountAsync(run, () => ReplayAllAsync(run, sources, cancel), report => report.ToJson());

    async Task<ReplayRun> ReplayAllAsync(Run run, IReadOnlyList<string> sources, CancellationToken cancel)
    {
        var (replays, stages) = (new List<ReplayReport>(), new List<StageReport>());
        await new Erasure(this, run).FinishAsync(cancel);
        foreach (var source in sources)
        {
            var chain = Dump.Chain(run.Lake, source);
            if (chain.FirstOrDefault(dump => DumpPart.Of(dump.FolderOf(Zone.Validated)).Count == 0) is { } raw)
                throw new CorrectTheCallException($"{source}/{raw.Name} has not reached the validated zone yet. Run `sluice run` or `sluice validate {raw.Name}` first.");
            foreach (var dump in chain)
            {
                await SettleAsync(run, dump, cancel);
                replays.Add(await new Replay(this, run, dump, late: false).RunAsync(cancel));
                if (dump == chain[^1] && registry.Source(source).ReadsMoreDates)
                    replays.Add(await new Replay(this, run, dump, late: true).RunAsync(cancel));
                foreach (var promotion in run.DryRun ? [] : Promotions(source).Skip(1))
                    stages.Add(await promotion.PromoteAsync(run, dump, cancel));
            }
        }
        var published = run.DryRun ? null : await PublishAsync(run, cancel);
        return new ReplayRun(run.Id, replays, published is null ? stages : [.. stages, .. published.Stages], published?.Release);
    }

    async Task<RunReport> RunAllAsync(Run run, IReadOnlyList<string> sources, ExtractOptions options, Undertaking tried, CancellationToken cancel)
    {
        var reports = new List<SourceReport>();
        await new Erasure(this, run).FinishAsync(cancel);
        using var validated = new RunReports(run, registry);
        foreach (var source in sources)
        {
            tried.Begin(source);
            reports.Add(Judged(run, await RunSourceAsync(run, source, options, validated, cancel)));
            tried.End(reports[^1].ToJson(run.Id));
        }
        var validation = await validated.WriteAsync(cancel);
        var (release, barred) = ((string?)null, (ReleaseStanding?)null);
        if (!run.DryRun && reports.All(report => report.Status is ExtractStatus.Complete or ExtractStatus.Unchanged))
        {
            (reports, release, barred) = await PublishAsync(run, reports, cancel);
            // What a stopped run left to go on with, and nothing needed after all; another source's may still be needed.
            AtomicFolder.Recover(run.Lake.Root, keepProgress: run.Lake.Sources().Except(sources, StringComparer.Ordinal).Any());
        }
        return new RunReport(run.Id, reports, release) { Validation = validation, Review = barred is null ? null : new Review(barred.Release, barred.State, barred.Because(run.Lake)) };
    }

    // Whatever becomes of a run stands in the ledger: also that the disk was full, or that somebody stopped it.
    internal static Task<T> AccountAsync<T>(Run run, Func<Task<T>> work, Func<T, JsonObject> json) => AccountAsync(run, Undertaking.None, _ => work(), json);

    static async Task<T> AccountAsync<T>(Run run, Undertaking tried, Func<Undertaking, Task<T>> work, Func<T, JsonObject> json)
    {
        try
        {
            var report = await work(tried);
            if (!run.DryRun)
                Ledger.Write(run.Lake, run.Id, ReceiptJson.Write(json(report)));
            return report;
        }
        catch (Exception e) when (e is StopException or OperationCanceledException || CheckTheMachineException.IsMeant(e))
        {
            var stop = e is StopException ? e : CheckTheMachineException.IsMeant(e) ? CheckTheMachineException.Of(e) : null;
            if (!run.DryRun)
                Ledger.WriteFailure(run.Lake, run.Id, tried.Into(Ledger.Failure(run.Lake, run.Id, stop?.Message ?? "It was stopped by hand. What was finished is kept; the same call goes on from there."), (stop as StopException)?.ExitCode ?? 130));
            if (stop is null || stop == e)
                throw;
            throw stop;
        }
    }

    /// <summary>Enriched → serveable, by way of the whole corpus: who is called otherwise now, what is a copy of what, and one release of it all.</summary>
    /// <param name="hold">Default <see cref="Hold"/>.</param>
    /// <exception cref="GateFailedException">A document or a cluster is not as it must be; nothing was published.</exception>
    public async Task<Published> PublishAsync(Run run, CancellationToken cancel, bool? hold = null)
    {
        var inputs = SnapshotInputs.Of(run.Lake);
        if (run.DryRun || inputs.Count == 0)
        {
            var alone = await Publish(hold).PublishAsync(run, cancel);
            return new Published([alone.Stage], alone.Release) { Barred = alone.Barred };
        }
        var (annotations, duplicates) = await new WholeCorpus(registry, Workers).PromoteAsync(run, inputs, cancel);
        var published = await Publish(hold).PublishAsync(run, annotations, cancel);
        return new Published([duplicates, published.Stage], published.Release) { Barred = published.Barred };
    }

    async Task<(List<SourceReport> Reports, string? Release, ReleaseStanding? Barred)> PublishAsync(Run run, List<SourceReport> reports, CancellationToken cancel)
    {
        try
        {
            var published = await PublishAsync(run, cancel);
            return ([.. reports.Select(report => report with { Stages = [.. report.Stages, .. published.Stages], Release = published.Release })], published.Release, published.Barred);
        }
        catch (GateFailedException e)
        {
            return ([.. reports.Select(report => report with { Failure = e.Message, Gate = "publish" })], null, null);
        }
    }

    async Task<SourceReport> RunSourceAsync(Run run, string source, ExtractOptions options, RunReports validated, CancellationToken cancel)
    {
        var preview = run.DryRun ? new Preview(Validator(source)) : null;
        var extractor = new Extractor(run, registry.Source(source), options) { OnKept = preview is null ? null : preview.See, Forgotten = Forgotten(run.Lake, source), Opens = Opens };
        var extracted = await extractor.ExtractAsync(cancel);
        if (preview is not null)
            return new SourceReport(extracted, preview.Reports, null);
        if (extracted.Status is not (ExtractStatus.Complete or ExtractStatus.Unchanged))
            return new SourceReport(extracted, [], null) { Failure = extracted.Status == ExtractStatus.Failed ? extracted.Because : null };
        Footprint.GiveBack();
        var stages = new List<StageReport>();
        try
        {
            await PromoteAsync(run, source, stages, cancel, validated.AddAsync);
            return new SourceReport(extracted, stages, null);
        }
        catch (GateTrippedException e)
        {
            return new SourceReport(extracted, [.. stages, e.Report], null) { Failure = e.Message, Gate = "threshold" };
        }
        catch (GateFailedException e)
        {
            return new SourceReport(extracted, stages, null) { Failure = e.Message, Gate = "check" };
        }
    }
}

/// <summary>What publishing did: the corpus stages and Publish, and the release that is current now, or null if there is none.</summary>
public sealed record Published(IReadOnlyList<StageReport> Stages, string? Release)
{
    /// <inheritdoc cref="PublishReport.Barred"/>
    public ReleaseStanding? Barred { get; init; }
}
