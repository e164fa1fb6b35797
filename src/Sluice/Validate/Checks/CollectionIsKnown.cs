using Sluice.Records;
using Sluice.Sources;

namespace Sluice.Validate.Checks;

/// <summary><c>source.unknown</c> (a warning): the registry lists the record's collection.</summary>
public sealed class CollectionIsKnown(SourceEntry source) : ICheck
{
    public IReadOnlyList<string> Codes => ["source.unknown"];

    public void Check(Reading reading, List<Finding> findings)
    {
        if (reading.Line.GetString("source"u8) is { } name && source.Collection(name) is null)
            findings.Add(Finding.Warning("source.unknown", "/source", name, "a collection of the registry"));
    }
}
