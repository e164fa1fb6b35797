using Sluice.Records;

namespace Sluice.Extract;

/// <summary>One reason to leave a row out. Filters are asked in a fixed order and the first reason counts.</summary>
public interface IFilter
{
    /// <summary>The reason, or null to go on to the next filter.</summary>
    DropReason? Judge(Candidate row);
}

/// <summary>A well-formed row while it is being judged; its date is read once. A view like the line under it.</summary>
public sealed class Candidate
{
    public RecordLine Line { get; } = new();

    public PublicationDate? Date { get; set; }

    /// <summary>By field of ours, the column that stands for it where the row has none of that name. Default none.</summary>
    public IReadOnlyList<(byte[] Ours, byte[] Theirs)> Columns { get; set; } = [];

    /// <summary>The body of a string: the row's own field, or the column that stands for it.</summary>
    public bool TryGetString(ReadOnlySpan<byte> field, out ReadOnlySpan<byte> body)
    {
        if (Line.TryGetString(field, out body))
            return true;
        foreach (var (ours, theirs) in Columns)
            if (field.SequenceEqual(ours) && (!Line.TryGet(field, out var own) || own.Kind == JsonKind.Null))
                return Line.TryGetString(theirs, out body);
        return false;
    }
}
