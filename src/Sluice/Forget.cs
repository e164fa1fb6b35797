using System.Text.Json.Nodes;
using Sluice.Extract;
using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Serve;
using Sluice.Zones;

namespace Sluice;

/// <summary>What is to be forgotten.</summary>
/// <param name="Id">A document id, upstream's id, or <c>sha256:…</c> of a row without one.</param>
/// <param name="Copies">Also every other record of the same work.</param>
public sealed record ForgetRequest(string Id, string Reason, string By, bool Copies);

/// <summary>A record that is there still and has to do with a forgotten one.</summary>
/// <param name="Id">Its document id.</param>
/// <param name="Because">How it stands to that one: a relation, or <c>same address</c>.</param>
public sealed record Remaining(string Id, string Because);

/// <summary>What <c>forget</c> did, or would do.</summary>
/// <param name="Rows">Rows of upstream's files that went by them.</param>
/// <param name="Erased">Null in a dry run, and where nothing was left to erase.</param>
/// <param name="Because">One sentence.</param>
public sealed record ForgetReport(string Run, IReadOnlyList<Tombstone> Forgotten, long Rows, IReadOnlyList<Remaining> Remain, ErasureReport? Erased, string Because);

/// <summary>
/// Forgets a record: its tombstone is written first, then everything that holds it is made again without it. What is
/// forgotten stays so, whatever upstream sends.
/// </summary>
public sealed class Forget(Flow flow, Run run)
{
    readonly Lake _lake = run.Lake;

    /// <inheritdoc cref="Erasure.OnStep"/>
    public Action<ErasureStep> OnStep { get; init; } = _ => { };

    /// <exception cref="CorrectTheCallException">No dump knows the record, or several sources do.</exception>
    /// <exception cref="GateFailedException">A dump of the source cannot be made again; nothing was touched. Or the erasure was stopped half-way: the same call, or the next run, finishes it.</exception>
    public async Task<ForgetReport> RunAsync(ForgetRequest request, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(request.Reason) || string.IsNullOrWhiteSpace(request.By))
            throw new CorrectTheCallException("--reason and --by must not be empty: they are all that stays.");
        // Releases, pages and answers tell it.
        if (flow.Gate().Redact(request.Reason) is not null)
            throw new CorrectTheCallException("--reason holds what looks like an e-mail address, a telephone number, a postal address or a place, and it is told to whoever asks for the record. Say it without; nothing was done.");
        // What an earlier call left comes first: its record may be in the way of reading.
        var left = await new Erasure(flow, run) { OnStep = OnStep }.FinishAsync(cancel);
        var answer = await new Why(_lake).AskAsync(request.Id, null, cancel);
        if (answer.Tombstone is { } there)
            return new ForgetReport(run.Id, [there], 0, [], left, $"{there.Id} was forgotten before: at {there.At}, by {there.By}.{(left is null ? " Nothing was left to do." : " What was left to do is done.")}");
        if (answer.Id == request.Id && answer.Rows.Count == 0 && answer.Dropped.Any(drop => drop.Id is null))
            throw new CorrectTheCallException($"{request.Id} is no record but a line that cannot be read as one: it has no id to forget it by.");

        // :: 1  Who it is, and what else is it.
        var catalog = _lake.CurrentRelease is null ? null : new Catalog(_lake);
        var documents = new List<DocumentId> { DocumentOf(catalog, answer.Source!, answer.Id) };
        var work = catalog?.Find(documents[0].ToString()) is null ? null : new Duplicates(catalog).WorkOf(documents[0].ToString());
        if (request.Copies && work is not null)
            documents.AddRange(work.Copies.Select(copy => DocumentId.Parse(copy.Id)));
        var (tombstones, remain, rows) = await TombstonesAsync(request, catalog, documents, cancel);
        foreach (var other in work is null ? [] : work.Copies.Concat(work.Related).Concat(work.RelatedTo is { } to ? [to] : []))
            if (!documents.Contains(DocumentId.Parse(other.Id)))
                // A relation says more than an address.
                remain.Insert(0, new Remaining(other.Id, other.Relation));
        remain = [.. remain.DistinctBy(other => other.Id).OrderBy(other => other.Id, StringComparer.Ordinal)];
        var releases = await new Traces(_lake, tombstones).ReleasesAsync(cancel);
        tombstones = [.. tombstones.Select(tombstone => tombstone with { Releases = releases })];
        if (run.DryRun)
            return new ForgetReport(run.Id, tombstones, rows, remain, null, $"{Count(tombstones.Count, "record")} would be forgotten, in {Count(rows, "row")} of upstream's files.");

