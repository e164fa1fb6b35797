using System.Text.Json.Nodes;
using Sluice.Extract;
using Sluice.Hub;
using Sluice.Pipeline;
using Sluice.Records;
using Sluice.Sources;
using Sluice.Zones;

namespace Sluice.Conformance;

/// <summary>There is nothing to try.</summary>
/// <param name="cause">The check that says so by its own name: the others that would need it do not apply. Null: the check at hand.</param>
public sealed class NothingToTryException(string message, string? cause = null) : Exception(message)
{
    public string? Cause => cause;
}

/// <summary>A source with its fixtures, ready to be tried: each trial has a stand-in and a lake of its own, gone with it.</summary>
/// <param name="maker">Starts stand-ins of kinds over HTTP.</param>
/// <param name="opens">Who fetches the source: what is tried. Default its kind's own.</param>
public sealed class Bench(SourceDraft draft, IStandInMaker maker, TimeProvider clock, OpenUpstream? opens = null) : IAsyncDisposable
{
    readonly string _root = Directory.CreateTempSubdirectory("sluice-conformance-").FullName;
    readonly HastyClock _clock = new(clock);
    int _trials;
    Plain? _plain;
    Sheet? _good;
    Sheet? _dated;

    public SourceDraft Draft => draft;

    public SourceEntry Source => draft.Entry ?? throw new NothingToTryException("the entry in sources.json cannot be read", "manifest_accepted");

    public TimeProvider Clock => _clock;

    /// <summary>The fixtures that the registry names, by file.</summary>
    public IReadOnlyDictionary<string, byte[]> Fixtures => field ??= Source.Collections.Select(collection => collection.File).Distinct(StringComparer.Ordinal)
        .Where(file => Collection.IsFileName(file) && File.Exists(Path.Combine(draft.FixtureFolder, file)))
        .ToDictionary(file => file, file => File.ReadAllBytes(Path.Combine(draft.FixtureFolder, file)), StringComparer.Ordinal);

    public async Task<Trial> TryAsync(CancellationToken cancel, params IEnumerable<(string File, byte[] Content)> files)
    {
        if (Source.Kind == Upstream.OfCsv && !KindCheck.IsFileAddress(Source.Url))
            throw new NothingToTryException($"url is '{Source.Url}', which is no address of a file", "manifest_accepted");
        if (Source.Kind == Upstream.OfHub && !HubClient.IsDatasetName(Source.Dataset))
            throw new NothingToTryException($"dataset is '{Source.Dataset}', which is no owner/name", "manifest_accepted");
        if (SourceRegistry.Holding(Source, draft.Folder).SchemaOf(Source.Id) is var schema && !File.Exists(schema))
            throw new NothingToTryException($"there is no schema {Source.Schema}", "schema_asks_for_the_core");
        var root = Path.Combine(_root, FormattableString.Invariant($"{++_trials}"));
        var upstream = Path.Combine(root, "upstream");
        Directory.CreateDirectory(upstream);
        var standIn = Source.Kind == Upstream.OfFolder ? new FolderStandIn(upstream) : await maker.StartAsync(Source, upstream, _clock, cancel);
        foreach (var (file, content) in files)
            standIn.Write(file, content);
        return new Trial(draft, Source, opens ?? Upstream.Open, standIn, root, _clock);
    }

    public Task<Trial> TryAsync(Sheet sheet, CancellationToken cancel) => TryAsync(cancel, (sheet.File, sheet.Bytes()));

    /// <summary>The fixtures as they are, extracted and validated: made once, for all checks that only look.</summary>
    public async Task<Plain> PlainAsync(CancellationToken cancel)
    {
        if (_plain is not null)
            return _plain;
        if (Fixtures.Count == 0)
            throw new NothingToTryException($"there is no fixture in {draft.FixtureFolder} for {string.Join(", ", Source.Collections.Select(collection => collection.File))}", "fixtures_present");
        var trial = await TryAsync(cancel, Fixtures.Select(pair => (pair.Key, pair.Value)));
        var plain = new Plain(trial);
        try
        {
            plain.Extract = await trial.ExtractAsync(cancel);
            plain.Validate = trial.Dumps.Count > 0 ? await trial.ValidateAsync(cancel) : null;
            plain.Raw = await trial.RowsAsync(Zone.Raw, cancel);
            plain.Admitted = plain.Validate is null ? [] : await trial.RowsAsync(Zone.Validated, cancel);
        }
        catch (StopException e)
        {
            plain.Problem = e.Message;
        }
        return _plain = plain;
    }

