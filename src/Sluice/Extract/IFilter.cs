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
}
