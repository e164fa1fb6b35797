using System.Collections.Frozen;

namespace Sluice.Publish.Privacy.First;

/// <summary>What makes an address of a street: units, and the codes of towns.</summary>
internal static class PostalCodes
{
    const int Distance = 60;

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> States = TopLevels.Set(
        "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR");

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Territories = TopLevels.Set("NSW VIC QLD SA WA TAS ACT NT");

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Units = TopLevels.Set("apt apartment flat unit suite ste");

    /// <summary>Behind the farthest unit or code that begins shortly behind a street; 0 if there is none.</summary>
    public static int EndBehind(ReadOnlySpan<char> text, int street, PostalForms forms)
    {
        var found = 0;
        for (var at = street; at < text.Length && at <= street + Distance; at++)
        {
            if (text[at] == '\n' && IsBlankLine(text, at))
                break;
            if (at > 0 && char.IsLetterOrDigit(text[at - 1]))
                continue;
            var end = char.IsAsciiLetter(text[at]) || text[at] == '#' ? Math.Max(Unit(text, at, forms), Code(text, at, forms)) : 0;
            if (end == 0)
                continue;
            found = end;
            at = end - 1;
        }
        return found;
    }

    /// <summary>Behind <c>Apt 5B</c> or <c>#12</c>; 0 if it is not there.</summary>
    public static int Unit(ReadOnlySpan<char> text, int at, PostalForms forms)
    {
        if (!forms.HasFlag(PostalForms.Unit))
            return 0;
        var end = at;
        if (text[at] == '#')
            end++;
        else
        {
            while (end < text.Length && char.IsAsciiLetter(text[end]))
                end++;
            if (!Units.Contains(text[at..end]))
                return 0;
            if (end < text.Length && text[end] == '.')
                end++;
        }
        while (end < text.Length && text[end] is ' ' or '#' or '\u00A0')
            end++;
        var digits = end;
        while (end < text.Length && end - digits < 5 && char.IsAsciiDigit(text[end]))
            end++;
        if (end == digits)
            return 0;
        if (end < text.Length && char.IsAsciiLetter(text[end]))
            end++;
        return end == text.Length || !char.IsLetterOrDigit(text[end]) ? end : 0;
    }

    static int Code(ReadOnlySpan<char> text, int at, PostalForms forms)
    {
        var letters = at;
        while (letters < text.Length && letters - at < 4 && char.IsAsciiLetterUpper(text[letters]))
            letters++;
        var word = text[at..letters];
        if (word.Length == 0 || letters == text.Length)
            return 0;
        var gap = letters;
        while (gap < text.Length && gap - letters < 3 && text[gap] is ' ' or ',' or '\u00A0' or '\n')
            gap++;
        if (gap > letters)
        {
            if (forms.HasFlag(PostalForms.UnitedStates) && States.Contains(word) && Digits(text, gap, 5) is var zip && zip > 0)
                return zip < text.Length && text[zip] == '-' && Digits(text, zip + 1, 4) is var more && more > 0 ? more : zip;
            return forms.HasFlag(PostalForms.Australia) && Territories.Contains(word) ? Digits(text, gap, 4) : 0;
        }
        if (word.Length == 1 && forms.HasFlag(PostalForms.Canada) && Shaped(text, at, "A9A 9A9") is var canada && canada > 0)
            return canada;
        return word.Length <= 2 && forms.HasFlag(PostalForms.UnitedKingdom) ? Kingdom(text, letters) : 0;
    }

    // SW1A 1AA behind its first letters: a digit, one more or none, a space or none, a digit, two letters.
    static int Kingdom(ReadOnlySpan<char> text, int at)
    {
        foreach (var shape in (ReadOnlySpan<string>)["9A 9AA", "99 9AA", "9 9AA", "9A9AA", "999AA", "99AA"])
            if (Shaped(text, at, shape) is var end && end > 0)
                return end;
        return 0;
    }

    static int Shaped(ReadOnlySpan<char> text, int at, string shape)
    {
        var end = at + shape.Length;
        if (end > text.Length || (end < text.Length && char.IsLetterOrDigit(text[end])))
            return 0;
        for (var i = 0; i < shape.Length; i++)
            if (!(shape[i] switch { 'A' => char.IsAsciiLetterUpper(text[at + i]), '9' => char.IsAsciiDigit(text[at + i]), _ => text[at + i] is ' ' or '\u00A0' }))
                return 0;
        return end;
    }

    /// <summary>Behind exactly so many digits; 0 if there are others.</summary>
    public static int Digits(ReadOnlySpan<char> text, int at, int count)
    {
        var end = at;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        return end - at == count && (end == text.Length || !char.IsLetter(text[end])) ? end : 0;
    }

    /// <summary>Behind a code of four or five digits and a town, which a comma or a space may stand before; 0 if they are not there.</summary>
    public static int Town(ReadOnlySpan<char> text, int at)
    {
        var code = at;
        while (code < text.Length && code - at < 4 && text[code] is ',' or ' ' or '\n' or '\u00A0' or ';')
            code++;
        // D-10115, F-75001, CH-1205
        var prefix = code;
        while (prefix < text.Length && prefix - code < 2 && char.IsAsciiLetterUpper(text[prefix]))
            prefix++;
        if (prefix > code && prefix < text.Length && text[prefix] is '-' or '–')
            code = prefix + 1;
        var end = Math.Max(Digits(text, code, 5), Digits(text, code, 4));
        if (code == at || end == 0 || end + 1 >= text.Length || text[end] is not (' ' or '\u00A0') || !char.IsUpper(text[end + 1]))
            return 0;
        end++;
        while (end < text.Length && (char.IsLetter(text[end]) || (text[end] is '-' or '\'' or '’' && end + 1 < text.Length && char.IsLetter(text[end + 1]))))
            end++;
        return end;
    }

    /// <summary>Whether the line end at <paramref name="at"/> is followed by another.</summary>
    public static bool IsBlankLine(ReadOnlySpan<char> text, int at)
    {
        for (at++; at < text.Length && char.IsWhiteSpace(text[at]); at++)
            if (text[at] == '\n')
                return true;
        return false;
    }
}
