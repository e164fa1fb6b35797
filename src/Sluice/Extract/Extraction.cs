using Sluice.Extract.Filters;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Extract;

/// <summary>
/// The stage between upstream's files and the raw zone: judges each row and gives the kept ones out as they were sent.
/// </summary>
public sealed class Extraction(Selection selection)
{
    /// <summary>The version of the filters' meaning.</summary>
    public const int Version = 1;

    // In this order, since the first reason is the one that counts.
    readonly IReadOnlyList<IFilter> _filters =
    [
        new DateIsReadable(),
        new DateInRange(selection.MinDate, selection.MaxDate),
        new CollectionIsSelected(selection.Collections),
        new KeywordIsPresent(selection.Keywords),
        new TextIsLongEnough(selection.MinLength),
    ];

    /// <summary>The row last judged; valid until the next is judged.</summary>
    public Candidate Row { get; } = new();

    /// <summary>Why the last row was malformed.</summary>
    public JsonFault Fault { get; private set; }

    /// <summary>Rows that were forgotten: dropped before any filter looks at them.</summary>
    public ForgottenRows Forgotten { get; init; } = ForgottenRows.None;

    /// <summary>Of the last row, if it was dropped as forgotten.</summary>
    public Tombstone? Tombstone { get; private set; }

    /// <summary>Whether the last row was kept.</summary>
    public bool Kept { get; private set; }

    /// <summary>Null keeps the row.</summary>
    public DropReason? Judge(UpstreamRow row)
    {
        var reason = FirstReason(row);
        Kept = reason is null;
        return reason;
    }

    /// <summary>Judges a row whose date a mapping read: the filters after the first, in their order.</summary>
    /// <param name="file">Upstream's file that it came in.</param>
    public DropReason? JudgeDated(ReadOnlyMemory<byte> sent, string file, PublicationDate date)
    {
        Row.Columns = ColumnsOf(file);
        if (!Row.Line.Read(sent, out _))
            return DropReason.MalformedJson;
        Row.Date = date;
        return _filters.Skip(1).Select(filter => filter.Judge(Row)).FirstOrDefault(reason => reason is not null);
    }

    readonly Dictionary<string, IReadOnlyList<(byte[], byte[])>> _columns = new(StringComparer.Ordinal);

    IReadOnlyList<(byte[] Ours, byte[] Theirs)> ColumnsOf(string file)
    {
        if (selection.Table is not { } table)
            return [];
        if (!_columns.TryGetValue(file, out var columns))
            _columns[file] = columns = [.. (table.Of(file)?.Fields ?? []).Select(pair => (System.Text.Encoding.UTF8.GetBytes(pair.Key), System.Text.Encoding.UTF8.GetBytes(pair.Value)))];
        return columns;
    }

    DropReason? FirstReason(UpstreamRow row)
    {
        if (row.TooLong)
        {
            Fault = new JsonFault(0, "a line of at most 64 MiB");
            return DropReason.MalformedJson;
        }
        if (row.Fault is { } form)
        {
            Fault = form;
            return DropReason.MalformedJson;
        }
        if (!Row.Line.Read(row.Bytes, out var fault))
        {
            Fault = fault;
            return DropReason.MalformedJson;
        }
        Row.Columns = ColumnsOf(row.Place.File);
        if ((Tombstone = Forgotten.Of(Row.Line)) is not null)
            return DropReason.Forgotten;
        foreach (var filter in _filters)
            if (filter.Judge(Row) is { } reason)
                return reason;
        return null;
    }
}
