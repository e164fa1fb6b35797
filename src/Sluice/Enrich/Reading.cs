using Sluice.Records;

namespace Sluice.Enrich;

/// <summary>A document read once for all enrichers: decoded, lower-cased, counted. Reused from record to record.</summary>
public sealed class Reading
{
    readonly TextBuffer _text = new();
    readonly TextBuffer _title = new();
    readonly TextBuffer _lowerText = new();
    readonly TextBuffer _lowerBoth = new();

    public string Collection { get; private set; } = "";

    public ReadOnlySpan<char> Text => _text.Span;

    public ReadOnlySpan<char> Title => _title.Span;

    /// <summary>The text in lower case, invariant.</summary>
    public ReadOnlySpan<char> LowerText => _lowerText.Span;

    /// <summary>Title, a space and text, in lower case.</summary>
    public ReadOnlySpan<char> LowerTitleAndText => _lowerBoth.Span;

    /// <summary>Unicode scalar values of the text.</summary>
    public int TextLength { get; private set; }

    /// <summary>The day as written, before any conversion to UTC, or null.</summary>
    public DateOnly? Day { get; private set; }

    public bool HasAuthors { get; private set; }

    /// <summary>Upstream's tags as sent, in order.</summary>
    public List<string> Tags { get; } = [];

    public void Load(RecordLine line)
    {
        Collection = line.GetString("source"u8) ?? "";
        LoadText(line, "text"u8, _text);
        LoadText(line, "title"u8, _title);
        Lower(_text.Span, _lowerText);
        var head = _title.Length + 1;
        var both = _lowerBoth.Room(head + _lowerText.Length);
        _title.Span.ToLowerInvariant(both);
        both[head - 1] = ' ';
        _lowerText.Span.CopyTo(both[head..]);
        _lowerBoth.SetLength(head + _lowerText.Length);
        TextLength = JsonText.CountScalars(_text.Span);
        Day = line.GetString("date_published"u8) is { } date && PublicationDate.TryRead(date, out var read) == DateReading.Read ? read.Day : null;
        HasAuthors = line.TryGet("authors"u8, out var authors) && authors.Kind == JsonKind.Array && authors.Items().MoveNext();
        Tags.Clear();
        if (line.TryGet("tags"u8, out var tags) && tags.Kind == JsonKind.Array)
            foreach (var tag in tags.Items())
                if (tag.Kind == JsonKind.String)
                    Tags.Add(tag.GetString());
    }

    static void LoadText(RecordLine line, ReadOnlySpan<byte> field, TextBuffer into)
    {
        if (line.TryGetString(field, out var body))
            into.Load(body);
        else
            into.SetLength(0);
    }

    static void Lower(ReadOnlySpan<char> text, TextBuffer into)
    {
        text.ToLowerInvariant(into.Room(text.Length));
        into.SetLength(text.Length);
    }

    /// <summary>How many of the terms occur at least once.</summary>
    public static int CountTerms(ReadOnlySpan<char> text, string[] terms)
    {
        var count = 0;
        foreach (var term in terms)
            if (text.IndexOf(term, StringComparison.Ordinal) >= 0)
                count++;
        return count;
    }
}
