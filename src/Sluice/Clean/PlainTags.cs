using System.Buffers;

namespace Sluice.Clean;

/// <summary>HTML elements that say little more than their words. An element is read only whole, from its opening to its closing tag.</summary>
static class PlainTags
{
    const int Longest = 100_000;

    static readonly string[] Inline = ["b", "i", "em", "strong", "u", "span", "font", "small", "tt", "jats:italic", "jats:bold"];
    static readonly string[] Blocks = ["p", "div", "jats:p", "jats:sec", "jats:title"];
    static readonly string[] Moved = ["sup", "sub", "jats:sup", "jats:sub"];

    const string Plain = "0123456789+-=()n", Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ", Lowered = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙ";

    static readonly SearchValues<char> NameChars = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ:");
    static readonly SearchValues<char> Movable = SearchValues.Create(Plain);

    /// <summary>What the element that begins here says; null if none begins here. Elements inside it are read the next time.</summary>
    public static string? Read(ReadOnlySpan<char> text, bool isOneLine, out int length)
    {
        length = 0;
        var end = text[..Math.Min(text.Length, 300)].IndexOf('>');
        if (end < 2 || Name(text[1..end]) is not { } name)
            return null;
        if (name == "br")
        {
            length = end + 1;
            return isOneLine ? " " : "\n";
        }
        var (isInline, isBlock) = (Inline.Contains(name), Blocks.Contains(name));
        if (!isInline && !isBlock && !Moved.Contains(name))
            return null;
        var close = $"</{name}>";
        var inside = text[(end + 1)..Math.Min(text.Length, end + 1 + Longest)];
        var stop = inside.IndexOf(close, StringComparison.OrdinalIgnoreCase);
        // One of its own kind inside: that one first.
        if (stop < 0 || inside[..stop].IndexOf("<" + name + ">", StringComparison.OrdinalIgnoreCase) >= 0)
            return null;
        inside = inside[..stop];
        if (Moved.Contains(name))
        {
            if (Move(inside, name.EndsWith("sup", StringComparison.Ordinal) ? Raised : Lowered) is { } moved)
                length = end + 1 + stop + close.Length;
            else
                return null;
            return moved;
        }
        length = end + 1 + stop + close.Length;
        var after = text[length..];
        var isFollowed = isBlock && !after.IsWhiteSpace() && !after.StartsWith("\n");
        return string.Concat(inside, isFollowed ? isOneLine ? " " : "\n\n" : "");
    }

    // A name, and behind it nothing, a slash, or attributes with values.
    static string? Name(ReadOnlySpan<char> tag)
    {
        var nameLength = tag.IndexOfAnyExcept(NameChars) is var other && other < 0 ? tag.Length : other;
        var rest = tag[nameLength..].TrimEnd('/').Trim();
        return nameLength > 0 && (rest.IsEmpty || (rest.Contains('=') && !rest.ContainsAny('<', '\n'))) ? tag[..nameLength].ToString().ToLowerInvariant() : null;
    }

    static string? Move(ReadOnlySpan<char> text, string to)
    {
        if (text.IsEmpty || text.Length > 12 || text.IndexOfAnyExcept(Movable) >= 0)
            return null;
        return string.Create(text.Length, (text.ToString(), to), static (moved, from) =>
        {
            for (var i = 0; i < moved.Length; i++)
                moved[i] = from.to[Plain.IndexOf(from.Item1[i], StringComparison.Ordinal)];
        });
    }
}
