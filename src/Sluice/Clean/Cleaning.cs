using System.Runtime.CompilerServices;
using System.Text;
using Sluice.Clean.Cleaners;
using Sluice.Clean.RecordCleaners;
using Sluice.Pipeline;
using Sluice.Records;

namespace Sluice.Clean;

/// <summary>
/// Validated → cleaned: repairs the texts that people read and leaves every other byte alone. Authors keep their
/// order, unknown fields their bytes; nothing is ever replaced by a question mark.
/// </summary>
/// <param name="options">Default: nothing is chosen.</param>
public sealed class Cleaning(CleanOptions? options = null) : IStage<Document, Document>
{
    // Each pass only removes dirt, so that two or three do; the limit is for texts that nobody has thought of.
    const int MostPasses = 8;

    static readonly string[] TextFields =
        ["title", "text", "url", "authors", "abstract", "summaries", "summary", "tags", "source_type", "journal_ref", "venue", "doi", "author_comment", "comment"];

    TextField[]? _fields;
    readonly LineEdit _edit = new();
    readonly LineEdit _whole = new();
    readonly ProvenanceEdit _provenance = new();
    readonly ProvenanceEdit _attempt = new();
    readonly TextRepair _text = new();
    readonly JsonLineBuilder _json = new();
    readonly Document _texts = new();
    string? _collection;

    TextField[] Fields => _fields ??= [.. TextFields.Select(name => new TextField(name, Cleaners))];

    public StageId Id => new("clean", 3);

    /// <summary>
    /// The family, in order of work. Markup goes first, so that no reference can become a tag that is then read as one;
    /// references next, since mojibake can hide in them; mojibake before anything that removes characters, because
    /// controls and soft hyphens are part of its proof; ligatures before controls, because TeX's are controls; divided
    /// words while soft hyphens are still there; the normal form when all characters are known; space last.
    /// </summary>
    public IReadOnlyList<ICleaner> Cleaners { get; } =
    [
        new LineEnds(),
        new LeftOverMarkup(),
        new Entities(),
        new MisreadText(),
        new Ligatures(),
        new Hyphenation(),
        new InvisibleCharacters(),
        new UnicodeForm(),
        new BlankLines(),
        new OuterSpace(),
        new TrackingParameters(),
    ];

    /// <summary>What looks at a record as a whole, after its texts are clean, in order of work.</summary>
    public IReadOnlyList<IRecordCleaner> RecordCleaners { get; } =
    [
        new Identity(),
        new Authors(),
        .. options is { AsciiView: true } ? [new AsciiView()] : Array.Empty<IRecordCleaner>(),
    ];

    public string Configuration =>
        string.Join(' ', [.. Cleaners.Select(cleaner => cleaner.Name), .. RecordCleaners.Select(cleaner => cleaner.Name)]) + " | " + string.Join(' ', TextFields);

    /// <summary>Whether the field holds paragraphs, not a name or a line.</summary>
    public static bool IsProse(string field) => field is "text" or "abstract" or "summaries" or "summary" or "author_comment" or "comment";

    // A field and who works on it; the signs are those that any of them minds.
    sealed class TextField(string name, IEnumerable<ICleaner> cleaners)
    {
        public string Name => name;

        public byte[] Bytes { get; } = Encoding.UTF8.GetBytes(name);

        public ICleaner[] Cleaners { get; } = [.. cleaners.Where(cleaner => cleaner.LooksAt(name))];

        public Dirt Signs { get; } = cleaners.Where(cleaner => cleaner.LooksAt(name)).Aggregate(Dirt.None, (signs, cleaner) => signs | cleaner.Signs);
    }

    public async IAsyncEnumerable<Document> RunAsync(
        IAsyncEnumerable<Document> records, IShardRun run, [EnumeratorCancellation] CancellationToken cancel)
    {
        var cleaned = new Document();
        var view = RecordCleaners.OfType<AsciiView>().FirstOrDefault();
        await foreach (var record in records.WithCancellation(cancel))
        {
            Clean(record, cleaned);
            if (view is { Findings.Count: > 0 })
                run.Note(cleaned, view.Findings);
            yield return cleaned;
        }
    }

    /// <summary>Reads the cleaned record into <paramref name="into"/>; valid until the next call.</summary>
    public void Clean(Document record, Document into)
    {
        CleanTexts(record, _texts);
        _whole.Begin(_texts.Line);
        _provenance.Clear();
        foreach (var cleaner in RecordCleaners)
            cleaner.Clean(_texts.Line, _whole, _provenance);
        _provenance.ApplyTo(_whole, _texts.Line);
        _whole.ApplyTo(into.Line);
        into.Place = record.Place;
    }

    void CleanTexts(Document record, Document into)
    {
        var line = record.Line;
        _edit.Begin(line);
        _provenance.Clear();
        _collection = null;
        foreach (var field in Fields)
            if (line.IndexOf(field.Bytes) is var index && index >= 0)
                CleanField(line, index, field);
        _provenance.ApplyTo(_edit, line);
        _edit.ApplyTo(into.Line);
        into.Place = record.Place;
    }

    void CleanField(RecordLine line, int index, TextField field)
    {
        var value = line.ValueOf(index);
        if (value.Kind == JsonKind.String && CleanText(line, value.Body, field))
        {
            _edit.Replace(index, _json.Bytes.ToArray());
        }
        else if (value.Kind == JsonKind.Array)
        {
            var start = line.Fields[index].ValueStart;
            var items = value.Items();
            while (items.MoveNext())
                if (items.Current.Kind == JsonKind.String && CleanText(line, items.Current.Body, field))
                    _edit.Splice(start + items.Start, start + items.Start + items.Current.Bytes.Length, _json.Bytes.ToArray());
        }
    }

    // If true, the clean text stands in _json.
    bool CleanText(RecordLine line, ReadOnlySpan<byte> body, TextField field)
    {
        var dirt = Glance.At(body);
        if ((dirt & field.Signs) == Dirt.None)
            return false;
        _text.Load(body, field.Name, _collection ??= line.GetString("source"u8) ?? "");
        var isBlank = _text.Span.IsWhiteSpace();
        _attempt.Clear();
        var isChanged = false;
        for (var pass = 0; pass < MostPasses && (dirt & field.Signs) != Dirt.None; pass++)
        {
            var places = 0;
            foreach (var cleaner in field.Cleaners)
                if ((cleaner.Signs & dirt) != Dirt.None)
                    places += _text.Clean(cleaner, _attempt);
            if (places == 0)
                break;
            isChanged = true;
            // A repair may show what another cleaner can repair.
            dirt = Glance.At(_json.Clear().String(_text.Span).Bytes[1..^1]);
        }
        // A text of which nothing would be left stays as it is: what is left of it is all that upstream sent.
        if (!isChanged || (_text.Span.IsEmpty && !isBlank))
            return false;
        _provenance.Take(_attempt);
        return true;
    }
}
