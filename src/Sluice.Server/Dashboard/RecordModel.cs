using Sluice.Records;
using Sluice.Serve;
using Sluice.Zones;

namespace Sluice.Server.Dashboard;

/// <summary>A number that readers gave a document, and when it was seen.</summary>
public sealed record Signal(string Name, string Value, string? ObservedAt);

/// <summary>An enriched value and the method that found it.</summary>
public sealed record Fact(string Name, string Value, string? Method);

/// <summary>A served document, taken apart for its page. All texts are as the record has them: escaping is the page's.</summary>
public sealed record RecordModel
{
    public required ReleaseManifest Release { get; init; }
    public required string DocumentId { get; init; }
    public required string Title { get; init; }
    public required string Collection { get; init; }
    public required string Date { get; init; }
    public required string DatePrecision { get; init; }
    public required string? DateBasis { get; init; }
    public required string Url { get; init; }
    public required string? Doi { get; init; }
    public required string? Venue { get; init; }
    public required string? Abstract { get; init; }
    public required IReadOnlyList<string> Authors { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }
    public required WorkAnswer Work { get; init; }
    public required IReadOnlyList<Signal> Signals { get; init; }
    public required IReadOnlyList<Fact> Facts { get; init; }
    public required IReadOnlyList<string> Paragraphs { get; init; }
    public required Origin Origin { get; init; }

    /// <summary>Upstream's fields that have no place of their own on the page.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> OtherFields { get; init; }
    public required string Citation { get; init; }
    public required string BibTeX { get; init; }
    public required string CslJson { get; init; }
    public required RightsShown Rights { get; init; }

    /// <summary>What was redacted, by class and count; null if nothing was.</summary>
    public required string? Redactions { get; init; }

    /// <summary>The text is not the release's: it is shown since all was asked for on this machine.</summary>
    public required bool IsShownLocally { get; init; }

    static readonly HashSet<string> Placed = new(StringComparer.Ordinal)
    {
        "document_id", "title", "source", "date_published", "date_precision", "date_basis", "url", "doi", "venue", "abstract",
        "rights", "privacy", "shown_locally", "authors", "tags", "work_id", "work_relation", "signals", "karma", "votes", "comment_count", "enriched", "text", "_provenance",
    };

    /// <summary>The record that stands for its work, where it is not this one.</summary>
    public WorkMember? StandsForIt => Work.Copies.FirstOrDefault(copy => copy.Id == Work.Id);

    public static RecordModel Of(RecordLine line, ReleaseManifest release, WorkAnswer work, bool showsAll = false)
    {
        var id = line.GetString("document_id"u8) ?? "";
        return new RecordModel
        {
            Release = release,
            DocumentId = id,
            Title = line.GetString("title"u8) ?? id,
            Collection = line.GetString("source"u8) ?? "",
            Date = line.GetString("date_published"u8) ?? "",
            DatePrecision = line.GetString("date_precision"u8) ?? "day",
            DateBasis = line.GetString("date_basis"u8),
            Url = line.GetString("url"u8) ?? "",
            Doi = line.GetString("doi"u8),
            Venue = line.GetString("venue"u8),
            Abstract = line.GetString("abstract"u8),
            Authors = line.TextsOf("authors"u8),
            Tags = line.TextsOf("tags"u8),
            Work = work,
            Signals = SignalsOf(line),
            Facts = FactsOf(line),
            Paragraphs = (line.GetString("text"u8) ?? "").ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries),
            Origin = Origin.Of(line, release.Sources.FirstOrDefault(source => source.Id == Records.DocumentId.Parse(id).Source)),
            OtherFields = OtherFieldsOf(line),
            Citation = Records.Citations.Citation.Plain(line),
            BibTeX = Records.Citations.Citation.BibTeX(line),
            CslJson = Records.Citations.Citation.CslJson(line),
            Rights = RightsShown.Of(line),
            Redactions = RightsShown.RedactionsOf(line),
            IsShownLocally = showsAll && line.IndexOf("shown_locally"u8) >= 0,
        };
    }

    static List<Signal> SignalsOf(RecordLine line)
    {
        var signals = new List<Signal>();
        if (line.TryGet("signals"u8, out var list) && list.Kind == JsonKind.Array)
            foreach (var item in list.Items())
                if (item.TryGetMember("name"u8, out var name) && item.TryGetMember("value"u8, out var value))
                    signals.Add(new Signal(name.Shown(), value.Shown(),
                        item.TryGetMember("observed_at"u8, out var at) && at.Kind == JsonKind.String ? at.GetString() : null));
        return signals;
    }

    static List<Fact> FactsOf(RecordLine line)
    {
        var facts = new List<Fact>();
        if (!line.TryGet("enriched"u8, out var enriched) || enriched.Kind != JsonKind.Object)
            return facts;
        enriched.TryGetMember("methods"u8, out var methods);
        var members = enriched.Members();
        while (members.MoveNext())
            if (!members.Name.SequenceEqual("methods"u8))
                facts.Add(new Fact(JsonText.Decode(members.Name), members.Current.Shown(),
                    methods.TryGetMember(members.Name, out var method) ? method.Shown() : null));
        return facts;
    }

    static List<KeyValuePair<string, string>> OtherFieldsOf(RecordLine line)
    {
        var fields = new List<KeyValuePair<string, string>>();
        for (var i = 0; i < line.FieldCount; i++)
            if (JsonText.Decode(line.NameOf(i)) is var name && !Placed.Contains(name))
                fields.Add(KeyValuePair.Create(name, line.ValueOf(i).Shown()));
        return fields;
    }
}
