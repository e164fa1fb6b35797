using System.Buffers.Text;
using System.Runtime.CompilerServices;
using Sluice.Records;

namespace Sluice.Zones;

/// <summary>One finding as it was written. A view, valid until its reader moves on.</summary>
public sealed class FindingLine
{
    public RecordLine Line { get; } = new();

    public string Code => Text("code"u8);

    public bool IsError => Line.TryGetString("severity"u8, out var severity) && severity.SequenceEqual("error"u8);

    public string File => Text("file"u8);

    /// <summary>The 1-based line of the row in <see cref="File"/>.</summary>
    public long Number => Line.TryGet("line"u8, out var number) && Utf8Parser.TryParse(number.Bytes, out long line, out _) ? line : 0;

    public string? Id => Line.GetString("id"u8);

    public string? Collection => Line.GetString("collection"u8);

    public string Pointer => Text("pointer"u8);

    public string? Found => Line.GetString("found"u8);

    public string Expected => Text("expected"u8);

    string Text(ReadOnlySpan<byte> name) => Line.GetString(name) ?? "";
}

/// <summary>A file of findings, one a line in the shape of <see cref="Finding.WriteTo"/>; those of one row stand together.</summary>
public static class FindingsFile
{
    /// <summary>Reads a file that may lie compressed. The finding is the same object each time.</summary>
    /// <exception cref="GateFailedException">There is no such file, or a line of it is not JSON.</exception>
    public static async IAsyncEnumerable<FindingLine> ReadAsync(string path, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        using var reader = new LineReader(ColdFile.Open(path), path, hashed: false) { Longest = LineReader.LongestOfOurs };
        var finding = new FindingLine();
        await foreach (var row in reader.RowsAsync(cancel))
            yield return finding.Line.Read(row.Bytes, out var fault)
                ? finding
                : throw new GateFailedException($"{path} line {row.Place.Line} byte {fault.Offset}: expected {fault.Expected}. Run `sluice verify --all` to see what else differs.");
    }
}
