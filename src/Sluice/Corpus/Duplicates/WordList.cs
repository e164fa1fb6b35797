using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Sluice.Records;

namespace Sluice.Corpus.Duplicates;

/// <summary>
/// The words of a text as hashes, in order. A word is a run of letters and digits in any case; each Chinese or Japanese
/// character is one. Marks, punctuation, markup and white space only separate. Reused from text to text; not thread-safe.
/// </summary>
public sealed class WordList
{
    const byte Wide = 0xFF;

    // For each byte: 0 separates, Wide begins or goes on in a character beyond ASCII, else the letter in lower case.
    static readonly byte[] Letters = [.. Enumerable.Range(0, 256).Select(b => b >= 0x80 ? Wide : char.IsAsciiLetterOrDigit((char)b) ? (byte)char.ToLowerInvariant((char)b) : (byte)0)];

    byte[] _decoded = [];
    ulong[] _words = new ulong[4096];
    ulong _hash, _letters;
    int _pending;

    public int Count { get; private set; }

    public ReadOnlySpan<ulong> Words => _words.AsSpan(0, Count);

    /// <summary>Reads a JSON string body: the bytes between the quotes.</summary>
    public void Read(ReadOnlySpan<byte> body)
    {
        Count = 0;
        if (body.Contains((byte)'\\'))
        {
            if (_decoded.Length < body.Length)
                _decoded = new byte[body.Length];
            body = _decoded.AsSpan(0, JsonText.DecodeUtf8(body, _decoded));
        }
        // A word has a letter and a separator, but for wide characters, which have three bytes each.
        if (_words.Length < body.Length / 2 + 1)
            _words = new ulong[body.Length / 2 + 1];
        Split(body);
    }

    void Split(ReadOnlySpan<byte> text)
    {
        ref var letters = ref Letters[0];
        ulong hash = 0, packed = 0;
        var pending = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var letter = Unsafe.Add(ref letters, text[i]);
            if (letter == 0)
            {
                if (pending > 0)
                {
                    _words[Count++] = WordHash.Mix(hash ^ packed);
                    (hash, packed, pending) = (0, 0, 0);
                }
                continue;
            }
            if (letter == Wide)
            {
                (_hash, _letters, _pending) = (hash, packed, pending);
                i += ReadWide(text[i..]) - 1;
                (hash, packed, pending) = (_hash, _letters, _pending);
                continue;
            }
            packed = packed << 8 | letter;
            if ((++pending & 7) == 0)
                (hash, packed) = (WordHash.Mix(hash ^ packed), 0);
        }
        if (pending > 0)
            _words[Count++] = WordHash.Mix(hash ^ packed);
    }

    // One character beyond ASCII; gives its length in bytes.
    int ReadWide(ReadOnlySpan<byte> text)
    {
        Rune.DecodeFromUtf8(text, out var rune, out var length);
        // General punctuation, the commonest by far.
        if (rune.Value is >= 0x2000 and <= 0x206F)
            EndWord();
        else if (IsWordOfItsOwn(rune.Value))
        {
            EndWord();
            Push(rune);
            EndWord();
        }
        else if (Rune.IsLetterOrDigit(rune))
            Push(Rune.ToLowerInvariant(rune));
        else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Format))
            EndWord();
        return length;
    }

    void Push(Rune rune)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var unit in bytes[..rune.EncodeToUtf8(bytes)])
        {
            _letters = _letters << 8 | unit;
            if ((++_pending & 7) == 0)
                (_hash, _letters) = (WordHash.Mix(_hash ^ _letters), 0);
        }
    }

    void EndWord()
    {
        if (_pending > 0)
            _words[Count++] = WordHash.Mix(_hash ^ _letters);
        (_hash, _letters, _pending) = (0, 0, 0);
    }

    // Kana and Han: written without spaces.
    static bool IsWordOfItsOwn(int rune) => rune is (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0x20000 and <= 0x3FFFF);
}
