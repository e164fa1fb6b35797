using Sluice.Records;
using Sluice.Sources;

namespace Sluice.Validate;

/// <summary>
/// Applies a source's contract to what was found: in a field that may evolve a breach of the schema is only a warning;
/// an unknown field or value rejects the record where it has to wait; and what is frozen says so, which stops the dump.
/// </summary>
sealed class ContractTerms(Contract contract)
{
    public const string Frozen = "contract.frozen";

    /// <param name="findings">Changed in place.</param>
    public void Apply(List<Finding> findings)
    {
        if (contract == Contract.Default)
            return;
        for (var (i, count) = (0, findings.Count); i < count; i++)
        {
            var finding = findings[i];
            if (finding.Pointer.Length < 2 || ModeOf(finding) is not { } mode)
                continue;
            findings[i] = finding with { Severity = mode == ContractMode.Evolve ? Severity.Warning : Severity.Error };
            if (mode == ContractMode.Freeze)
                findings.Add(Finding.Error("contract.frozen", finding.Pointer, finding.Found, $"{finding.Expected}: the contract freezes this field. Change the registry, or ask upstream"));
        }
    }

    // Null: the contract says nothing of such findings.
    ContractMode? ModeOf(Finding finding) => finding.Code switch
    {
        "field.unknown" => contract.OfUnknown(FieldOf(finding.Pointer)),
        "value.unknown" => contract.OfUnknownValue(FieldOf(finding.Pointer)),
        _ => finding.Code.StartsWith("schema.", StringComparison.Ordinal) ? contract.Of(FieldOf(finding.Pointer)) : null,
    };

    static string FieldOf(string pointer)
    {
        var end = pointer.IndexOf('/', 1);
        return (end < 0 ? pointer[1..] : pointer[1..end]).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
    }
}
