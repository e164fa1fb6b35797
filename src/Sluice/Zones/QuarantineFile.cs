using System.Text;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Sluice.Records;

namespace Sluice.Zones;

/// <summary>
/// Where a dump's rejected rows wait: upstream's line as sent, with the findings, the place and the stage that
/// rejected it. Written anew by each stage: the entries of the other stages are carried over, and its own former ones
/// that it no longer rejects stay, marked as admitted.
/// </summary>
public sealed class QuarantineFile : IAsyncDisposable
{
    public const string FileName = "data.jsonl";

    readonly QuarantineEntry _entry;
    readonly AtomicFolder _folder;
    readonly HashedWriter _data;

    QuarantineFile(AtomicFolder folder, string stage)
    {
        (_folder, _entry) = (folder, new QuarantineEntry(stage));
        _data = new HashedWriter(folder.File(FileName));
    }

    /// <summary>Begins with nothing in it: whoever writes carries over what has to stay.</summary>
    public static QuarantineFile Begin(Lake lake, string source, string dump, string stage) => new(AtomicFolder.Begin(lake.Quarantine(source, dump)), stage);

    /// <summary>Begins with what is there.</summary>
    /// <param name="rejects">The file of entries that this stage now has; null if there will be none but those added.</param>
    /// <param name="by">The stage and configuration that admit what is not among them; null admits nothing: the rows stay as they were.</param>
    /// <param name="remade">True if the validated zone is made anew.</param>
    public static async Task<QuarantineFile> BeginAsync(Lake lake, string source, string dump, string stage, CancellationToken cancel, string? rejects = null, JsonObject? by = null, bool remade = false)
    {
        var now = new HashSet<RowPlace>();
        if (rejects is not null && Directory.Exists(lake.Quarantine(source, dump)))
            await foreach (var row in ReadPlacesAsync(rejects, cancel))
                now.Add(row);
        var file = Begin(lake, source, dump, stage);
        await foreach (var row in QuarantineRow.ReadAsync(lake.Quarantine(source, dump), cancel))
            if (row.Stage != stage)
                // A zone that is made anew has no replays yet: what one had admitted of Extract's rows waits again.
                await file._data.WriteLineAsync(remade && !row.IsWaiting ? row.With(QuarantineStatus.Waiting, null) : row.Line.Memory);
            else if (!now.Contains(row.Place))
                await file._data.WriteLineAsync(row.IsWaiting && by is not null ? row.With(QuarantineStatus.Admitted, by) : row.Line.Memory);
        return file;
    }

    static async IAsyncEnumerable<RowPlace> ReadPlacesAsync(string entries, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        using var reader = new LineReader(File.OpenRead(entries), entries, hashed: false) { Longest = LineReader.LongestOfOurs };
        var entry = new QuarantineRow();
        await foreach (var row in reader.RowsAsync(cancel))
            if (entry.Line.Read(row.Bytes, out _))
                yield return entry.Place;
    }

    /// <summary>Writes an entry as it stands.</summary>
    public ValueTask CarryAsync(ReadOnlyMemory<byte> entry) => _data.WriteLineAsync(entry);

    public ValueTask AddAsync(ReadOnlySpan<byte> sent, Site site, IReadOnlyList<Finding> findings) =>
        _data.WriteLineAsync(_entry.Of(sent, site, findings));

    /// <summary>Adds a file of entries that are written already, byte for byte.</summary>
    public async Task AddAllAsync(string entries, CancellationToken cancel)
    {
        using var file = File.OpenRead(entries);
        var buffer = new byte[1 << 16];
        for (int read; (read = await file.ReadAsync(buffer, cancel)) > 0;)
            await _data.WriteAsync(buffer.AsMemory(0, read));
    }

    /// <param name="state">The state of the validated zone that this is written for (<see cref="QuarantineState"/>).</param>
    public async Task CommitAsync(string state = QuarantineState.NotPromoted)
    {
        var sha256 = await _data.FinishAsync();
        await _data.DisposeAsync();
        File.WriteAllText(_folder.File(QuarantineState.FileName), state + "\n");
        _folder.Commit(new Dictionary<string, string>(StringComparer.Ordinal) { [FileName] = sha256 });
    }

    public async ValueTask DisposeAsync()
    {
        await _data.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>Writes a row of quarantine: upstream's line as sent, or as base64 where it is not UTF-8, and why it waits.</summary>
/// <param name="stage">The stage that rejects.</param>
public sealed class QuarantineEntry(string stage)
{
    readonly JsonLineBuilder _json = new();

    /// <summary>One line of JSON, without its line end; valid until the next.</summary>
    public ReadOnlyMemory<byte> Of(ReadOnlySpan<byte> sent, Site site, IReadOnlyList<Finding> findings)
    {
        _json.Clear().BeginObject();
        if (findings.Any(finding => finding.Code == "json.line_too_long"))
            _json.Name("raw"u8).StringOrNull(null);
        else if (Utf8.IsValid(sent))
            _json.Name("raw"u8).String(Encoding.UTF8.GetString(sent));
        else
            _json.Name("raw_base64"u8).String(Convert.ToBase64String(sent));
        _json.Name("findings"u8).BeginArray();
        foreach (var finding in findings)
            finding.WriteTo(_json, site);
        _json.EndArray()
            .Name("file"u8).String(site.Place.File)
            .Name("line"u8).Number(site.Place.Line)
            .Name("id"u8).StringOrNull(site.Id)
            .Name("stage"u8).String(stage)
            .Name("status"u8).String("waiting")
            .EndObject();
        return _json.Memory;
    }
}
