using System.Globalization;

namespace Sluice.JsonSchema.Patterns;

/// <summary>What stands after a backslash in an ECMA-262 expression.</summary>
sealed class EcmaEscape(string text)
{
    /// <summary>The groups that back references name, by number.</summary>
    public List<int> References { get; } = [];

    /// <summary>Group numbers by name, as far as read.</summary>
    public Dictionary<string, int> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>A name up to its closing angle bracket.</summary>
    public static string Name(string text, ref int at)
    {
        var end = text.IndexOf('>', at);
        if (end <= at || !text[at..end].All(c => char.IsLetterOrDigit(c) || c is '_' or '$') || char.IsDigit(text[at]))
            throw Wrong("a group name that is none", at);
        var name = text[at..end];
        at = end + 1;
        return name;
    }

    static FormatException Wrong(string what, int at) => new(string.Create(CultureInfo.InvariantCulture, $"{what} at character {at}"));

    /// <summary>The number of the group that <c>\1</c> or <c>\k&lt;name&gt;</c> refers to.</summary>
    public int Reference(ref int at)
    {
        at++;
        int number;
        if (text[at] == 'k')
        {
            at++;
            if (at >= text.Length || text[at++] != '<')
                throw Wrong("\\k without a name", at);
            var name = Name(text, ref at);
            if (!Names.TryGetValue(name, out number))
                throw new NotSupportedException($"\\k<{name}> stands before its group");
        }
        else
        {
            var from = at;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
                at++;
            number = int.TryParse(text.AsSpan(from, at - from), NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : int.MaxValue;
        }
        References.Add(number);
        return number;
    }

    /// <summary>The characters that an escape stands for.</summary>
    public CodePointSet Set(ref int at, bool inClass)
    {
        if (at + 1 >= text.Length)
            throw Wrong("a backslash at the end", at);
        var c = text[at + 1];
        at += 2;
        switch (c)
        {
            case 'd': return CodePointSet.Digits;
            case 'D': return CodePointSet.Digits.Complement();
            case 'w': return CodePointSet.Word;
            case 'W': return CodePointSet.Word.Complement();
            case 's': return CodePointSet.Space;
            case 'S': return CodePointSet.Space.Complement();
            case 'p': return Property(ref at);
            case 'P': return Property(ref at).Complement();
            default:
                var point = PointOf(c, ref at, inClass);
                return CodePointSet.Of((point, point));
        }
    }

    int PointOf(char c, ref int at, bool inClass)
    {
        switch (c)
        {
            case 't': return '\t';
            case 'n': return '\n';
            case 'v': return '\v';
            case 'f': return '\f';
            case 'r': return '\r';
            case 'b' when inClass: return '\b';
            case '0' when at >= text.Length || !char.IsAsciiDigit(text[at]): return 0;
            case 'c' when at < text.Length && char.IsAsciiLetter(text[at]): return text[at++] & 31;
            case 'x': return Hex(ref at, 2);
            case 'u': return Unicode(ref at);
            default:
                return !char.IsAsciiLetterOrDigit(c) ? c : throw Wrong($"the unknown escape \\{c}", at - 2);
        }
    }

    int Unicode(ref int at)
    {
        if (at < text.Length && text[at] == '{')
        {
            var end = text.IndexOf('}', at);
            if (end < 0 || !int.TryParse(text.AsSpan(at + 1, end - at - 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point) || point is < 0 or > 0x10FFFF)
                throw Wrong("\\u{…} with no code point", at);
            at = end + 1;
            return point;
        }
        var unit = Hex(ref at, 4);
        if (unit is < 0xD800 or > 0xDBFF || at + 6 > text.Length || text[at] != '\\' || text[at + 1] != 'u')
            return unit;
        var after = at + 2;
        var low = Hex(ref after, 4);
        if (low is < 0xDC00 or > 0xDFFF)
            return unit;
        at = after;
        return char.ConvertToUtf32((char)unit, (char)low);
    }

    int Hex(ref int at, int digits)
    {
        if (at + digits > text.Length || !int.TryParse(text.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            throw Wrong($"an escape without its {digits} hexadecimal digits", at);
        at += digits;
        return value;
    }

    CodePointSet Property(ref int at)
    {
        var end = at < text.Length && text[at] == '{' ? text.IndexOf('}', at) : -1;
        if (end < 0)
            throw Wrong("\\p without a property in braces", at);
        var name = text[(at + 1)..end];
        at = end + 1;
        return UnicodeProperty.Of(name);
    }
}
