using System.Text;
using Sluice.Records;

namespace Sluice.Clean.Cleaners;

/// <summary>
/// Mojibake: UTF-8 that was read as Windows-1252 or Latin-1 is read again as what it is. Only where the characters, back
/// as bytes, are UTF-8 of something likely that gives the damaged text again, and nobody writes them as they stand.
/// Places that could be meant are repaired only if the whole text is damaged: then all of it that is not ASCII reads
/// back. Text that was misread twice is read twice. Lone C1 controls are the quotation marks and dashes that
/// Windows-1252 has in their place.
/// </summary>
public sealed class MisreadText : ICleaner
{
    const Protected Untouched = Protected.Fence | Protected.Backticks;

    public string Name => "mojibake@1";

    public bool ChangesLetters => true;

    public Dirt Signs => Dirt.Misread;

    public bool LooksAt(string field) => field is not ("url" or "doi");

    public void Clean(TextRepair text)
    {
        var chars = text.Span;
        if (chars.IndexOfAnyInRange('\u0080', '\u00F4') < 0)
            return;
        Look(chars, out var hasCertain, out var isWhollyMisread);
        var hasQuotes = chars.IndexOfAnyInRange('\u0091', '\u0097') >= 0;
        if (!hasCertain && !hasQuotes)
            return;
        Span<char> decoded = stackalloc char[2];
        for (var at = 0; chars[at..].IndexOfAnyInRange('\u0080', '\u00F4') is var step && step >= 0;)
        {
            at += step;
            var kind = MisreadSpan.At(chars, at, out var length, out var rune);
            if (kind == Misreading.Certain || (kind == Misreading.Possible && hasCertain && isWhollyMisread))
            {
                if (!text.Protects(at, Untouched))
                    text.Replace(at, length, decoded[..rune.EncodeToUtf16(decoded)]);
                at += length;
                continue;
            }
            if (hasQuotes && chars[at] is '\u0085' or >= '\u0091' and <= '\u0097' && hasQuotes && IsAlone(chars, at) && !text.Protects(at, Untouched))
                text.Replace(at, 1, [Windows1252.CharOf((byte)chars[at])]);
            at++;
        }
    }

    static void Look(ReadOnlySpan<char> text, out bool hasCertain, out bool isWhollyMisread)
    {
        (hasCertain, isWhollyMisread) = (false, true);
        for (var at = 0; text[at..].IndexOfAnyExceptInRange('\0', '\u007F') is var step && step >= 0;)
        {
            at += step;
            var kind = MisreadSpan.At(text, at, out var length, out _);
            hasCertain |= kind == Misreading.Certain;
            isWhollyMisread &= kind != Misreading.None;
            at += kind == Misreading.None ? 1 : length;
        }
    }

    // Beside a letter that begins a sequence, or another control, it is a piece of something that nobody can read.
    static bool IsAlone(ReadOnlySpan<char> text, int at) =>
        (at == 0 || text[at - 1] is < '\u0080' or > '\u00F4') && (at + 1 == text.Length || text[at + 1] is < '\u0080' or > '\u009F');
}