    /// <summary>The same, where at least one row could be read.</summary>
    public async Task<Plain> ReadAsync(CancellationToken cancel)
    {
        var plain = await PlainAsync(cancel);
        return plain.Problem is null && plain.Extract is { } extract && extract.Counts.Read > extract.Counts.Dropped.GetValueOrDefault(DropReason.MalformedJson.Name()) ? plain : throw new NothingToTryException($"no row of the fixtures could be read ({plain.Summary})", Admitting);
    }

    const string Admitting = "fixtures_admitted";

    /// <summary>The rows of one fixture that are admitted as they are, dated so that Extract reads them: what checks change. At least two.</summary>
    public async Task<Sheet> GoodAsync(CancellationToken cancel) => _dated ??= (await AsSentAsync(cancel)).Dated();

    /// <summary>The same, with dates in upstream's form.</summary>
    public async Task<Sheet> AsSentAsync(CancellationToken cancel)
    {
        if (_good is not null)
            return _good;
        var plain = await PlainAsync(cancel);
        if (plain.Problem is not null)
            throw new NothingToTryException($"the fixtures could not be read: {plain.Problem}", Admitting);
        var admitted = plain.Admitted.Select(IdentityOf).ToHashSet();
        foreach (var collection in Source.Collections.Where(collection => Fixtures.ContainsKey(collection.File)))
        {
            var seen = new HashSet<string?>(StringComparer.Ordinal);
            var sheet = Sheet.Read(Source, collection, Fixtures[collection.File]).With(all =>
            {
                // By the id that we would give it; or, where an adapter gives ids of its own, by all that it says.
                var said = plain.Kept.Where(row => admitted.Contains(IdentityOf(row))).Select(all.SaidBy).ToHashSet(StringComparer.Ordinal);
                all.Rows.RemoveAll(row => (!admitted.Contains((collection.Name, all.IdOf(row))) && !said.Contains(all.SaidBy(row))) || !seen.Add(all.IdOf(row) ?? all.SaidBy(row)));
            });
            // A few rows tell as much as many.
            if (sheet.Rows.Count >= 2)
                return _good = sheet.With(few => few.Rows.RemoveRange(Math.Min(few.Rows.Count, 5), Math.Max(0, few.Rows.Count - 5)));
        }
        throw new NothingToTryException($"fewer than two fixture rows of one collection are admitted ({plain.Summary})", Admitting);
    }

    internal static (string? Collection, string? Id) IdentityOf(JsonObject row) => (row["source"]?.ToString(), row["id"]?.ToString());

    public async ValueTask DisposeAsync()
    {
        if (_plain is not null)
            await _plain.Trial.DisposeAsync();
        if (Directory.Exists(_root))
            Directory.Delete(_root, recursive: true);
    }
}

/// <summary>The fixtures as they are.</summary>
public sealed class Plain(Trial trial)
{
    public Trial Trial => trial;

    public ExtractReport? Extract { get; set; }

    public StageReport? Validate { get; set; }

    public IReadOnlyList<JsonObject> Raw { get; set; } = [];

    public IReadOnlyList<JsonObject> Admitted { get; set; } = [];

    /// <summary>What Extract kept, and what Validate admitted late of the rows that Extract could not date.</summary>
    public IReadOnlyList<JsonObject> Kept
    {
        get
        {
            var raw = Raw.Select(Bench.IdentityOf).ToHashSet();
            return [.. Raw, .. Admitted.Where(row => !raw.Contains(Bench.IdentityOf(row)))];
        }
    }

    /// <summary>What stopped it, or null.</summary>
    public string? Problem { get; set; }

    /// <summary>In a few words, for messages.</summary>
    public string Summary => Problem ?? string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"{Extract?.Counts.Read ?? 0} read, {Extract?.Counts.Kept ?? 0} kept{Told(Extract?.Counts.Dropped)}, {Admitted.Count} admitted{Told(Validate?.Rejected)}");

    static string Told(SortedDictionary<string, long>? counts) => counts is { Count: > 0 } ? $" ({string.Join(", ", counts.Select(pair => $"{pair.Value} {pair.Key}"))})" : "";
}
