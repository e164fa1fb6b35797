using System.Text;
using System.Text.Unicode;
using Sluice.Records;

namespace Sluice.Zones;

/// <summary>
/// Where a dump's rejected rows wait: upstream's line as sent, with the findings, the place and the stage that
/// rejected it. Rebuilt whole by each stage: the entries of the other stages are carried over.
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

    public static async Task<QuarantineFile> BeginAsync(Lake lake, string source, string dump, string stage, CancellationToken cancel)
    {
        var final = lake.Quarantine(source, dump);
        var file = new QuarantineFile(AtomicFolder.Begin(final), stage);
        var before = Path.Combine(final, FileName);
        if (!File.Exists(before))
            return file;
        using var reader = new LineReader(File.OpenRead(before), before) { Longest = LineReader.LongestOfOurs };
        var line = new RecordLine();
        await foreach (var row in reader.RowsAsync(cancel))
            if (!line.Read(row.Bytes, out var fault))
                throw new GateFailedException($"{before} line {row.Place.Line} byte {fault.Offset}: expected {fault.Expected}. Nothing was promoted; run `sluice verify {dump}`.");
            else if (line.GetString("stage"u8) != stage)
                await file._data.WriteLineAsync(row.Bytes);
        return file;
    }

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

    public async Task CommitAsync()
    {
        var sha256 = await _data.FinishAsync();
        await _data.DisposeAsync();
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
