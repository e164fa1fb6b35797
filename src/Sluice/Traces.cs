using System.Text;
using System.Text.Json.Nodes;
using Sluice.Corpus.Duplicates;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice;

/// <summary>
/// What else speaks of records that were forgotten, and cannot be made again without them: releases of before, and the
/// reports of runs. And what people decided of them.
/// </summary>
sealed class Traces(Lake lake, IReadOnlyList<Tombstone> tombstones)
{
    // Shorter ids are words that may stand anywhere: only as a whole value do they name a record.
    const int TellingId = 8;

    readonly List<byte[]> _signs = [.. tombstones.SelectMany(tombstone => tombstone.UpstreamIds).Distinct(StringComparer.Ordinal)
        .Select(id => id.Length < TellingId ? new JsonLineBuilder().String(id).Bytes.ToArray() : Encoding.UTF8.GetBytes(id))];

    public Action<ErasureStep> OnStep { get; init; } = _ => { };

    /// <summary>Releases that hold such a record, or are damaged, so that nobody can tell.</summary>
    public async Task<IReadOnlyList<string>> ReleasesAsync(CancellationToken cancel)
    {
        var holding = new List<string>();
        if (!Directory.Exists(lake.Releases))
            return holding;
        foreach (var id in Directory.EnumerateDirectories(lake.Releases).Select(Path.GetFileName).OfType<string>().Where(name => !name.StartsWith('.')).Order(StringComparer.Ordinal))
            if (await HoldsAsync(id, cancel))
                holding.Add(id);
        return holding;
    }

    // Texts of other records may say what its id says; and its tombstones name the record, as they must.
    static readonly string[] Apart = [ReleaseManifest.Documents, ReleaseManifest.SearchIndex, ReleaseManifest.LocalTexts, ReleaseManifest.LocalSearchIndex, Tombstones.FileName];

    /// <summary>Whether a release holds such a record, or is damaged, so that nobody can tell.</summary>
    public async Task<bool> HoldsAsync(string release, CancellationToken cancel)
    {
        var folder = lake.Release(release);
        return await ServesAsync(release, cancel)
            || Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(path => !Apart.Contains(Path.GetRelativePath(folder, path).Replace('\\', '/'), StringComparer.Ordinal)).Any(Speaks)
            || (release != lake.CurrentRelease && Checksums.Verify(folder, ReleaseManifest.ChecksumList).Count > 0);
    }

    async Task<bool> ServesAsync(string release, CancellationToken cancel)
    {
        var documents = Path.Combine(lake.Release(release), ReleaseManifest.Documents);
        if (!File.Exists(documents))
            return false;
        var known = tombstones.GroupBy(tombstone => tombstone.Source, StringComparer.Ordinal).Select(group => (Prefix: group.Key + ":", Rows: new ForgottenRows(group, group.Key, Flow.AddressOf))).ToList();
        using var reader = new LineReader(File.OpenRead(documents), documents, hashed: false) { Longest = LineReader.LongestOfOurs };
        var line = new RecordLine();
        await foreach (var row in reader.RowsAsync(cancel))
            if (line.Read(row.Bytes, out _) && line.GetString("document_id"u8) is { } id && known.Exists(source => id.StartsWith(source.Prefix, StringComparison.Ordinal) && source.Rows.StillThere(line) is not null))
                return true;
        return false;
    }

