using System.Text;
using Sluice.Records;
using Sluice.Sources;

namespace Sluice.Validate.Checks;

/// <summary><c>field.unknown</c> (drift): a top-level field that neither the schema nor the registry lists for the record's collection.</summary>
public sealed class FieldIsKnown(Vocabulary vocabulary) : ICheck
{
    // A record with more is no record: the rest of them are counted in one finding, so that a line of millions of names ends.
    const int Most = 100;

    public IReadOnlyList<string> Codes => ["field.unknown"];

    public void Check(Reading reading, List<Finding> findings)
    {
        if (!vocabulary.NamesFields)
            return;
        var fields = vocabulary.FieldsOf(reading.Line);
        long unknown = 0;
        for (var i = 0; i < reading.Line.FieldCount; i++)
            if (!fields.Knows(reading.Line.NameOf(i)) && ++unknown <= Most)
                findings.Add(Finding.Warning("field.unknown", JsonSchema.Schema.Pointer("", reading.Line.NameOf(i)), Encoding.UTF8.GetString(reading.Line.ValueOf(i).Bytes[..Math.Min(reading.Line.ValueOf(i).Bytes.Length, 160)]),
                    fields.Collection is { } collection ? $"a field that the schema or the registry lists for {collection}" : "a field that the schema or the registry lists"));
        if (unknown > Most)
            findings.Add(Finding.Warning("field.unknown", "", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{unknown - Most} more fields"), "fields that the schema or the registry lists"));
    }
}
