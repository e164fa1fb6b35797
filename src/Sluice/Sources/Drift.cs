using System.Text.Json;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Sources;

/// <summary>One thing that upstream has and the registry does not know, or the other way round.</summary>
/// <param name="Kind"><c>collection</c>, <c>file</c>, <c>field</c>, <c>value</c>, <c>date_form</c>, or <c>file_gone</c>.</param>
/// <param name="Collection">Upstream's <c>source</c> value, or null where it does not matter.</param>
/// <param name="Name">The file, the field, <c>field=value</c>, or the form of dates.</param>
/// <param name="Count">Records that have it.</param>
/// <param name="Example">Where one of them stands upstream, or null.</param>
/// <param name="Proposal">What the patch does about it.</param>
public sealed record DriftItem(string Kind, string? Collection, string Name, long Count, RowPlace? Example, string Proposal);

/// <summary>What upstream changed, and the registry's entry as it should read now.</summary>
/// <param name="Proposed">The same entry if nothing changed. What needs a person's judgement is not in it.</param>
public sealed record DriftReport(SourceEntry Source, IReadOnlyList<DriftItem> Items, SourceEntry Proposed)
{
    /// <summary>A registry file with the proposed entry: save it as <c>sources.json</c> in the lake, or pass it to <c>--registry</c>.</summary>
    public string Patch => JsonSerializer.Serialize(new RegistryFile([Proposed]), RegistryContext.Indented);
}

/// <summary>
/// Holds the snapshot of a source, and the rows whose dates could not be read, against the registry and the schema.
/// </summary>
/// <param name="schema">The source's JSON Schema, as text.</param>
public sealed class Drift(SourceEntry source, string schema)
{
    // Only what can be read in one way; a form that leaves it open which number is the month is a person's to choose.
    internal static readonly DateFormat[] Forms = [.. new[]
    {
        PublicationDate.SpokenForm, "YYYY-MM-DD HH:mm:ss", "YYYY-MM-DD HH:mm", "YYYY/MM/DD", "YYYY.MM.DD", "YYYYMMDD", "MMMM D, YYYY", "MMM D, YYYY", "D MMMM YYYY", "D MMM YYYY",
        "MMMM YYYY", "MMM YYYY", "YYYY-MM", "YYYY", "DD.MM.YYYY", "DD/MM/YYYY", "MM/DD/YYYY",
    }.Select(DateFormat.Parse)];

    sealed class Seen
    {
        public long Count { get; set; }
        public RowPlace? Example { get; set; }
        public string? File { get; set; }

        /// <summary>Of a new collection: the fields that its entry has to list.</summary>
        public SortedSet<string> Fields { get; } = new(StringComparer.Ordinal);
    }

    readonly Vocabulary _vocabulary = new(source, schema);
    readonly SortedDictionary<(string Kind, string Collection, string Name), Seen> _seen = new(Comparer<(string Kind, string Collection, string Name)>.Create((a, b) =>
        string.CompareOrdinal(a.Kind, b.Kind) is var byKind and not 0 ? byKind : string.CompareOrdinal(a.Collection, b.Collection) is var byCollection and not 0 ? byCollection : string.CompareOrdinal(a.Name, b.Name)));
    readonly SortedDictionary<string, (HashSet<int> Forms, Seen Seen)> _dates = new(StringComparer.Ordinal);