        // :: 2  From here on nothing brings it back.
        return await Flow.AccountAsync(run, async () =>
        {
            Tombstones.Decide(_lake, tombstones);
            OnStep(ErasureStep.Decided);
            var erased = await new Erasure(flow, run) { OnStep = OnStep }.FinishAsync(cancel);
            return new ForgetReport(run.Id, tombstones, rows, remain, erased, $"{Count(tombstones.Count, "record")} forgotten, in {Count(rows, "row")} of upstream's files.");
        }, report => LedgerOf(report));
    }

    // The records' names stay in their tombstones alone.
    JsonObject LedgerOf(ForgetReport report) => new()
    {
        ["run"] = run.Id,
        ["status"] = "complete",
        ["because"] = $"{report.Because} {_lake.Relative(Tombstones.PathOf(_lake))} names {(report.Forgotten.Count == 1 ? "it" : "them")}.",
        ["sources"] = new JsonArray(),
        ["dumps"] = Texts(report.Erased?.Dumps),
        ["releases_taken_away"] = Texts(report.Erased?.Releases),
        ["reports_taken_away"] = Texts(report.Erased?.Runs),
        ["release"] = report.Erased?.Release,
    };

    static JsonArray Texts(IReadOnlyList<string>? texts) => new([.. (texts ?? []).Select(text => (JsonNode)JsonValue.Create(text))]);

    static DocumentId DocumentOf(Catalog? catalog, string source, string id) => catalog?.Current().Aliases.DocumentIdOf(source, id) ?? new DocumentId(source, id);

    async Task<(List<Tombstone> Tombstones, List<Remaining> Remain, long Rows)> TombstonesAsync(ForgetRequest request, Catalog? catalog, List<DocumentId> documents, CancellationToken cancel)
    {
        var (tombstones, remain, rows) = (new List<Tombstone>(), new List<Remaining>(), 0L);
        foreach (var ofSource in documents.GroupBy(document => document.Source, StringComparer.Ordinal))
        {
            MustBeMadeAgain(ofSource.Key);
            var namesakes = await Namesakes.ReadAsync(_lake, ofSource.Key, Flow.AddressOf, cancel);
            var named = ofSource.ToDictionary(document => document, document => (string[])[document.UpstreamId, catalog?.Current().Aliases.UpstreamIdOf(document) ?? document.UpstreamId]);
            var all = named.Values.SelectMany(ids => ids).ToHashSet(StringComparer.Ordinal);
            foreach (var document in ofSource)
            {
                var (ids, addresses, others) = namesakes.Of(named[document], all.Except(named[document], StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal));
                if (ids.Any(IsUnsayable))
                    throw new CorrectTheCallException($"An id of {request.Id} holds half a surrogate pair, which no text can name: a tombstone could not tell it.");
                tombstones.Add(new Tombstone(document.ToString(), document.Source, [.. ids], [.. addresses], request.Reason.Trim(), request.By.Trim(), Provenance.Timestamp(run.Started)));
                rows += namesakes.RowsOf(ids);
                remain.AddRange(others.Select(id => new Remaining(DocumentOf(catalog, document.Source, id).ToString(), "same address")));
            }
        }
        remain.RemoveAll(other => documents.Contains(DocumentId.Parse(other.Id)));
        return (tombstones, remain, rows);
    }

    static bool IsUnsayable(string id) => id.EnumerateRunes().Any(rune => rune == System.Text.Rune.ReplacementChar) && !id.Contains('\uFFFD', StringComparison.Ordinal);

    // Before anything is touched.
    void MustBeMadeAgain(string source)
    {
        flow.Registry.Source(source);
        var names = Erasure.AllOf(_lake, source).Select(dump => dump.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var dump in Erasure.AllOf(_lake, source))
        {
            Selection.Of(dump.Metadata);
            if (dump.Metadata.Baseline is { } baseline && !names.Contains(baseline))
                throw new GateFailedException($"{source}/{dump.Name} was made against {baseline}, which is neither live nor archived: it cannot be made again without the record. Nothing was touched. Restore {baseline} from a copy, or take {dump.Name} away, and forget again.");
        }
    }

    static string Count(long count, string what) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
