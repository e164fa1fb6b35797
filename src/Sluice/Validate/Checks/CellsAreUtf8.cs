using System.Text;
using Sluice.JsonSchema;
using Sluice.Records;
using Sluice.Zones.Tables;

namespace Sluice.Validate.Checks;

/// <summary><c>text.decoded</c> (a warning): no cell of the table that the record comes from had to be read as Windows-1252.</summary>
public sealed class CellsAreUtf8 : ICheck
{
    static readonly byte[] Field = Encoding.UTF8.GetBytes(TableTerms.DecodedField);

    public IReadOnlyList<string> Codes => ["text.decoded"];

    public void Check(Reading reading, List<Finding> findings)
    {
        if (!reading.Line.TryGet(Field, out var columns) || columns.Kind != JsonKind.Array)
            return;
        foreach (var column in columns.Items())
            if (column.Kind == JsonKind.String)
                findings.Add(Finding.Warning("text.decoded", Schema.Pointer("", Encoding.UTF8.GetBytes(column.GetString())), "bytes that are not UTF-8", "UTF-8, or an encoding that the registry names"));
    }
}
