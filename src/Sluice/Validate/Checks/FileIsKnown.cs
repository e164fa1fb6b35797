using Sluice.Records;
using Sluice.Sources;
using Sluice.Zones;

namespace Sluice.Validate.Checks;

/// <summary><c>file.unknown</c> (drift): the record came in a file of upstream's that the registry does not list. A bare file has any name.</summary>
public sealed class FileIsKnown(Vocabulary vocabulary) : ICheck
{
    public IReadOnlyList<string> Codes => ["file.unknown"];

    public void Check(Reading reading, List<Finding> findings)
    {
        if (UpstreamLines.PlaceOf(reading.Line).File is { } file && !vocabulary.KnowsFile(file))
            findings.Add(Finding.Warning("file.unknown", "", file, "a file that the registry lists"));
    }
}
