using System.Globalization;
using System.Text;
using Sluice.Zones;

namespace Sluice.Publish;

/// <summary><c>QUALITY.md</c>: every row of upstream, by what became of it. Every number is counted.</summary>
static class ReleasePages
{
    public static string Quality(ReleaseManifest release, IReadOnlyList<Dump> dumps, Lake lake)
    {
        var page = new StringBuilder();
        Line(page, $"# Quality of release {release.Release}");
        Line(page, $"");
        Line(page, $"{release.DocumentCount} documents, as of {release.AsOf}. Every row that is not among them is counted here.");
        Line(page, $"");
        Line(page, $"They are {release.WorkCount} works: records that are copies of one work count as one. The rest are copies of these, by their relation to the record that stands for the work. Why each is one is in `{ClusterFile.InRelease}`.");
        Line(page, $"");
        Line(page, $"| | |");
        Line(page, $"|---|--:|");
        Line(page, $"| records | {release.DocumentCount} |");
        Line(page, $"| works | {release.WorkCount} |");
        foreach (var (relation, count) in release.ByRelation)
            Line(page, $"| copies: `{relation}` | {count} |");
        foreach (var (relation, count) in release.RelatedByRelation)
            Line(page, $"| works related to another: `{relation}` | {count} |");
        foreach (var dump in dumps)
        {
            var metadata = dump.Metadata;
            Line(page, $"");
            Line(page, $"## {dump.Source}, dump {dump.Name}");
            Line(page, $"");
            Line(page, $"{metadata.SourceName} at commit `{metadata.Revision}`, {metadata.ExtractionType}.");
            Line(page, $"");
            Line(page, $"| extract | rows | why |");
            Line(page, $"|---|--:|---|");
            Line(page, $"| read | {metadata.Counts.Read} | |");
            foreach (var (reason, count) in metadata.Counts.Dropped)
                Line(page, $"| dropped | {count} | `{reason}` |");
            Line(page, $"| kept | {metadata.Counts.Kept} | |");
            foreach (var zone in new[] { Zone.Validated, Zone.Cleaned, Zone.Enriched })
            {
                if (DumpBalance.Of(lake.FolderOf(zone, dump.Source, dump.Name)) is not { } manifest)
                    continue;
                Line(page, $"");
                Line(page, $"| {manifest.Stage} | records | why |");
                Line(page, $"|---|--:|---|");
                Line(page, $"| read | {manifest.Read} | |");
                foreach (var (code, count) in manifest.Rejected)
                    Line(page, $"| rejected | {count} | `{code}` |");
                Line(page, $"| kept | {manifest.Kept} | |");
            }
        }
        Line(page, $"");
        Line(page, $"Rejected rows wait in `quarantine/` with their findings; dropped ones are listed in each dump's `dropped.jsonl`. What validation found, code by code, is in [validation.html](validation.html) and [validation.md](validation.md), and every finding in [validation.json](validation.json).");
        return page.ToString();
    }

    static void Line(StringBuilder page, FormattableString line) => page.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
