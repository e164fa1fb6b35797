using Sluice.Extract;

namespace Sluice.Cli.Verbs;

/// <summary>A run's report for people: the balance of the extraction and of each stage.</summary>
static class ReportTables
{
    public static void Write(Terminal terminal, RunReport report)
    {
        foreach (var source in report.Sources)
            Write(terminal, source);
        if (report.Review is { } review)
            terminal.WriteLine(review.Because);
        else if (report.Release is { } release)
            terminal.WriteLine($"Release {release} is current. See it with `sluice serve`, ask it with `sluice search`.");
    }

    public static void Write(Terminal terminal, SourceReport report)
    {
        var extract = report.Extract;
        terminal.WriteLine($"{extract.Source} at {extract.Revision[..Math.Min(12, extract.Revision.Length)]}: {report.Status.ToString().ToLowerInvariant()}. {report.Failure ?? extract.Because}");
        foreach (var finding in report.Findings)
            terminal.WriteLine($"Finding {finding.Code}: {finding.Found}; expected {finding.Expected}.");
        if (extract.Counts.Read == 0 && report.Stages.All(stage => stage.Skipped))
            return;
        var rows = new List<IReadOnlyList<string>>();
        if (extract.Counts.Read > 0)
            rows.Add(["extract", Number(extract.Counts.Read), Number(extract.Counts.Kept), Codes(extract.Counts.Dropped)]);
        foreach (var stage in report.Stages.GroupBy(stage => stage.Stage, StringComparer.Ordinal))
            rows.Add([stage.Key, Number(stage.Sum(s => s.Read)), Number(stage.Sum(s => s.Kept)),
                stage.All(s => s.Skipped) ? "(done before)" : Codes(stage.SelectMany(s => s.Rejected).GroupBy(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal).Select(g => KeyValuePair.Create(g.Key, g.Sum())))]);
        terminal.WriteTable(["stage", "# read", "# kept", "not kept, and why"], rows);
        if (extract.Dump is { } dump)
            terminal.WriteLine($"Dump: {dump}");
    }

    public static string Codes(IEnumerable<KeyValuePair<string, long>> codes) =>
        string.Join(", ", codes.Where(pair => pair.Value > 0).Select(pair => $"{Number(pair.Value)} {pair.Key}"));

    public static string Number(long value) => value.ToString("#,0", System.Globalization.CultureInfo.InvariantCulture);
}
