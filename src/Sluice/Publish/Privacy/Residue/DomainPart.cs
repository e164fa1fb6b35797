using System.Buffers;

namespace Sluice.Publish.Privacy.Residue;

/// <summary>What stands right of an at: labels, with dots in any disguise between them, or the beginning of that.</summary>
readonly record struct DomainPart(
    int End, int Dots, bool HasSpelledDot, bool IsSpaced, bool EndsInTopLevel, bool IsWellKnown, bool IsCode, bool IsLiteral, bool BeginsWithLetter, bool IsCut, bool IsAtEnd, bool IsWord = false, bool IsVersion = false, bool IsGlued = false)
{
    static readonly SearchValues<char> OfNumbers = SearchValues.Create("0123456789.:abcdefABCDEFIPv");

    const int LongestLabel = 63, MostLabels = 10;

    static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> WellKnown = Set(
        "com org net edu gov mil int io ai ac uk de fr ch at nl be au nz ca us eu in jp cn hk tw kr sg il ie se no dk fi is it es pt pl cz hu gr ru ua br mx ar cl za co me tv info biz name dev app xyz tech pro online site page blog science institute foundation academy email world example");

    static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Attributes = Set(
        "weight weights bias transpose shape size grad data values value item items dot matmul mean sum norm detach numpy cpu cuda inverse inv real imag diag trace copy clone flatten reshape view py js ts json txt md png jpg jpeg gif svg tex pdf csv log conf cfg ini service socket timer target " +
        "max min std abs sqrt exp head out eval repeat double cols rows cross dagger pinv todense device adjoint squeeze unsqueeze fc log float half " +
        "local internal localhost localdomain lan state params param output input forward backward kernel alpha beta gamma sigma theta length");

    static HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Set(string words) =>
        new HashSet<string>(words.Split(' '), StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    public static DomainPart After(ReadOnlySpan<char> text, AtSign sign)
    {
        var at = sign.End;
        if (at < text.Length && text[at] == '[' && text[at..Math.Min(text.Length, at + 50)].IndexOf(']') is var close and > 4 && IsNumeric(text.Slice(at + 1, close - 1)) && ((text.Slice(at + 1, close - 1).Count('.') == 3 && !text.Slice(at + 1, close - 1).Contains(':')) || text.Slice(at + 1, close - 1).StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase)))
            return new DomainPart(at + close + 1, 0, false, false, false, false, false, true, false, false, false);
        var (end, dots, labels, spelled, spaced, best) = (sign.End, 0, 0, false, false, default(DomainPart));
        var first = at < text.Length && char.IsLetter(text[at]);
        Span<char> label = stackalloc char[LongestLabel];
        while (labels < MostLabels && Label(text, at, label, out var length) is var after && length > 0)
        {
            (labels, end) = (labels + 1, after);
            // It goes on as code does.
            if (dots > 1 && Attributes.Contains(label[..length]))
                best = default;
            // "org" run together with the next word, or with the mark of a footnote, ends where the next begins.
            if (dots > 0 && GluedAt(label[..length]) is var glued and > 0)
            {
                best = new DomainPart(end - (length - glued), dots, spelled, spaced, true, true, false, false, first, false, false, IsGlued: true);
                break;
            }
            if (dots > 0 && IsTopLevel(label[..length]))
                best = new DomainPart(end, dots, spelled, spaced, true, WellKnown.Contains(label[..length]), end < text.Length && text[end] is '(' or '[' or '_', false, first, false, false, IsWordToo(label[..length]));
            if (!Dot(text, end, out var next, out var isSpelled, out var isSpaced) || (isSpaced && !isSpelled && !GoesOn(text, next)))
                break;
            (at, dots, spelled, spaced) = (next, dots + 1, spelled | isSpelled, spaced | isSpaced);
        }
        var rest = text[end..];
        if (dots > 0 && rest.StartsWith(".", StringComparison.Ordinal) && !rest.StartsWith("...", StringComparison.Ordinal))
            rest = rest[1..];
        var isCut = IsCutMark(rest);
        return best.EndsInTopLevel && (best.IsGlued || best.End == end || !isCut) ? best
            : new DomainPart(end, dots, spelled, spaced, false, false, false, false, first, isCut, rest.TrimEnd().IsEmpty, IsVersion: IsVersionOf(text[sign.End..end]));
    }

    // Marks of emphasis and a line's end may stand before it.
    static bool IsCutMark(ReadOnlySpan<char> rest)
    {
        rest = rest.TrimStart("*_ \n");
        if (rest.StartsWith("<br", StringComparison.OrdinalIgnoreCase))
            rest = rest[(rest.IndexOf('>') + 1)..].TrimStart();
        foreach (var mark in (ReadOnlySpan<string>)["…", "...", "[…]", "[...]", ". . .", "[truncated]", "(truncated)", "[more]", "(more)"])
            if (rest.StartsWith(mark, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    static bool IsNumeric(ReadOnlySpan<char> inside) => !inside.ContainsAnyExcept(OfNumbers) && inside.ContainsAnyInRange('0', '9');

    // Copies a label without what cannot be seen, and over a hyphen at a line's end.
    static int Label(ReadOnlySpan<char> text, int at, Span<char> label, out int length)
    {
        length = 0;
        var end = at;
        for (var i = at; i < text.Length && length < label.Length; i++)
        {
            var c = text[i];
            if (Spaces.IsUnseen(c) && length > 0)
                continue;
            if (c == '-' && i + 2 < text.Length && text[i + 1] is '\n' or '\r' && Spaces.After(text, i + 1) is var over && over < text.Length && char.IsLetterOrDigit(text[over]))
            {
                i = over - 1;
                continue;
            }
            // A hyphen before a spelled dot is the dot's.
            if (!char.IsLetterOrDigit(c) && (c != '-' || text[i..].StartsWith("-dot-", StringComparison.OrdinalIgnoreCase)))
                break;
            label[length++] = c;
            end = i + 1;
        }
        return end;
    }

    static bool Dot(ReadOnlySpan<char> text, int at, out int next, out bool isSpelled, out bool isSpaced)
    {
        (next, isSpelled) = (Spaces.After(text, at), false);
        isSpaced = text[at..next].ContainsAny(" \t\r\n\u00A0");
        var rest = text[next..];
        if (rest.IsEmpty)
            return false;
        foreach (var code in (ReadOnlySpan<string>)["&period;", "&#46;", "&#x2e;", "&#x2E;", "%2E", "%2e", "_dot_", "-dot-"])
            if (rest.StartsWith(code, StringComparison.OrdinalIgnoreCase))
            {
                (next, isSpelled) = (next + code.Length, true);
                return true;
            }
        if (rest[0] is '.' or '．' or '。')
        {
            var after = Spaces.After(text, next + 1);
            isSpaced |= text[(next + 1)..after].ContainsAny(" \t\r\n\u00A0");
            next = after;
            return after < text.Length && char.IsLetterOrDigit(text[after]);
        }
        var isOpen = rest[0] is '[' or '(' or '{' or '<';
        if (!isOpen && !isSpaced)
            return false;
        var word = isOpen ? Spaces.After(text, next + 1) : next;
        var stop = word;
        // As bare words, points and periods are in every sentence.
        foreach (var dot in isOpen ? (ReadOnlySpan<string>)["dot", "period", "point", "."] : ["dot"])
            if (text[word..].StartsWith(dot, StringComparison.OrdinalIgnoreCase))
                stop = word + dot.Length;
        if (stop == word || (!isOpen && (stop >= text.Length || !char.IsWhiteSpace(text[stop]))))
            return false;
        if (isOpen)
        {
            stop = Spaces.After(text, stop);
            if (stop >= text.Length || text[stop] is not (']' or ')' or '}' or '>'))
                return false;
            stop++;
        }
        (next, isSpelled) = (Spaces.After(text, stop), true);
        return next < text.Length && char.IsLetterOrDigit(text[next]);
    }

    // After a space only what cannot be the next sentence.
    static bool GoesOn(ReadOnlySpan<char> text, int at)
    {
        var end = at;
        while (end < text.Length && char.IsAsciiLetterOrDigit(text[end]))
            end++;
        var word = text[at..end];
        return word.Length > 0 && !word.ContainsAnyInRange('A', 'Z')
            && ((end + 1 < text.Length && text[end] == '.' && Dot(text, end, out var next, out _, out _) && Label(text, next, stackalloc char[LongestLabel], out var length) > next && length > 1)
                || (WellKnown.Contains(word) && !IsWordToo(word)));
    }

    static bool IsWordToo(ReadOnlySpan<char> label) => label is "in" or "is" or "it" or "at" or "no" or "me" or "be" or "us" or "name" or "page" or "world" or "example";

    static bool IsVersionOf(ReadOnlySpan<char> domain) => domain.Length > 1 && domain[0] is 'v' or 'V' && char.IsAsciiDigit(domain[1]);

    static int GluedAt(ReadOnlySpan<char> label)
    {
        var end = 0;
        while (end < label.Length && char.IsAsciiLetterLower(label[end]))
            end++;
        return end is > 1 and < 8 && end < label.Length && (char.IsUpper(label[end]) || char.IsDigit(label[end])) && WellKnown.Contains(label[..end]) && !IsWordToo(label[..end]) ? end : 0;
    }

    static bool IsTopLevel(ReadOnlySpan<char> label)
    {
        if (label.StartsWith("xn--", StringComparison.OrdinalIgnoreCase))
            return label.Length > 4;
        if (label.Length is < 2 or > 24 || Attributes.Contains(label))
            return false;
        var upper = 0;
        foreach (var c in label)
        {
            if (!char.IsLetter(c))
                return false;
            upper += char.IsUpper(c) ? 1 : 0;
        }
        return upper == 0 || upper == label.Length || (upper == 1 && char.IsUpper(label[0]) && WellKnown.Contains(label));
    }
}
