using System.Text.Json.Nodes;
using Sluice.Pipeline;
using Sluice.Sources;
using Sluice.Zones;

namespace Sluice.Validate.Reports;

/// <summary>
/// What a run validated anew, gathered as it goes and written beside its entry in the ledger: <c>runs/&lt;run&gt;/</c>.
/// Compared with the last report of the same sources that the ledger knows.
/// </summary>
public sealed class RunReports(Run run, SourceRegistry registry) : IDisposable
{
    readonly List<ValidatedPart> _parts = [];
    AtomicFolder? _folder;

    /// <summary>Takes a dump's findings over; the file is needed no longer then.</summary>
    public Task AddAsync(Dump dump, Manifest manifest, string findings)
    {
        // An empty delta only moves the cursor: there is nothing to tell of it.
        if (dump.Metadata.ExtractionStatus == "unchanged")
            return Task.CompletedTask;
        _folder ??= AtomicFolder.Begin(Path.Combine(run.Lake.Runs, run.Id));
        var path = _folder.ResumeFile($"{dump.Source}-{dump.Name}.jsonl");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Copy(findings, path);
        _parts.Add(new ValidatedPart(dump.Source, dump.Name, ReleaseReports.TreeOf(registry.Source(dump.Source), dump), path,
            manifest.Collections!.ToDictionary(pair => pair.Key, pair => pair.Value.Kept, StringComparer.Ordinal)));
        return Task.CompletedTask;
    }

    /// <summary>
    /// Writes the three forms and gives what the ledger says of them; null if nothing was validated anew. It has
    /// <c>report</c>, <c>files</c> (sha256 by name) and <c>sources</c> (the counts that the next report is compared with).
    /// </summary>
    public async Task<JsonObject?> WriteAsync(CancellationToken cancel)
    {
        if (_folder is null)
            return null;
        var sources = _parts.Select(part => part.Source).ToHashSet(StringComparer.Ordinal);
        var about = string.Join(", ", _parts.Select(part => $"{part.Source}/{part.Dump}"));
        var report = await ValidationReport.OfAsync($"run {run.Id}", $"What was validated anew: {about}.", _parts, LastReports.Of(run.Lake, sources), cancel);
        await ReportFiles.WriteAsync(report, _folder.Aside, cancel);
        var files = ReportFiles.Names.ToDictionary(name => name, name => Checksums.OfFile(_folder.File(name)), StringComparer.Ordinal);
        _folder.Commit(files);
        return new JsonObject
        {
            ["report"] = run.Lake.Relative(Path.Combine(run.Lake.Runs, run.Id, ReportFiles.Html)),
            ["files"] = new JsonObject(files.Select(file => KeyValuePair.Create(file.Key, (JsonNode?)JsonValue.Create(file.Value)))),
            ["sources"] = new JsonObject(report.Sources.Select(source => KeyValuePair.Create(source.Key, (JsonNode?)JsonReport.Summary(source.Value)))),
        };
    }

    public void Dispose() => _folder?.Dispose();
}

/// <summary>The last report of each source, as the ledger tells it.</summary>
static class LastReports
{
    /// <summary>The counts of these sources' last reports together, or null if none had one.</summary>
    public static Against? Of(Lake lake, IReadOnlySet<string> sources)
    {
        var missing = sources.ToHashSet(StringComparer.Ordinal);
        var (names, read, findings) = (new List<string>(), 0L, new SortedDictionary<string, long>(StringComparer.Ordinal));
        foreach (var (run, entry) in NewestFirst(lake).TakeWhile(_ => missing.Count > 0))
        {
            var told = missing.Where(source => entry[source] is JsonObject).ToList();
            foreach (var source in told)
            {
                read += (long?)entry[source]!["read"] ?? 0;
                foreach (var (code, count) in entry[source]!["findings"] as JsonObject ?? [])
                    findings[code] = findings.GetValueOrDefault(code) + ((long?)count ?? 0);
            }
            if (told.Count > 0)
                names.Add(run);
            missing.ExceptWith(told);
        }
        return names.Count == 0 ? null : new Against($"run {string.Join(" and ", names)}", read, findings);
    }

    static IEnumerable<(string Run, JsonObject Sources)> NewestFirst(Lake lake)
    {
        if (!Directory.Exists(lake.Runs))
            yield break;
        foreach (var path in Directory.EnumerateFiles(lake.Runs, "*.json").OrderByDescending(path => Dump.OrderOf(Path.GetFileNameWithoutExtension(path)), StringComparer.Ordinal))
            if (Ledger.Verify(path) is null && ReceiptJson.Read<JsonObject>(path)["validation"] is JsonObject validation && validation["sources"] is JsonObject sources)
                yield return (Path.GetFileNameWithoutExtension(path), sources);
    }
}
