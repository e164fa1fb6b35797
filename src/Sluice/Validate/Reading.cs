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

    /// <summary>Whether JSON holds neither an escape nor anything beyond ASCII, so that its bytes are its characters.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> json) => !json.ContainsAnyExceptInRange((byte)0, (byte)0x7F) && !json.Contains((byte)'\\');

    /// <summary>What was found with a little before and after it, for a person to find it again.</summary>
    public static string Around(ReadOnlySpan<char> text, int at, int length)
    {
        var (from, to) = (Math.Max(0, at - 15), Math.Min(text.Length, at + Math.Min(length, 60) + 15));
        return text[from..to].ToString();
    }

    /// <summary>What was found first, and in how many places of the field if in several.</summary>
    public static string Places(string found, int places) =>
        places == 1 ? found : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{found} (and {places - 1} more)");

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