    /// <exception cref="CorrectTheCallException">The source has no complete dump in the lake.</exception>
    public async Task<DriftReport> FindAsync(Lake lake, CancellationToken cancel)
    {
        var chain = Dump.Chain(lake, source.Id);
        if (chain.Count == 0)
            throw new CorrectTheCallException($"{lake.Root} has no complete dump of {source.Id} to compare with the registry. Run `sluice extract {source.Id}` first.");
        await foreach (var live in Snapshot.ReadAsync(lake, source.Id, Zone.Raw, cancel))
            See(live.Line, UpstreamLines.PlaceOf(live.Line));
        var sent = new RecordLine();
        // Of rows without a readable date each dump lists all that its files have.
        foreach (var dump in chain)
            await foreach (var row in QuarantineRow.ReadAsync(dump.Quarantine, cancel))
                if (row.IsWaiting && row.Codes.Contains("date.unreadable", StringComparer.Ordinal) && (row.Stage != "extract" || dump == chain[^1])
                    && row.Sent() is { } bytes && sent.Read(bytes, out _) && sent.GetString("date_published"u8) is { } date)
                    SeeDate(sent.GetString("source"u8) ?? "", date, row.Place);
        var tree = chain[^1].Metadata.Tree.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var file in tree.Where(file => !_vocabulary.KnowsFile(file)))
            Note("file", "", file, null);
        return Report(tree);
    }

    void See(RecordLine line, Place place)
    {
        var at = new RowPlace(place.File, place.Line);
        var name = line.GetString("source"u8) ?? "";
        if (name.Length > 0 && !_vocabulary.KnowsCollection(name))
        {
            Note("collection", name, name, at);
            var theirs = _seen[("collection", name, name)].Fields;
            for (var i = 0; i < line.FieldCount && _vocabulary.NamesFields; i++)
                if (!_vocabulary.Everywhere.Knows(line.NameOf(i)))
                    theirs.Add(JsonText.Decode(line.NameOf(i)));
        }
        var fields = _vocabulary.FieldsOf(line);
        for (var i = 0; i < line.FieldCount && _vocabulary.NamesFields; i++)
            if (!fields.Knows(line.NameOf(i)))
                Note("field", name, JsonText.Decode(line.NameOf(i)), at);
        foreach (var (utf8, field, values) in fields.Enumerated)
            if (line.TryGetString(utf8, out var body) && JsonText.Decode(body) is var value && !values.Contains(value, StringComparer.Ordinal))
                Note("value", name, $"{field}={value}", at);
    }

    void Note(string kind, string collection, string name, RowPlace? at)
    {
        if (!_seen.TryGetValue((kind, collection, name), out var seen))
            _seen[(kind, collection, name)] = seen = new Seen { Example = at, File = at?.File };
        seen.Count += at is null ? 0 : 1;
    }

    // The forms that read every date of a collection so far.
    void SeeDate(string collection, string date, RowPlace at)
    {
        var reading = Enumerable.Range(0, Forms.Length).Where(i => Forms[i].TryRead(date, out _) == DateReading.Read).ToHashSet();
        // One collection may write several forms: dates of the same shape are held together.
        var shape = collection + "\n" + ShapeOf(date);
        if (!_dates.TryGetValue(shape, out var known))
            _dates[shape] = known = (reading, new Seen { Example = at, File = date });
        known.Forms.IntersectWith(reading);
        known.Seen.Count++;
    }

    // "March 4, 2021" and "May 14, 2021" are of one shape: a 9, 9.
    static string ShapeOf(string date)
    {
        var shape = new System.Text.StringBuilder();
        foreach (var c in date)
            if ((char.IsAsciiDigit(c) ? '9' : char.IsAsciiLetter(c) ? 'a' : c) is var kind && (shape.Length == 0 || shape[^1] != kind || kind is not ('9' or 'a')))
                shape.Append(kind);
        return shape.ToString();
    }

    DriftReport Report(HashSet<string> tree)
    {
        var items = new List<DriftItem>();
        var proposed = source.Collections.ToDictionary(collection => collection.Name, StringComparer.Ordinal);
        foreach (var ((kind, collection, name), seen) in _seen)
            items.Add(new DriftItem(kind, collection.Length > 0 ? collection : null, name, seen.Count, seen.Example, Propose(kind, collection, name, seen, proposed)));
        foreach (var (shape, (forms, seen)) in _dates)
        {
            var collection = shape[..shape.IndexOf('\n', StringComparison.Ordinal)];
            var form = forms.Count == 1 ? Forms[forms.First()].Text : null;
            var listed = proposed.TryGetValue(collection, out var of);
            if (form is not null && listed)
                proposed[collection] = of! with { DateFormats = [.. of.DateFormats ?? [], form] };
            items.Add(new DriftItem("date_form", collection, form ?? seen.File!, seen.Count, seen.Example, form is not null && listed ? $"add to its date_formats, then `sluice quarantine replay`"
                : form is not null ? "list the collection first" : forms.Count > 1 ? $"choose one of {string.Join(", ", forms.Order().Select(i => Forms[i].Text))}" : "no known form reads it; upstream has to mend it"));
        }
        foreach (var gone in source.Collections.Where(collection => !tree.Contains(collection.File)))
            items.Add(new DriftItem("file_gone", gone.Name, gone.File, 0, null, "nothing: upstream may bring it back"));
        return new DriftReport(source, items, source with { Collections = [.. proposed.Values] });
    }

    static string Propose(string kind, string collection, string name, Seen seen, Dictionary<string, Collection> proposed)
    {
        switch (kind)
        {
            case "collection":
                proposed[name] = new Collection(name, seen.File!, name, ExtraFields: seen.Fields.Count > 0 ? [.. seen.Fields] : null);
                return "add it, with its own title and date_basis where they are known";
            case "field" when proposed.TryGetValue(collection, out var of):
                proposed[collection] = of with { ExtraFields = [.. of.ExtraFields ?? [], name] };
                return "add to its extra_fields";
            case "value" when proposed.TryGetValue(collection, out var of):
                var (field, value) = (name[..name.IndexOf('=', StringComparison.Ordinal)], name[(name.IndexOf('=', StringComparison.Ordinal) + 1)..]);
                proposed[collection] = of with { Values = new(of.Values!, StringComparer.Ordinal) { [field] = [.. of.Values![field], value] } };
                return "add to its values";
            case "file":
                return proposed.Values.Any(listed => listed.File == name) ? "listed with its new collection" : "look at its records: list the collection that they name";
            default:
                return "list the collection first";
        }
    }
}
