using System.Text.RegularExpressions;

namespace Sluice.Publish.Privacy.Residue;

/// <summary>Telephone numbers in the forms that nothing else has: with a country's code, bracketed, or behind a word that says so.</summary>
public sealed partial class ResiduePhone : IDetector
{
    const int LineReach = 400;

    public PrivacyClass Class => PrivacyClass.Phone;

    public string Name => "phone.residue@1";

    [GeneratedRegex(@"\+[1-9][0-9]{0,2}[ .\u00A0-]?(?:\([0-9]{1,4}\)|[0-9]{1,5})(?:[ .\u00A0-]?\(?[0-9]{1,7}\)?){1,5}", RegexOptions.NonBacktracking)]
    private static partial Regex International();

    [GeneratedRegex(@"\([0-9]{3}\)[ -]?[0-9]{3}[ .-][0-9]{4}|(?:1-)?[0-9]{3}-[0-9]{3}-[0-9]{4}|[0-9]{3}\.[0-9]{3}\.[0-9]{4}", RegexOptions.NonBacktracking)]
    private static partial Regex American();

    [GeneratedRegex(@"\b(?:phone|tel|telephone|fax|whatsapp|call me|text me|sms|(?:mobile|cell)(?: phone| number|:))[^0-9\n+]{0,14}\+?[0-9(][0-9 .()-]{5,22}[0-9]", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Cued();

    [GeneratedRegex(@"\b(?:wa\.me/|signal\.me/#p/|t\.me/\+|whatsapp\.com/send/?\?phone=)\+?[0-9]{8,15}", RegexOptions.NonBacktracking)]
    private static partial Regex Messenger();

    public void Find(ReadOnlySpan<char> text, List<PrivateSpan> found)
    {
        if (text.Contains('+'))
            foreach (var match in International().EnumerateMatches(text))
                if (DigitsIn(text.Slice(match.Index, match.Length)) is >= 8 and <= 15 && StandsAlone(text, match.Index, match.Index + match.Length, isSigned: true) && !IsSum(text.Slice(match.Index, match.Length))
                    && (text.Slice(match.Index, match.Length).ContainsAny(" -()") || text.Slice(match.Index, match.Length).Count('.') != 1 && DigitsIn(text.Slice(match.Index, match.Length)) >= 10))
                    found.Add(new PrivateSpan(Class, match.Index, match.Length));
        if (!text.ContainsAnyInRange('0', '9'))
            return;
        foreach (var match in American().EnumerateMatches(text))
            if (StandsAlone(text, match.Index, match.Index + match.Length, isSigned: false) && !IsOneOfMany(text, match.Index, match.Index + match.Length))
                found.Add(new PrivateSpan(Class, match.Index, match.Length));
        if (text.Contains(".me/", StringComparison.Ordinal) || text.Contains("phone=", StringComparison.Ordinal))
            foreach (var match in Messenger().EnumerateMatches(text))
                found.Add(new PrivateSpan(Class, match.Index, match.Length));
        if (HasCue(text))
            foreach (var match in Cued().EnumerateMatches(text))
            {
                var number = text.Slice(match.Index, match.Length);
                var start = number.IndexOfAnyInRange('0', '9');
                if (DigitsIn(number) is >= 7 and <= 15 && number[start..].ContainsAny(" -.") && IsInGroups(number[start..]) && !number.StartsWith("tel aviv", StringComparison.OrdinalIgnoreCase) && !IsYears(number[start..]) && !GoesOn(text, match.Index + match.Length))
                    found.Add(new PrivateSpan(Class, match.Index + start, match.Length - start));
            }
        found.Sort(static (a, b) => a.Start.CompareTo(b.Start));
    }

    // Not a row of values: groups of at least two digits, and no decimals between spaces.
    static bool IsInGroups(ReadOnlySpan<char> number)
    {
        if (number.Contains('.') && number.ContainsAny(" -"))
            return false;
        var (isFirst, digits) = (true, 0);
        foreach (var c in number)
            if (char.IsAsciiDigit(c))
                digits++;
            else if (digits > 0)
            {
                if (digits == 1 && !isFirst)
                    return false;
                (isFirst, digits) = (false, 0);
            }
        return digits != 1;
    }

    // +10 000 000 and +1.23 4.56
    static bool IsSum(ReadOnlySpan<char> number) => number.EndsWith(" 000", StringComparison.Ordinal) || (number.Contains(' ') && number.Count('.') is 1 or > 2);

    // 2019 2020, 1876-03-10, and thousands.
    static bool IsYears(ReadOnlySpan<char> number) =>
        number.Length >= 6 && (((number[0] is '1' or '2') && char.IsAsciiDigit(number[3]) && !char.IsAsciiDigit(number[4]) && (number.Length < 9 || char.IsAsciiDigit(number[5]))) || number.EndsWith(" 000", StringComparison.Ordinal));

    static bool HasCue(ReadOnlySpan<char> text)
    {
        foreach (var cue in (ReadOnlySpan<string>)["phone", "tel", "mobile", "cell", "fax", "whatsapp", "call me", "text me", "sms"])
            if (text.Contains(cue, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    static int DigitsIn(ReadOnlySpan<char> text)
    {
        var digits = 0;
        foreach (var c in text)
            digits += char.IsAsciiDigit(c) ? 1 : 0;
        return digits;
    }

    static bool GoesOn(ReadOnlySpan<char> text, int end) =>
        end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '%' or '_' || (text[end] is '.' or '-' or ',' or '/' && end + 1 < text.Length && char.IsLetterOrDigit(text[end + 1])));

    static bool StandsAlone(ReadOnlySpan<char> text, int start, int end, bool isSigned)
    {
        if (GoesOn(text, end))
            return false;
        var before = start == 0 ? ' ' : text[start - 1];
        if (char.IsLetterOrDigit(before) || before is '.' or '-' or '/' or '_' or '^' or '=' or '*' or ')' or '$' or '\\' or '{' or '+')
            return false;
        // A sum is no number to call.
        var sentence = text[..start].TrimEnd();
        return !isSigned || sentence.IsEmpty || !(char.IsDigit(sentence[^1]) || sentence[^1] is '=' or '*' or ')' or '^' or '≈' or '~' || (char.IsLetter(sentence[^1]) && (sentence.Length == 1 || !char.IsLetter(sentence[^2]))));
    }

    // A row of a table: several such groups, and hardly a word. A list of numbers in a sentence is none.
    static bool IsOneOfMany(ReadOnlySpan<char> text, int start, int end)
    {
        var (from, to) = (Math.Max(0, start - LineReach), Math.Min(text.Length, end + LineReach));
        from = text[from..start].LastIndexOf('\n') is var before and >= 0 ? from + before + 1 : from;
        to = text[end..to].IndexOf('\n') is var after and >= 0 ? end + after : to;
        var letters = 0;
        foreach (var c in text[from..to])
            letters += char.IsLetter(c) ? 1 : 0;
        return letters < 6 && American().Count(text[from..to]) > 2;
    }
}
