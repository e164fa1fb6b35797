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
    static readonly string[] TextFields =
        ["title", "text", "url", "authors", "abstract", "summaries", "summary", "tags", "source_type", "journal_ref", "venue", "doi", "author_comment", "comment"];

    static readonly byte[][] TextFieldNames = [.. TextFields.Select(Encoding.UTF8.GetBytes)];

    readonly LineEdit _edit = new();
    readonly LineEdit _whole = new();
    readonly ProvenanceEdit _provenance = new();
    readonly TextBuffer _text = new();
    readonly JsonLineBuilder _json = new();
    readonly Document _texts = new();

    public StageId Id => new("clean", 3);

    /// <summary>The family, in order of work.</summary>
    public IReadOnlyList<ICleaner> Cleaners { get; } =
    [
        new LineEnds(),
        new UnicodeForm(),
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
        for (var i = 0; i < TextFields.Length; i++)
            if (line.IndexOf(TextFieldNames[i]) is var index && index >= 0)
                CleanField(line, index, TextFields[i]);
        _provenance.ApplyTo(_edit, line);
        _edit.ApplyTo(into.Line);
    }

    void CleanField(RecordLine line, int index, string field)
    {
        var value = line.ValueOf(index);
        if (value.Kind == JsonKind.String && CleanText(value.Body, field))
        {
            _edit.Replace(index, _json.Clear().String(_text.Span).Bytes.ToArray());
        }
        else if (value.Kind == JsonKind.Array)
        {
            var start = line.Fields[index].ValueStart;
            var items = value.Items();
            while (items.MoveNext())
                if (items.Current.Kind == JsonKind.String && CleanText(items.Current.Body, field))
                    _edit.Splice(start + items.Start, start + items.Start + items.Current.Bytes.Length, _json.Clear().String(_text.Span).Bytes.ToArray());
        }
    }

    bool CleanText(ReadOnlySpan<byte> body, string field)
    {
        if (IsCleanAlready(body, field))
            return false;
        _text.Load(body);
        var changed = false;
        foreach (var cleaner in Cleaners)
            if (cleaner.LooksAt(field) && cleaner.Clean(_text))
            {
                changed = true;
                _provenance.Transformed($"{cleaner.Name}:{field}");
            }
        return changed;
    }

    // The common case without decoding: plain ASCII has one normal form, and its ends and escapes show in the bytes.
    static bool IsCleanAlready(ReadOnlySpan<byte> body, string field) =>
        field != "url" && Ascii.IsValid(body) && body.Length > 0
        && body[0] > (byte)' ' && body[0] != (byte)'\\' && body[^1] > (byte)' '
        && !EndsInEscape(body) && body.IndexOf("\\u"u8) < 0 && body.IndexOf("\\r"u8) < 0;

    static bool EndsInEscape(ReadOnlySpan<byte> body) => body.Length >= 2 && body[^2] == (byte)'\\';
}
