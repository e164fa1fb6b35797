using Sluice.Records;

namespace Sluice.Validate;

/// <summary>Looks at one text of a record and adds what it finds.</summary>
/// <param name="pointer">Where the text stands.</param>
delegate void TextLook(string pointer, ReadOnlySpan<char> text, List<Finding> findings);

/// <summary>
/// A mapped record while the checks look at it: what several of them want is decoded once. Reused from record to
/// record; every span is valid until the next <see cref="Begin"/>.
/// </summary>
public sealed class Reading
{
    readonly TextBuffer _title = new();
    readonly TextBuffer _text = new();
    readonly TextBuffer _author = new();
    Document _document = null!;
    bool _titleIsRead, _textIsRead;
    Signs? _titleSigns, _textSigns;
    readonly char[] _part = new char[1024];

    /// <summary>The record's line, as mapped.</summary>
    public RecordLine Line => _document.Line;

    /// <summary>Where upstream has it.</summary>
    public Place Place => _document.Place;

    /// <summary>The <c>title</c>, decoded; empty if it is absent or not a string.</summary>
    public ReadOnlySpan<char> Title => Decoded("title"u8, _title, ref _titleIsRead);

    /// <summary>The <c>text</c>, decoded; empty if it is absent or not a string.</summary>
    public ReadOnlySpan<char> Text => Decoded("text"u8, _text, ref _textIsRead);

    /// <summary>What the title's bytes show.</summary>
    internal Signs TitleSigns => _titleSigns ??= SignReader.Of(Body("title"u8));

    /// <summary>What the text's bytes show.</summary>
    internal Signs TextSigns => _textSigns ??= SignReader.Of(TextBody);

    /// <summary>The <c>text</c> as sent, between its quotes; empty if it is absent or not a string.</summary>
    internal ReadOnlySpan<byte> TextBody => Body("text"u8);

    /// <summary>
    /// A part of the text without decoding the rest: from the first space at or after a byte of <see cref="TextBody"/>,
    /// at most 1,024 UTF-16 units; empty where no space is near. Valid until the next one is asked for.
    /// </summary>
    internal ReadOnlySpan<char> Part(int from, int length)
    {
        var rest = TextBody[from..];
        // A space is a character of its own: it lies in no escape and in no UTF-8 sequence.
        var space = rest[..Math.Min(rest.Length, 128)].IndexOf((byte)' ');
        return space < 0 ? default : _part.AsSpan(0, JsonText.Decode(rest[space..], _part.AsSpan(0, length)));
    }

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

    /// <summary>Looks at each author that may hold anything but plain ASCII; one that is no string is empty.</summary>
    internal void LookAtAuthors(TextLook look, List<Finding> findings)
    {
        if (!Line.TryGet("authors"u8, out var authors) || authors.Kind != JsonKind.Array || IsPlain(authors.Bytes))
            return;
        var index = 0;
        foreach (var author in authors.Items())
        {
            _author.Load(author.Kind == JsonKind.String ? author.Body : default);
            look($"/authors/{index++}", _author.Span, findings);
        }
    }

    public Reading Begin(Document document)
    {
        _document = document;
        _titleIsRead = _textIsRead = false;
        _titleSigns = _textSigns = null;
        return this;
    }

    ReadOnlySpan<char> Decoded(ReadOnlySpan<byte> field, TextBuffer into, ref bool isRead)
    {
        if (!isRead)
            into.Load(Body(field));
        isRead = true;
        return into.Span;
    }

    ReadOnlySpan<byte> Body(ReadOnlySpan<byte> field) => _document.Line.TryGetString(field, out var body) ? body : default;
}
