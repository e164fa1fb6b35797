using System.Text;
using Sluice.Records;

namespace Sluice.Extract.Filters;

/// <summary>Keeps rows whose <c>source</c> is one of those selected; without a selection, all.</summary>
public sealed class CollectionIsSelected(IReadOnlyList<string>? collections) : IFilter
{
    readonly byte[][]? _names = collections?.Select(Encoding.UTF8.GetBytes).ToArray();

    public DropReason? Judge(Candidate row)
    {
        if (_names is null)
            return null;
        if (row.Line.TryGetString("source"u8, out var body))
            foreach (var name in _names)
                if (JsonText.NameEquals(body, name))
                    return null;
        return DropReason.SourceNotSelected;
    }
}
