using System.Globalization;
using System.Text;
using Sluice.Publish.Rights;
using Sluice.Records;
using Sluice.Sources;
using Sluice.Zones;

namespace Sluice.Publish;

/// <summary><c>STATEMENT.md</c>: what a release covers, what is missing from it, and what of it was withheld, and why. Every number is the manifest's.</summary>
static class StatementPage
{
    // In words, for people who do not know the codes.
    static readonly Dictionary<string, string> s_reasons = new(StringComparer.Ordinal)
    {
        [DocumentRights.Reasons.NoBasis] = "nobody states a licence",
        [DocumentRights.Reasons.Unclear] = "a licence is spoken of, but not which one",
        [DocumentRights.Reasons.BeforeTerms] = "the terms of its site hold only for later texts",
        [DocumentRights.Reasons.Denied] = "it is said that the text is not to be handed on",
        [DocumentRights.Reasons.Policy] = "the registry withholds texts under this licence",
        [DocumentRights.Reasons.Unlisted] = "the registry does not say what to do with this licence",
        [DocumentRights.Reasons.Modified] = "the licence allows the text only as it is, and it was changed",
        [DocumentRights.Reasons.Disagreement] = "the detectors of what is private disagree",
    };

    public static string Of(ReleaseManifest release, IReadOnlyList<Dump> dumps, SourceRegistry registry)
    {
        var page = new StringBuilder();
        var rights = release.Rights ?? new ReleaseRights();
        Line(page, $"# Statement of release {release.Release}");
        Line(page, $"");
        Line(page, $"{release.DocumentCount} documents, as of {release.AsOf}. The text of {release.Text[TextState.Served]} is here; of {release.Text[TextState.Withheld]} it is withheld, and of {release.Text[TextState.Unknown]} nobody has said that it may be handed on. Of these there is what describes them: title, authors, date, address, and what was derived. A text that is not here can be read at its address.");
        Line(page, $"");
        Line(page, $"## What is covered");
        foreach (var source in release.Sources)
            Covered(page, source, dumps);
        Line(page, $"");
        Table(page, "collection", rights.TextByCollection);
        Line(page, $"");
        Line(page, $"## What is missing");
        Line(page, $"");
        foreach (var source in release.Sources)
            Missing(page, registry.Source(source.Id), dumps);
        Line(page, $"");
        Line(page, $"Rows of upstream that are not among the documents, and why, are counted in [QUALITY.md](QUALITY.md).");
        Line(page, $"");
        Line(page, $"## What was withheld");
        Line(page, $"");
        Table(page, "licence", rights.TextByLicense);
        Line(page, $"");
        Table(page, "the licence is stated by", rights.TextByBasis);
        Line(page, $"");
        Line(page, $"| text not here because | documents | |");
        Line(page, $"|---|--:|---|");
        foreach (var (reason, count) in rights.NotServed)
            Line(page, $"| `{reason}` | {count} | {s_reasons.GetValueOrDefault(reason)} |");
        Line(page, $"| **all** | {rights.NotServed.Values.Sum()} | |");
        Line(page, $"");
        Line(page, $"The sentence that decides stands in each document, in `rights.reason`. Texts that are here, and how to name them, are listed in [{ReleaseManifest.Attribution}]({ReleaseManifest.Attribution}).");
        Line(page, $"");
        Line(page, $"## What was taken out");
        Line(page, $"");
        Line(page, $"| | |");
        Line(page, $"|---|--:|");
        foreach (var (kind, count) in rights.Redacted)
            Line(page, $"| redacted: {kind} | {count} |");
        Line(page, $"| documents in which something was redacted | {rights.RedactedDocuments} |");
        Line(page, $"| documents on which the detectors disagree | {rights.Disagreements} |");
        Line(page, $"| records that were forgotten | {rights.Forgotten} |");
        return page.ToString();
    }

    static void Covered(StringBuilder page, ReleaseSource source, IReadOnlyList<Dump> dumps)
    {
        var theirs = dumps.Where(dump => dump.Source == source.Id).ToList();
        Line(page, $"");
        Line(page, $"- {source.Title}: [{source.Dataset}]({source.SourceUrl}), commit `{source.Revision}`, extracted {theirs[^1].Metadata.ExtractionDate}; upstream last changed a file of it {LastChange(theirs) ?? "at a time that is not known"}.");
    }

    static string? LastChange(IEnumerable<Dump> dumps) => dumps.SelectMany(dump => dump.Metadata.Files).Select(file => file.LastModified).Where(at => at is not null).Max(StringComparer.Ordinal);

    static void Missing(StringBuilder page, SourceEntry source, IReadOnlyList<Dump> dumps)
    {
        foreach (var gap in source.KnownGaps ?? [])
            Line(page, $"- {source.Title}: {gap}");
        foreach (var collection in source.Collections)
            foreach (var gap in collection.KnownGaps ?? [])
                Line(page, $"- {source.Title}, {collection.Title}: {gap}");
        var came = dumps.Where(dump => dump.Source == source.Id).SelectMany(dump => dump.Metadata.Files).Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var absent = source.Collections.Where(collection => !came.Contains(collection.File)).Select(collection => collection.Title).ToList();
        if (absent.Count > 0)
            Line(page, $"- {source.Title}: no file came for {string.Join(", ", absent)}.");
    }

    static void Table(StringBuilder page, string what, SortedDictionary<string, SortedDictionary<string, long>> counts)
    {
        Line(page, $"| {what} | served | withheld | unknown | all |");
        Line(page, $"|---|--:|--:|--:|--:|");
        foreach (var (key, states) in counts)
            Line(page, $"| {key} | {string.Join(" | ", TextState.All.Select(state => states.GetValueOrDefault(state).ToString(CultureInfo.InvariantCulture)))} | {states.Values.Sum()} |");
        Line(page, $"| **all** | {string.Join(" | ", TextState.All.Select(state => counts.Values.Sum(states => states.GetValueOrDefault(state)).ToString(CultureInfo.InvariantCulture)))} | {counts.Values.Sum(states => states.Values.Sum())} |");
    }

    static void Line(StringBuilder page, FormattableString line) => page.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
