using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Pipeline;

/// <summary>
/// A dump on its way into a zone: what a promotion has written aside so far, and what it has counted. Each finished
/// shard is noted, so that the same work goes on from there after a kill or a clean stop. A dry run only counts.
/// </summary>
sealed class PendingDump : IAsyncDisposable
{
    const string DataName = "data.jsonl";
    const string RejectsName = "rejects.jsonl";
    const string FindingsName = Manifest.FindingsName;

    readonly Work _work;
    readonly AtomicFolder? _folder;
    readonly HashedWriter? _data;
    readonly HashedWriter? _rejects;
    readonly HashedWriter? _findings;
    readonly ArrayBufferWriter<byte> _noted = new();
    readonly JsonLineBuilder _json = new();
    readonly QuarantineEntry _entry;
    readonly List<Shard> _shards = [];
    long _lines;
    (long Lines, long Bytes, long RejectBytes, long FindingBytes) _before;

    PendingDump(Work work, AtomicFolder? folder, IReadOnlyList<FinishedShard> finished, bool keepsFindings)
    {
        (_work, _folder, _entry, Finished) = (work, folder, new QuarantineEntry(work.Stage), finished.Count);
        if (folder is not null)
        {
            _data = Writer(folder.File(DataName), finished.Sum(shard => shard.Output?.Bytes ?? 0));
            _rejects = Writer(folder.ResumeFile(RejectsName), finished.Sum(shard => shard.RejectBytes));
            _findings = keepsFindings ? Writer(folder.File(FindingsName), finished.Sum(shard => shard.FindingBytes)) : null;
        }
        _shards.AddRange(finished.Select(shard => shard.Output).OfType<Shard>());
        _lines = _shards.Sum(shard => shard.Lines);
        if (finished is [.., var last])
            Tally.Restore(last);
    }

    HashedWriter Writer(string path, long bytes) => Finished == 0 ? new HashedWriter(path) : HashedWriter.Continue(path, bytes);

    public Tally Tally { get; } = new();

    /// <summary>How many of the first shards need not be done again.</summary>
    public int Finished { get; }

    public static PendingDump CountOnly(Work work) => new(work, null, [], keepsFindings: false);

    /// <summary>Goes on where this very work was stopped, after its last shard that lies aside whole; else begins anew.</summary>
    /// <param name="keepsFindings">True: each finding is kept beside the data, too.</param>
    public static PendingDump Begin(string final, Work work, IReadOnlyList<Shard> input, bool keepsFindings)
    {
        var folder = AtomicFolder.Continue(final);
        var finished = Whole(folder, work, input, keepsFindings);
        if (finished.Count == 0)
            folder = AtomicFolder.Begin(final);
        else
            FinishedShards.Write(folder.Progress, finished);
        return new PendingDump(work, folder, finished, keepsFindings);
    }

    static List<FinishedShard> Whole(AtomicFolder folder, Work work, IReadOnlyList<Shard> input, bool keepsFindings)
    {
        var noted = FinishedShards.Read(folder.Progress);
        var (data, rejects, findings) = (folder.File(DataName), folder.ResumeFile(RejectsName), folder.File(FindingsName));
        if (noted.Count == 0 || !File.Exists(data) || !File.Exists(rejects) || File.Exists(findings) != keepsFindings)
            return [];
        using var dataFile = File.OpenRead(data);
        using var rejectsFile = File.OpenRead(rejects);
        using var findingsFile = keepsFindings ? File.OpenRead(findings) : null;
        return [.. noted.Zip(input)
            .TakeWhile(pair => pair.First.Work == work && pair.First.Input == pair.Second
                && NextIs(dataFile, pair.First.Output?.Bytes ?? 0, pair.First.Output?.Sha256)
                && NextIs(rejectsFile, pair.First.RejectBytes, pair.First.RejectSha256)
                && (findingsFile is null || NextIs(findingsFile, pair.First.FindingBytes, pair.First.FindingSha256)))
            .Select(pair => pair.First)];
    }

