using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Sluice.Records;

namespace Sluice.Zones;

/// <summary>What became of a row in quarantine.</summary>
public static class QuarantineStatus
{
    /// <summary>It still has an error.</summary>
    public const string Waiting = "waiting";

    /// <summary>A replay admitted it, or its stage did when it was done again. The entry stays.</summary>
    public const string Admitted = "admitted";
}

/// <summary>An entry of a quarantine file. A view, valid until the next.</summary>
public sealed class QuarantineRow
{
    readonly LineEdit _edit = new();

    public RecordLine Line { get; } = new();

    public string Stage => Line.GetString("stage"u8) ?? "";

    public string Status => Line.GetString("status"u8) ?? "";

    public bool IsWaiting => Status == QuarantineStatus.Waiting;

    public string? Id => Line.GetString("id"u8);

    public RowPlace Place => new(Line.GetString("file"u8) ?? "",
        Line.TryGet("line"u8, out var line) && System.Buffers.Text.Utf8Parser.TryParse(line.Bytes, out long number, out _) ? number : 0);

    /// <summary>Where upstream's line starts, or null if no finding tells.</summary>
    public long? ByteOffset
    {
        get
        {
            if (Line.TryGet("findings"u8, out var findings) && findings.Kind == JsonKind.Array)
                foreach (var finding in findings.Items())
                    if (finding.TryGetMember("byte_offset"u8, out var offset) && System.Buffers.Text.Utf8Parser.TryParse(offset.Bytes, out long at, out _))
                        return at;
            return null;
        }
    }

    /// <summary>Upstream's line as sent; null where it was too long to be kept here.</summary>
    public ReadOnlyMemory<byte>? Sent()
    {
        if (Line.TryGetString("raw"u8, out var raw))
        {
            var bytes = new byte[raw.Length];
            return bytes.AsMemory(0, JsonText.DecodeUtf8(raw, bytes));
        }
        return Line.GetString("raw_base64"u8) is { } encoded ? Convert.FromBase64String(encoded) : null;
    }

    /// <summary>The codes of its findings, each once, in order.</summary>
    public IReadOnlyList<string> Codes
    {
        get
        {
            var codes = new List<string>();
            if (Line.TryGet("findings"u8, out var findings) && findings.Kind == JsonKind.Array)
                foreach (var finding in findings.Items())
                    if (finding.TryGetMember("code"u8, out var code) && code.Kind == JsonKind.String && !codes.Contains(code.GetString()))
                        codes.Add(code.GetString());
            return codes;
        }
    }

    /// <summary>Whether the entry names this part as the one that admitted it.</summary>
    /// <param name="part">Empty for the dump itself.</param>
    public bool Says(string part) =>
        Line.TryGet("admitted_by"u8, out var by) && by.Kind == JsonKind.Object
        && (by.TryGetMember("replay"u8, out var replay) && replay.Kind == JsonKind.String ? replay.GetString() : "") == part;

    /// <summary>The entry with other findings.</summary>
    public ReadOnlyMemory<byte> With(IReadOnlyList<Finding> findings, Site site)
    {
        var json = new JsonLineBuilder().BeginArray();
        foreach (var finding in findings)
            finding.WriteTo(json, site);
        return _edit.Begin(Line).Replace(Line.IndexOf("findings"u8), json.EndArray().Memory.ToArray()).Apply();
    }

    /// <summary>The entry with another status.</summary>
    /// <param name="by">What admitted it, as JSON; null takes that away again.</param>
    public ReadOnlyMemory<byte> With(string status, JsonObject? by)
    {
        _edit.Begin(Line).Replace(Line.IndexOf("status"u8), Encoding.UTF8.GetBytes($"\"{status}\""));
        var before = Line.IndexOf("admitted_by"u8);
        if (before > 0)
            _edit.Splice(Line.Fields[before - 1].ValueEnd, Line.Fields[before].ValueEnd, by is null ? default : Encoding.UTF8.GetBytes(",\"admitted_by\":" + by.ToJsonString()));
        else if (by is not null)
            _edit.Append("admitted_by", Encoding.UTF8.GetBytes(by.ToJsonString()));
        return _edit.Apply();
    }

    /// <summary>All entries of a quarantine file, live or archived; none if there is no file.</summary>
    /// <exception cref="GateFailedException">A line of it is damaged.</exception>
    public static async IAsyncEnumerable<QuarantineRow> ReadAsync(string folder, [EnumeratorCancellation] CancellationToken cancel)
    {
        var path = Path.Combine(folder, QuarantineFile.FileName);
        if (!ColdFile.Exists(path))
            yield break;
        using var reader = new LineReader(ColdFile.Open(path), path, hashed: false) { Longest = LineReader.LongestOfOurs };
        var entry = new QuarantineRow();
        await foreach (var row in reader.RowsAsync(cancel))
            yield return entry.Line.Read(row.Bytes, out var fault) ? entry
                : throw new GateFailedException($"{path} line {row.Place.Line} byte {fault.Offset}: expected {fault.Expected}. Nothing was changed; run `sluice verify {Path.GetFileName(folder)}`.");
    }
}
