using Sluice.Records;

namespace Sluice.Validate;

/// <summary>One thing that must hold of a mapped record beyond the schema. One file, one line in <see cref="Validation.Checks"/>, one test.</summary>
public interface ICheck
{
    /// <summary>The finding codes that it may report, and no others.</summary>
    IReadOnlyList<string> Codes { get; }

    /// <summary>Adds a finding for each place where it does not hold.</summary>
    void Check(Reading reading, List<Finding> findings);
}
