using System.Buffers;
using System.Globalization;
using System.Text;

namespace Sluice.Clean.Transliteration;

/// <summary>
/// Writes a text in ASCII by the map. What is ASCII stays as it is, so the only question marks are the text's own. What
/// the map does not have is written by its number, <c>[U+1F600]</c>, and counted. Reused from text to text; not thread-safe.
/// </summary>
public sealed class AsciiText
{
    // A run of Greek letters this long is a word; shorter ones are signs side by side.
    const int ShortestWord = 3;

    readonly AsciiMap _map = AsciiMap.Shipped;
    readonly ArrayBufferWriter<char> _out = new(4096);
    bool _afterWord, _baseIsMapped;
    AsciiKind _run;

    /// <summary>How often each unmapped character was met, over all texts since the last <see cref="Forget"/>; a half pair counts by its own number.</summary>
    public SortedDictionary<int, int> Unmapped { get; } = [];

    public void Forget() => Unmapped.Clear();

    /// <summary>The text in ASCII; valid until the next call.</summary>
    public ReadOnlySpan<char> Of(ReadOnlySpan<char> text)
    {
        _out.ResetWrittenCount();
        (_afterWord, _baseIsMapped, _run) = (false, false, AsciiKind.Plain);
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAnyExceptInRange('\0', '\u007F');
            if (plain != 0)
            {
                plain = plain < 0 ? text.Length : plain;
                Put(text[..plain], AsciiKind.Plain);
                text = text[plain..];
                continue;
            }
            if (Rune.DecodeFromUtf16(text, out var rune, out var length) != OperationStatus.Done)
                Miss(text[0]);
            else if (_map[rune] is not { } entry)
                Other(rune);
            else if (entry.Kind == AsciiKind.Greek)
                length = Greek(text);
            else
                Put(entry.Text, entry.Kind);
            text = text[length..];
        }
        return _out.WrittenSpan;
    }

    // An accent goes with the letter that it stands on, if that letter is shown at all.
    void Other(Rune rune)
    {
        var isAccent = Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;
        if (!isAccent || !_baseIsMapped)
            Miss(rune.Value);
    }

    void Miss(int codePoint)
    {
        Unmapped[codePoint] = Unmapped.GetValueOrDefault(codePoint) + 1;
        Put(Name(codePoint) is var name ? $"[{name}]" : "", AsciiKind.Plain);
        _baseIsMapped = false;
    }

    /// <summary><c>U+1F600</c></summary>
    public static string Name(int codePoint) => string.Create(CultureInfo.InvariantCulture, $"U+{codePoint:X4}");

    int Greek(ReadOnlySpan<char> text)
    {
        int letters = 0, length = 0;
        var isWord = false;
        while (length < text.Length && Rune.DecodeFromUtf16(text[length..], out var rune, out var taken) == OperationStatus.Done && _map[rune] is { Kind: AsciiKind.Greek } entry)
        {
            letters++;
            length += taken;
            // Only words have accents.
            isWord |= entry.Text == entry.Sound;
        }
        isWord |= letters >= ShortestWord;
        foreach (var rune in text[..length].EnumerateRunes())
            Put(isWord ? _map[rune]!.Sound : _map[rune]!.Text, isWord ? AsciiKind.Plain : AsciiKind.Word);
        return length;
    }

    void Put(ReadOnlySpan<char> ascii, AsciiKind kind)
    {
        _baseIsMapped = true;
        if (ascii.IsEmpty)
            return;
        if (kind is AsciiKind.Raised or AsciiKind.Lowered)
        {
            if (_run != kind)
                Write(kind == AsciiKind.Raised ? "^" : "_");
        }
        else if (NeedsBlank(ascii[0], kind))
            Write(" ");
        Write(ascii);
        (_run, _afterWord) = (kind, kind == AsciiKind.Word);
    }

    bool NeedsBlank(char next, AsciiKind kind)
    {
        if (_out.WrittenCount == 0 || !char.IsAsciiLetterOrDigit(next))
            return false;
        var last = _out.WrittenSpan[^1];
        return kind switch
        {
            AsciiKind.Word => char.IsAsciiLetterOrDigit(last),
            AsciiKind.Fraction => char.IsAsciiDigit(last) || (_afterWord && char.IsAsciiLetterOrDigit(last)),
            // x²3 is not x^23, and aⁿb not a^nb.
            _ when _run is AsciiKind.Raised or AsciiKind.Lowered or AsciiKind.Fraction => char.IsAsciiDigit(last) ? char.IsAsciiDigit(next) : char.IsAsciiLetter(last) && char.IsAsciiLetter(next),
            _ => _afterWord && char.IsAsciiLetterOrDigit(last),
        };
    }

    void Write(ReadOnlySpan<char> ascii) => _out.Write(ascii);
}
