using Sluice.Records;

namespace Sluice.Extract.Filters;

/// <summary>Both ends are whole UTC days and both are included.</summary>
public sealed class DateInRange(DateOnly? min, DateOnly? max) : IFilter
{
    readonly long _from = min is { } first ? PublicationDate.StartOf(first) : long.MinValue;
    readonly long _until = max is { } last ? PublicationDate.StartOf(last) + 86_400 : long.MaxValue;

    public DropReason? Judge(Candidate row)
    {
        var instant = row.Date!.Value.UtcSeconds;
        return instant < _from ? DropReason.BeforeMinDate : instant >= _until ? DropReason.AfterMaxDate : null;
    }
}