    bool Speaks(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan);
        var longest = _signs.Count == 0 ? 0 : _signs.Max(sign => sign.Length);
        var buffer = new byte[(1 << 18) + longest];
        for (int kept = 0, read; (read = file.ReadAtLeast(buffer.AsSpan(kept), buffer.Length - kept, throwOnEndOfStream: false)) > 0;)
        {
            var filled = buffer.AsSpan(0, kept + read);
            foreach (var sign in _signs)
                if (filled.IndexOf(sign) >= 0)
                    return true;
            // A sign may lie across two pieces.
            kept = Math.Min(longest, filled.Length);
            filled[^kept..].CopyTo(buffer);
        }
        return false;
    }

    /// <summary>Takes the releases away that the tombstones name, each out of sight in one rename.</summary>
    /// <exception cref="GateFailedException">One of them is current and serves such a record.</exception>
    public async Task<IReadOnlyList<string>> TakeReleasesAwayAsync(CancellationToken cancel)
    {
        var taken = new List<string>();
        foreach (var id in tombstones.SelectMany(tombstone => tombstone.Releases ?? []).Distinct(StringComparer.Ordinal).Where(id => Directory.Exists(lake.Release(id))))
        {
            if (id == lake.CurrentRelease)
                throw new GateFailedException($"Release {id} is current and still speaks of a record that was forgotten. Take {lake.Release(id)} away and run `sluice run`, which makes another one and finishes.");
            cancel.ThrowIfCancellationRequested();
            HeldReleases.Remove(lake, id);
            TakeAway(lake.Release(id));
            taken.Add(id);
            OnStep(ErasureStep.ReleaseRemoved);
        }
        return taken;
    }

    /// <summary>Takes such records out of what people decided, on copies and on releases; a decision that then says nothing goes.</summary>
    public void TakeJudgementsBack()
    {
        TakeReasonsBack();
        var judgements = Judgement.ReadAll(lake);
        var forgotten = tombstones.SelectMany(tombstone => tombstone.UpstreamIds.SelectMany(id => new[] { id, new DocumentId(tombstone.Source, id).ToString() })).ToHashSet(StringComparer.Ordinal);
        if (!judgements.Any(judgement => judgement.Ids.Any(forgotten.Contains)))
            return;
        Judgement.WriteAll(lake, judgements.Select(judgement => Without(judgement, forgotten)).OfType<Judgement>());
    }

    // That a release was refused stands, whatever was said of it.
    void TakeReasonsBack()
    {
        var decisions = ReleaseDecision.ReadAll(lake);
        if (decisions.Any(decision => decision.Reason is { } reason && Names(reason)))
            ReleaseDecision.WriteAll(lake, decisions.Select(decision => decision.Reason is { } reason && Names(reason) ? decision with { Reason = TakenAway } : decision));
    }

    const string TakenAway = "(taken away: it spoke of a record that was forgotten since)";

    bool Names(string text) => _signs.Exists(sign => Encoding.UTF8.GetBytes(text).AsSpan().IndexOf(sign) >= 0);

    static Judgement? Without(Judgement judgement, HashSet<string> forgotten)
    {
        List<string> left = [.. judgement.Ids.Where(id => !forgotten.Contains(id))];
        if (left.Count == judgement.Ids.Count)
            return judgement;
        return judgement.Decision switch
        {
            Judgement.Allow when left.Count > 0 || judgement.Collection is not null => judgement with { Ids = left },
            Judgement.Distinct when left.Count > 1 => judgement with { Ids = left },
            // Any other is one of the first record.
            not (Judgement.Allow or Judgement.Distinct or Judgement.Prefer) when left.Count > 1 && left[0] == judgement.Ids[0] => judgement with { Ids = left },
            _ => null,
        };
    }

    static void TakeAway(string folder)
    {
        var aside = Path.Combine(Path.GetDirectoryName(folder)!, AtomicFile.AsidePrefix + Path.GetFileName(folder));
        Directory.Move(folder, aside);
        Durable.FlushFolder(Path.GetDirectoryName(folder)!);
        Directory.Delete(aside, recursive: true);
    }

    /// <summary>Takes the reports of runs away that speak of such a record; their entries in the ledger then say so.</summary>
    /// <returns>The runs.</returns>
    public IReadOnlyList<string> TakeReportsAway()
    {
        var runs = new List<string>();
        if (!Directory.Exists(lake.Runs))
            return runs;
        foreach (var folder in Directory.EnumerateDirectories(lake.Runs).Where(folder => !Path.GetFileName(folder).StartsWith('.')).Order(StringComparer.Ordinal).ToList())
            if (Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Any(Speaks))
            {
                var run = Path.GetFileName(folder);
                // The entry first: it must not name what is not there.
                if (Path.Combine(lake.Runs, run + ".json") is var entry && File.Exists(entry))
                    Rewrite(run, entry, isTakenAway: true);
                TakeAway(folder);
                OnStep(ErasureStep.ReportRemoved);
                runs.Add(run);
            }
        foreach (var entry in Directory.EnumerateFiles(lake.Runs, "*.json").Where(entry => !Path.GetFileName(entry).StartsWith('.') && Speaks(entry)).Order(StringComparer.Ordinal).ToList())
            Rewrite(Path.GetFileNameWithoutExtension(entry), entry, isTakenAway: false);
        return runs;
    }

    void Rewrite(string run, string path, bool isTakenAway)
    {
        var entry = ReceiptJson.Read<JsonObject>(path);
        entry.Remove("seal");
        if (isTakenAway && entry["validation"] is JsonObject validation)
            (validation["report"], validation["files"], validation["because"]) = (null, new JsonObject(), "The report was taken away: it spoke of a record that was forgotten since.");
        Ledger.Write(lake, run, ReceiptJson.Write((JsonObject)Without(entry)!));
    }

    // A sentence that names the record may quote it.
    JsonNode? Without(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Without(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Without)]),
        JsonValue value when value.TryGetValue<string>(out var text) && Names(text) => JsonValue.Create(TakenAway),
        _ => node?.DeepClone(),
    };
}
