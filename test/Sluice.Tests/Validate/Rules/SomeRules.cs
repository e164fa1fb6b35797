using Sluice.Records;
using Sluice.Tests.Zones;
using Sluice.Validate;
using Sluice.Validate.Rules;

namespace Sluice.Tests.Validate.Rules;

/// <summary>Rule files that a test writes, and what they find.</summary>
static class SomeRules
{
    public static CustomChecks Load(string json)
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "rules.json");
        File.WriteAllText(path, json);
        return CustomChecks.Load(path, [])!;
    }

    public static CustomChecks Of(params IEnumerable<string> rules) => Load($$"""{"rules":[{{string.Join(',', rules)}}]}""");

    public static string Refusal(string json) => Assert.Throws<CorrectTheCallException>(() => Load(json)).Message;

    public static List<Finding> Findings(CustomChecks checks, string line)
    {
        var findings = new List<Finding>();
        var reading = new Reading().Begin(Some.DocumentOf(line));
        foreach (var check in checks.Create())
            check.Check(reading, findings);
        return findings;
    }

    public static string[] Codes(CustomChecks checks, string line) => Some.Codes(Findings(checks, line));
}
