using Sluice.JsonSchema;
using Sluice.Records;
using Sluice.Sources;
using Sluice.Validate;

namespace Sluice.Tests.Validate;

static class SomeValidation
{
    public static SourceEntry Source => SourceRegistry.Load().Source("alignment_research");

    public static Validation New() => new(Source, Schema.Load(SourceRegistry.Shipped(Source.Schema)));

    public static IReadOnlyList<Finding> Judge(string line) => [.. New().Judge(Some.RawRecordOf(line), new Document())];

    public static string[] CodesOf(string line) => Some.Codes(Judge(line));

    public static List<Finding> Check(ICheck check, string line)
    {
        var findings = new List<Finding>();
        check.Check(new Reading().Begin(Some.DocumentOf(line)), findings);
        return findings;
    }

    public static string[] Of(ICheck check, string line) => [.. Check(check, line).Select(finding => $"{finding.Code} {finding.Pointer}")];
}