    static bool NextIs(FileStream file, long bytes, string? sha256)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        for (int read; bytes > 0; bytes -= read)
        {
            read = file.Read(buffer, 0, (int)Math.Min(bytes, buffer.Length));
            if (read == 0)
                return false;
            hash.AppendData(buffer, 0, read);
        }
        return sha256 is null || Convert.ToHexStringLower(hash.GetHashAndReset()) == sha256;
    }

    /// <summary>Tells a stage what it admitted in the shards that are finished.</summary>
    public async Task RemindAsync(IRemembers stage, CancellationToken cancel)
    {
        if (_data is null || Finished == 0)
            return;
        var path = _folder!.File(DataName);
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 0, FileOptions.SequentialScan);
        using var reader = new LineReader(file, path, _data.Length, hashed: false) { Longest = LineReader.LongestOfOurs };
        var line = new RecordLine();
        await foreach (var row in reader.RowsAsync(cancel))
            if (line.Read(row.Bytes, out _))
                stage.Recall(line);
    }

    public void BeginShard() => _before = (_lines, _data?.Length ?? 0, _rejects?.Length ?? 0, _findings?.Length ?? 0);

    public async ValueTask AdmitAsync(RecordLine line)
    {
        _lines++;
        if (KeepsFindings)
            Tally.CountKept(line);
        if (_data is not null)
            await _data.WriteLineAsync(line.Memory);
        await WriteNotedAsync();
    }

    public async ValueTask RejectAsync(ReadOnlyMemory<byte> sent, Site site, IReadOnlyList<Finding> findings)
    {
        if (_rejects is null)
            return;
        await _rejects.WriteLineAsync(_entry.Of(sent.Span, site, findings));
        Note(site, findings);
        await WriteNotedAsync();
    }

    /// <summary>True if it wants to be told of findings, and of the sites of the records that have them.</summary>
    public bool KeepsFindings => _findings is not null;

    /// <summary>Findings of a record whose turn it is; written once it is admitted or rejected.</summary>
    public void Note(Site site, IReadOnlyList<Finding> findings)
    {
        if (!KeepsFindings)
            return;
        foreach (var finding in findings)
        {
            finding.WriteTo(_json.Clear(), site);
            _noted.Write(_json.Bytes);
            _noted.Write("\n"u8);
        }
    }

    async ValueTask WriteNotedAsync()
    {
        if (_noted.WrittenCount == 0)
            return;
        await _findings!.WriteAsync(_noted.WrittenMemory);
        _noted.ResetWrittenCount();
    }

    public async Task EndShardAsync(Shard input)
    {
        if (_folder is null || _data is null || _rejects is null)
            return;
        var output = _lines == _before.Lines ? null
            : new Shard(input.Key, _before.Lines + 1, _lines - _before.Lines, _before.Bytes, _data.Length - _before.Bytes, await _data.EndPartAsync());
        if (output is not null)
            _shards.Add(output);
        var rejected = await _rejects.EndPartAsync();
        await WriteNotedAsync();
        var found = _findings is null ? null : await _findings.EndPartAsync();
        FinishedShards.Append(_folder.Progress, new FinishedShard(_work, input, output, _rejects.Length - _before.RejectBytes, rejected,
            (_findings?.Length ?? 0) - _before.FindingBytes, found, Tally.Read, Tally.Rejected, Tally.Findings, Tally.Collections()));
    }

    /// <summary>Closes the files and gives the receipt.</summary>
    public async Task<Manifest> FinishAsync()
    {
        var sha256 = _data is null ? "" : await _data.FinishAsync();
        var findings = _findings is null ? null : new DataFile(await _findings.FinishAsync(), _findings.Length, Tally.Findings.Values.Sum());
        await CloseAsync();
        return new Manifest
        {
            Stage = _work.Stage,
            Version = _work.Version,
            ConfigHash = _work.ConfigHash,
            InputSha256 = _work.InputSha256,
            Output = new DataFile(sha256, _data?.Length ?? 0, _lines),
            Read = Tally.Read,
            Kept = _lines,
            Rejected = Tally.Rejected,
            Findings = Tally.Findings,
            Shards = _shards,
            FindingsFile = findings,
            Collections = findings is null ? null : Tally.Collections(),
        };
    }

    /// <summary>Where the findings lie before the commit; null if none are kept.</summary>
    public string? Findings => _findings is null ? null : _folder!.File(FindingsName);

    /// <summary>Puts what was rejected into the dump's quarantine. Do this first: a dump that is visible always has its quarantine.</summary>
    /// <param name="promoted">The receipt of what will be visible next; null if nothing will, so that nothing is admitted either.</param>
    public async Task CommitRejectsAsync(Run run, Dump dump, Manifest? promoted, CancellationToken cancel)
    {
        var rejects = _folder!.ResumeFile(RejectsName);
        await using var quarantine = await QuarantineFile.BeginAsync(run.Lake, dump.Source, dump.Name, _work.Stage, cancel, rejects,
            promoted is null ? null : new JsonObject { ["stage"] = $"{_work.Stage}@{_work.Version}", ["config_hash"] = _work.ConfigHash }, remade: _findings is not null && promoted is not null);
        await quarantine.AddAllAsync(rejects, cancel);
        await quarantine.CommitAsync(Fate(run.Lake, dump, promoted));
    }

    // Only Validate's promotion changes what the quarantine is held against.
    string Fate(Lake lake, Dump dump, Manifest? promoted) =>
        _findings is null ? QuarantineState.ReadFrom(lake.Quarantine(dump.Source, dump.Name)) ?? QuarantineState.NotPromoted
        : promoted is null ? QuarantineState.NotPromoted : QuarantineState.Of(promoted);

    public void Commit(Manifest manifest)
    {
        File.WriteAllText(_folder!.File(Manifest.FileName), ReceiptJson.Write(manifest));
        var known = new Dictionary<string, string>(StringComparer.Ordinal) { [DataName] = manifest.Output.Sha256 };
        if (manifest.FindingsFile is { } findings)
            known[FindingsName] = findings.Sha256;
        _folder.Commit(known);
    }

    /// <summary>Leaves nothing to go on with: what was written is wrong, or in the way.</summary>
    public async Task ForgetAsync()
    {
        await CloseAsync();
        _folder?.Forget();
    }

    async Task CloseAsync()
    {
        if (_data is not null)
            await _data.DisposeAsync();
        if (_rejects is not null)
            await _rejects.DisposeAsync();
        if (_findings is not null)
            await _findings.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _folder?.Dispose();
    }
}
