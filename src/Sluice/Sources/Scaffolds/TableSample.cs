using System.Buffers;
using System.Text;
using Sluice.Records;
using Sluice.Zones;
using Sluice.Zones.Tables;

namespace Sluice.Sources.Scaffolds;

/// <summary>The first rows of a file: its columns in their order, and what stands in them.</summary>
/// <param name="Rows">By column; null where a cell is empty, or is neither text nor a number.</param>
/// <param name="Delimiter">Of CSV, what stands between cells; null: a comma.</param>
/// <param name="Encoding"><c>windows-1252</c> if its bytes are, and none of them is UTF-8 beyond ASCII; else null.</param>
public sealed record TableSample(string File, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows, string? Delimiter, string? Encoding)
{
    /// <summary>By column, the first value of it that is no text and not null, as JSON: of CSV there is none.</summary>
    public IReadOnlyDictionary<string, string> Typed { get; init; } = new Dictionary<string, string>();

    const int MostRows = 200;
    const int Head = 1 << 20;

    static readonly char[] Delimiters = [',', ';', '\t', '|'];

    /// <param name="open">Opens the file; called twice.</param>
    /// <exception cref="FixTheNameOrAccessException">It is UTF-16, or too large to be held.</exception>
    public static async Task<TableSample> ReadAsync(string file, Func<Stream> open, CancellationToken cancel)
    {
        var head = await HeadOfAsync(open, cancel);
        var delimiter = file.EndsWith(UpstreamRows.Csv, StringComparison.Ordinal) ? DelimiterOf(head) : null;
        var terms = TableTerms.None with { Delimiter = delimiter };
        var (columns, rows, line) = (new List<string>(), new List<Dictionary<string, string?>>(), new RecordLine());
        var (typed, texts) = (new Dictionary<string, string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        using var reader = UpstreamRows.Open(open(), file, terms, hashed: false);
        await foreach (var row in reader.RowsAsync(cancel))
        {
            if (row.Fault is not null || row.TooLong || !line.Read(row.Bytes, out _))
                continue;
            var cells = new Dictionary<string, string?>(StringComparer.Ordinal);
            for (var i = 0; i < line.FieldCount; i++)
            {
                var name = JsonText.Decode(line.NameOf(i));
                var value = line.ValueOf(i);
                if (name is Provenance.Field or TableTerms.DecodedField)
                    continue;
                if (!columns.Contains(name, StringComparer.Ordinal))
                    columns.Add(name);
                if (value.Kind == JsonKind.String)
                    texts.Add(name);
                else if (value.Kind != JsonKind.Null)
                    typed.TryAdd(name, System.Text.Encoding.UTF8.GetString(value.Bytes));
                cells[name] = value.Kind == JsonKind.String ? value.GetString() : value.Kind == JsonKind.Number ? System.Text.Encoding.UTF8.GetString(value.Bytes) : null;
            }
            rows.Add(cells);
            if (rows.Count == MostRows)
                break;
        }
        return new TableSample(file, columns, [.. rows.Select(row => (IReadOnlyList<string?>)[.. columns.Select(column => row.GetValueOrDefault(column))])], delimiter, EncodingOf(head))
        {
            Typed = typed.Where(pair => !texts.Contains(pair.Key)).ToDictionary(StringComparer.Ordinal),
        };
    }

    /// <summary>What stands in a column, without blank cells.</summary>
    public IReadOnlyList<string> Values(string column)
    {
        var at = Columns.ToList().IndexOf(column);
        return at < 0 ? [] : [.. Rows.Select(row => row[at]).OfType<string>().Where(value => !string.IsNullOrWhiteSpace(value))];
    }

    static async Task<byte[]> HeadOfAsync(Func<Stream> open, CancellationToken cancel)
    {
        await using var stream = open();
        var head = new byte[Head];
        return head[..await stream.ReadAtLeastAsync(head, Head, throwOnEndOfStream: false, cancel)];
    }

    // The one that the header has most of, outside quotes.
    static string? DelimiterOf(byte[] head)
    {
        var (counts, quoted) = (new int[Delimiters.Length], false);
        foreach (var b in head)
        {
            quoted ^= b == (byte)'"';
            if (b is (byte)'\n' or (byte)'\r' && !quoted)
                break;
            if (!quoted && Array.IndexOf(Delimiters, (char)b) is >= 0 and var at)
                counts[at]++;
        }
        var most = Array.IndexOf(counts, counts.Max());
        return most == 0 ? null : Delimiters[most].ToString();
    }

    static string? EncodingOf(ReadOnlySpan<byte> head)
    {
        var (broken, many) = (false, false);
        while (!head.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(head, out _, out var used);
            if (status == OperationStatus.NeedMoreData)
                break;
            broken |= status == OperationStatus.InvalidData;
            many |= status == OperationStatus.Done && used > 1;
            head = head[used..];
        }
        return broken && !many ? TableTerms.Windows1252 : null;
    }
}
