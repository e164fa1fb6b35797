using Sluice.Records;

namespace Sluice.Enrich;

/// <summary>A document read once for all enrichers: decoded, lower-cased, counted. Reused from record to record.</summary>
public sealed class Reading
{
    const int LongestTerm = 32;

    readonly TextBuffer _text = new();
    readonly TextBuffer _title = new();
    readonly TextBuffer _lowerText = new();
    readonly TextBuffer _lowerTitle = new();
    readonly TextBuffer _seam = new();

    public string Collection { get; private set; } = "";

    public ReadOnlySpan<char> Text => _text.Span;

    public ReadOnlySpan<char> Title => _title.Span;

    /// <summary>The text in lower case, invariant.</summary>
    public ReadOnlySpan<char> LowerText => _lowerText.Span;

    /// <summary>The title in lower case, invariant.</summary>
    public ReadOnlySpan<char> LowerTitle => _lowerTitle.Span;

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
        Lower(_title.Span, _lowerTitle);
        _seam.Load([.. _lowerTitle.Span[Math.Max(0, _title.Length - LongestTerm)..], ' ', .. _lowerText.Span[..Math.Min(_text.Length, LongestTerm)]]);
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

    /// <summary>
    /// How many of the terms occur at least once in title, a space and text. The two are searched apart, and the seam
    /// between them for terms that straddle it, so that a long text is not copied to be joined.
    /// </summary>
    public int CountTermsInTitleAndText(string[] terms)
    {
        var count = 0;
        foreach (var term in terms)
            if (Contains(LowerText, term) || Contains(LowerTitle, term) || Contains(_seam.Span, term))
                count++;
        return count;
    }

    static bool Contains(ReadOnlySpan<char> text, string term) => text.IndexOf(term, StringComparison.Ordinal) >= 0;

    /// <summary>How many of the terms occur at least once.</summary>
    public static int CountTerms(ReadOnlySpan<char> text, string[] terms)
    {
        var count = 0;
        foreach (var term in terms)
            if (Contains(text, term))
                count++;
        return count;
    }
}
