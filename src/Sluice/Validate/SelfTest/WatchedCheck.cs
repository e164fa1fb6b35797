using Sluice.Records;
using Sluice.Validate.Rules;

namespace Sluice.Validate.SelfTest;

/// <summary>A check that also tells which findings were its own.</summary>
sealed class WatchedCheck(ICheck inner, Action<string, long, string> told) : ICheck
{
    readonly string _name = NameOf(inner);

    public IReadOnlyList<string> Codes => inner.Codes;

    public static string NameOf(ICheck check) => check switch
    {
        Rule rule => Rule.Area + rule.Name,
        PluginCheck plugin => plugin.Name,
        _ => check.GetType().Name,
    };

    public void Check(Reading reading, List<Finding> findings)
    {
        var before = findings.Count;
        inner.Check(reading, findings);
        for (var i = before; i < findings.Count; i++)
            told(_name, reading.Place.Line, findings[i].Code);
    }
}
