using Sluice.Records;
using Sluice.Sources;

namespace Sluice.Validate.Checks;

/// <summary><c>file.unknown</c> (drift): the record came in a file of upstream's that the registry does not list. A bare file has any name.</summary>
public sealed class FileIsKnown(Vocabulary vocabulary) : ICheck
{
    public IReadOnlyList<string> Codes => ["file.unknown"];

    public void Check(Reading reading, List<Finding> findings)
    {
        if (reading.Place.File is { } file && !vocabulary.KnowsFile(file) && reading.Line.IndexOf("_provenance"u8) >= 0)
            findings.Add(Finding.Warning("file.unknown", "", file, "a file that the registry lists"));
    }
}
