using System.Runtime.CompilerServices;
using System.Text;
using Sluice.Records;

namespace Sluice.Zones.Tables;

/// <summary>Puts <c>id</c> and <c>source</c> in front of rows of JSON that have none, by the registry's key and collection; every other row stays as it is.</summary>
sealed class CompletedRows(IRowReader rows, string file, TableTerms terms) : IRowReader
{
    readonly RecordLine _line = new();
    readonly LineEdit _edit = new();
    readonly byte[][] _key = [.. (terms.Key ?? []).Select(Encoding.UTF8.GetBytes)];

    public long BlankLines => rows.BlankLines;

    public string? Sha256 => rows.Sha256;

    public async IAsyncEnumerable<UpstreamRow> RowsAsync([EnumeratorCancellation] CancellationToken cancel = default)
    {
        await foreach (var row in rows.RowsAsync(cancel))
        {
            var sent = row.Bytes;
            if (row.Fault is null && !row.TooLong && !ForgottenRows.IsMarker(sent.Span) && _line.Read(sent, out _))
            {
                row.Bytes = Complete();
                row.Stretch ??= sent;
            }
            yield return row;
            row.Stretch = null;
        }
    }

    ReadOnlyMemory<byte> Complete()
    {
        _edit.Begin(_line);
        var head = new JsonLineBuilder().BeginObject();
        if (_key.Length > 0 && _line.IndexOf("id"u8) < 0 && RowKey.Of([.. _key.Select(Value)]) is { } id)
            head.Name("id"u8).String(id);
        if (_line.IndexOf("source"u8) < 0 && terms.Of(file) is { } known)
            head.Name("source"u8).String(known.Collection);
        if (head.Bytes.Length == 1)
            return _line.Memory;
        var at = _line.FieldCount == 0 ? _line.CloseBrace : _line.Fields[0].NameStart - 1;
        return _edit.Splice(at, at, (byte[])[.. head.Bytes[1..], .. _line.FieldCount == 0 ? [] : ","u8.ToArray()]).Apply();
    }

    // A number is what is written there.
    string? Value(byte[] column) =>
        !_line.TryGet(column, out var value) || value.Kind == JsonKind.Null ? null : value.Kind == JsonKind.String ? value.GetString() : Encoding.UTF8.GetString(value.Bytes);

    public void Dispose() => rows.Dispose();
}
