using Sluice.Records;

namespace Sluice.Validate.Rules;

/// <summary>
/// A plug-in's check at arm's length: it sees a list of its own, and whatever it throws is a finding about the record,
/// never the end of the run.
/// </summary>
sealed class PluginCheck(ICheck inner) : ICheck
{
    public const string Failed = "plugin.failed";

    readonly List<Finding> _own = [];
    readonly IReadOnlyList<string> _declared = [.. inner.Codes];

    /// <summary>The check's class.</summary>
    public string Name { get; } = inner.GetType().FullName!;

    /// <summary>What it declares, without <c>plugin.failed</c>, which any may come to.</summary>
    public IReadOnlyList<string> Declared => _declared;

    public IReadOnlyList<string> Codes => [.. _declared, Failed];

    public void Check(Reading reading, List<Finding> findings)
    {
        _own.Clear();
        try
        {
            inner.Check(reading, _own);
        }
        catch (Exception e)
        {
            findings.Add(Finding.Error("plugin.failed", "", $"{Name}: {e.GetType().Name}: {e.Message}", "a plug-in that judges every record"));
        }
        foreach (var finding in _own)
            if (finding is null || !_declared.Contains(finding.Code, StringComparer.Ordinal))
                findings.Add(Finding.Error(Failed, finding?.Pointer ?? "", $"{Name} reported {finding?.Code ?? "null"}", $"one of {string.Join(", ", _declared)}, which it declares"));
            else
                findings.Add(finding with { Found = Finding.Shorten(finding.Found) });
    }
}
