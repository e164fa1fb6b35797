using Sluice.Records;

namespace Sluice.Validate;

/// <summary>
/// A mapped record while the checks look at it: what several of them want is decoded once. Reused from record to
/// record; every span is valid until the next <see cref="Begin"/>.
/// </summary>
public sealed class Reading
{
    readonly TextBuffer _title = new();
    readonly TextBuffer _text = new();
    Document _document = null!;
    bool _titleIsRead, _textIsRead;

    /// <summary>The record's line, as mapped.</summary>
    public RecordLine Line => _document.Line;

    /// <summary>Where upstream has it.</summary>
    public Place Place => _document.Place;

    /// <summary>The <c>title</c>, decoded; empty if it is absent or not a string.</summary>
    public ReadOnlySpan<char> Title => Decoded("title"u8, _title, ref _titleIsRead);

    /// <summary>The <c>text</c>, decoded; empty if it is absent or not a string.</summary>
    public ReadOnlySpan<char> Text => Decoded("text"u8, _text, ref _textIsRead);

    public Reading Begin(Document document)
    {
        _document = document;
        _titleIsRead = _textIsRead = false;
        return this;
    }

    ReadOnlySpan<char> Decoded(ReadOnlySpan<byte> field, TextBuffer into, ref bool isRead)
    {
        if (!isRead)
            into.Load(_document.Line.TryGetString(field, out var body) ? body : default);
        isRead = true;
        return into.Span;
    }
}
