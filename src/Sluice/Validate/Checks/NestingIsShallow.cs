using System.Globalization;
using Sluice.Records;

namespace Sluice.Validate.Checks;

/// <summary><c>json.too_deep</c>: values nest at most 64 levels, so that every common parser can read the record.</summary>
public sealed class NestingIsShallow : ICheck
{
    public const int Deepest = 64;

    public IReadOnlyList<string> Codes => ["json.too_deep"];

    public void Check(Reading reading, List<Finding> findings)
    {
        if (reading.Line.Depth > Deepest)
            findings.Add(Finding.Error("json.too_deep", "", reading.Line.Depth.ToString(CultureInfo.InvariantCulture) + " levels", $"at most {Deepest} levels"));
    }
}
