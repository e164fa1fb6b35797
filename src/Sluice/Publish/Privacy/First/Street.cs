using System.Collections.Frozen;

namespace Sluice.Publish.Privacy.First;

/// <summary>The number and the names of a street.</summary>
/// <param name="Number">Where the number begins.</param>
/// <param name="End">Behind the word for a street, or behind the last name where there is none.</param>
/// <param name="HasWord">Whether it ends with a word for a street.</param>
internal readonly record struct Street(int Number, int End, bool HasWord)
{
    const int MostNames = 4, LongestName = 30;

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words = TopLevels.Set(
        "Street St Avenue Ave Road Rd Lane Ln Drive Dr Boulevard Blvd Court Ct Place Pl Square Sq Terrace Way Close Crescent Highway Hwy Parkway Pkwy Mews Row Walk");

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> FrenchWords = TopLevels.Set("rue avenue boulevard place chemin");

    static readonly string[] GermanEnds = ["straße", "strasse", "str.", "weg", "gasse", "platz", "allee"];

    /// <summary>Behind a number as houses have it: 12, 12b, 12-14; 0 if the digits are none.</summary>
    public static int NumberEnd(ReadOnlySpan<char> text, int at)
    {
        if (at > 0 && (char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '.' or '-' or '/' or '$' or '€' or '£' or '\\' or '^' or '_' or '{' or '+' or '=' or '@' or '~'))
            return 0;
        var end = Digits(text, at);
        if (end == 0)
            return 0;
        if (end < text.Length && text[end] is '-' or '–' or '/' && Digits(text, end + 1) is var range && range > 0)
            end = range;
        if (end < text.Length && char.IsAsciiLetter(text[end]))
            end++;
        return end < text.Length && !char.IsLetterOrDigit(text[end]) ? end : 0;
    }

    /// <summary>The capitalised names behind a number, as far as the last word for a street; null if there are none.</summary>
    public static Street? Read(ReadOnlySpan<char> text, int number, int numberEnd)
    {
        var (at, names, end, hasWord) = (numberEnd, 0, 0, false);
        while (names <= MostNames)
        {
            var start = Space(text, at, names == 0);
            if (start == at || start == text.Length || !char.IsUpper(text[start]))
                break;
            at = start;
            while (at < text.Length && at - start < LongestName && (char.IsLetter(text[at]) || text[at] is '\'' or '’' or '-'))
                at++;
            if (names > 0 && Words.Contains(text[start..at]))
                (end, hasWord) = (at, true);
            // "St. Mary's", "N. Example": a dot that a name follows.
            if (at < text.Length && text[at] == '.' && at - start <= 4)
            {
                if (hasWord && end == at && text[start..at] is "St" or "Ave" or "Rd" or "Ln" or "Dr" or "Blvd" or "Ct" or "Pl" or "Sq" or "Hwy" or "Pkwy")
                    end = at + 1;
                at++;
            }
            if (!hasWord)
                end = at;
            names++;
        }
        return names == 0 ? null : new Street(number, end, hasWord);
    }

    /// <summary>Behind <c>12 rue de l'Exemple, 75001 Paris</c>; 0 if it is none.</summary>
    public static int French(ReadOnlySpan<char> text, int numberEnd)
    {
        var at = numberEnd;
        foreach (var more in (ReadOnlySpan<string>)[" bis", " ter"])
            if (text[at..].StartsWith(more, StringComparison.Ordinal) && at + more.Length < text.Length && !char.IsLetter(text[at + more.Length]))
                at += more.Length;
        if (text[at] == ',')
            at++;
        at = Space(text, at, false);
        var word = at;
        while (at < text.Length && at - word < 12 && char.IsLetter(text[at]))
            at++;
        if (word == at || !FrenchWords.Contains(text[word..at]))
            return 0;
        var names = at;
        while (at < text.Length && at - names < 60 && (char.IsLetter(text[at]) || text[at] is ' ' or '\'' or '’' or '-' or '.' or '\u00A0'))
            at++;
        while (at > names && text[at - 1] is ' ' or '\u00A0')
            at--;
        return at > names + 1 ? PostalCodes.Town(text, at) : 0;
    }

    /// <summary>Where <c>Beispielstraße</c> begins that stands before a number; -1 if none does.</summary>
    public static int GermanStart(ReadOnlySpan<char> text, int number)
    {
        var end = number;
        while (end > 0 && number - end < 2 && text[end - 1] is ' ' or '\u00A0')
            end--;
        if (end == number || end == 0 || !(char.IsLetter(text[end - 1]) || text[end - 1] == '.'))
            return -1;
        var start = end;
        while (start > 0 && end - start < 40 && (char.IsLetter(text[start - 1]) || text[start - 1] is '-' or '.'))
            start--;
        var word = text[start..end];
        foreach (var ending in GermanEnds)
        {
            if (word.Length < ending.Length || !word.EndsWith(ending, StringComparison.OrdinalIgnoreCase) || !char.IsUpper(word[0]))
                continue;
            if (word.Length > ending.Length)
                return start;
            // "Lange Straße": its name is the word before.
            var name = start;
            while (name > 0 && start - name < 40 && (char.IsLetter(text[name - 1]) || text[name - 1] is '-' || (text[name - 1] == ' ' && name == start)))
                name--;
            return name < start - 1 && char.IsUpper(text[name]) ? name : -1;
        }
        return -1;
    }

    static int Digits(ReadOnlySpan<char> text, int at)
    {
        var end = at;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        return end - at is > 0 and <= 5 ? end : 0;
    }

    // A space or two, or a line end; behind a number a line end begins something else.
    static int Space(ReadOnlySpan<char> text, int at, bool isFirst)
    {
        var end = at;
        while (end < text.Length && end - at < 2 && (text[end] is ' ' or '\u00A0' || (text[end] == '\n' && !isFirst)))
            end++;
        return end;
    }
}
