namespace Sluice.Publish.Privacy.First;

/// <summary>
/// Postal addresses: each number is looked at for a street behind it (English, French) or before it (German), each box
/// for its number. What is in formulas and code is none.
/// </summary>
public sealed class PostalScanner : IDetector
{
    const int LongestUnit = 24;

    readonly PostalForms _forms;

    public PostalScanner()
        : this(PostalForms.None)
    {
    }

    /// <param name="off">What it is to be blind for.</param>
    internal PostalScanner(PostalForms off) => _forms = PostalForms.All & ~off;

    public PrivacyClass Class => PrivacyClass.Postal;

    public string Name => "postal.scan@1";

    public void Find(ReadOnlySpan<char> text, List<PrivateSpan> found)
    {
        var formulas = new Formulas(text);
        var before = found.Count;
        for (var at = 0; at < text.Length && text[at..].IndexOfAnyInRange('0', '9') is var step && step >= 0;)
        {
            at += step;
            if (OfNumber(text, at) is var (start, end) && !formulas.Contain(at, Regions.Math | Regions.Code))
                found.Add(new PrivateSpan(Class, start, end - start));
            while (at < text.Length && char.IsAsciiDigit(text[at]))
                at++;
        }
        foreach (var word in (ReadOnlySpan<string>)(_forms.HasFlag(PostalForms.Box) ? ["box", "postfach"] : []))
        {
            for (var at = 0; at < text.Length && text[at..].IndexOf(word, StringComparison.OrdinalIgnoreCase) is var step && step >= 0; at++)
            {
                at += step;
                if (OfBox(text, at) is var (start, end) && !formulas.Contain(at, Regions.Math | Regions.Code))
                    found.Add(new PrivateSpan(Class, start, end - start));
            }
        }
        InOrder.Tidy(found, before);
    }

    (int Start, int End)? OfNumber(ReadOnlySpan<char> text, int number)
    {
        var numberEnd = Street.NumberEnd(text, number);
        if (numberEnd == 0)
            return null;
        if (_forms.HasFlag(PostalForms.German) && number > 4 && Street.GermanStart(text, number) is var german && german >= 0 && PostalCodes.Town(text, numberEnd) is var town && town > 0)
            return (german, town);
        if (text[numberEnd] is not (' ' or ',' or '\u00A0'))
            return null;
        if (_forms.HasFlag(PostalForms.French) && Street.French(text, numberEnd) is var french && french > 0)
            return (number, french);
        if (Street.Read(text, number, numberEnd) is not { } street)
            return null;
        if (!street.HasWord)
            return IsCut(text, street.End) && PostalCues.Stand(text, number) && _forms.HasFlag(PostalForms.Cue) ? (number, street.End) : null;
        var start = UnitBefore(text, number);
        var code = PostalCodes.EndBehind(text, street.End, _forms);
        return code > 0 ? (start, code) : start < number || (_forms.HasFlag(PostalForms.Cue) && PostalCues.Stand(text, number)) ? (start, street.End) : null;
    }

    // Where "Flat 4, " begins that stands before a number; the number itself if it does not.
    int UnitBefore(ReadOnlySpan<char> text, int number)
    {
        var end = number;
        while (end > 0 && number - end < 3 && text[end - 1] is ' ' or ',' or '\n')
            end--;
        if (!_forms.HasFlag(PostalForms.UnitFirst) || end == number || end == 0 || !char.IsLetterOrDigit(text[end - 1]))
            return number;
        for (var at = end - 1; at >= 0 && end - at < LongestUnit; at--)
            if (char.IsAsciiLetterUpper(text[at]) && (at == 0 || !char.IsLetterOrDigit(text[at - 1])) && PostalCodes.Unit(text, at, _forms | PostalForms.Unit) == end)
                return at;
        return number;
    }

    bool IsCut(ReadOnlySpan<char> text, int end)
    {
        // A name's dot may be the first of three.
        var at = end > 0 && text[end - 1] == '.' && end < text.Length && text[end] == '.' ? end - 1 : end;
        return (_forms.HasFlag(PostalForms.CutByEllipsis) && Gaps.Ellipsis(text, at) > 0) || (_forms.HasFlag(PostalForms.CutByEnd) && Gaps.IsEnd(text, at));
    }

    // PO Box 123, P.O. Box 4567, GPO Box 12, Postfach 12 34, with the town behind it.
    (int Start, int End)? OfBox(ReadOnlySpan<char> text, int at)
    {
        var start = at;
        var isPostfach = text[at] is 'p' or 'P';
        if (!isPostfach)
        {
            start = PostBefore(text, at);
            if (start < 0 || (start > 0 && char.IsLetterOrDigit(text[start - 1])))
                return null;
        }
        else if (at > 0 && char.IsLetterOrDigit(text[at - 1]))
        {
            return null;
        }
        var number = at + (isPostfach ? 8 : 3);
        while (number < text.Length && number - at < 14 && text[number] is ' ' or '#' or ':' or '\u00A0')
            number++;
        var (end, digits) = (number, 0);
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || (isPostfach && digits > 0 && text[end] == ' ' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1]))))
            digits += char.IsAsciiDigit(text[end++]) ? 1 : 0;
        if (digits is 0 or > 6 || (end < text.Length && char.IsLetter(text[end])))
            return null;
        return (start, Math.Max(end, Math.Max(PostalCodes.EndBehind(text, end, _forms & ~PostalForms.Unit), PostalCodes.Town(text, end))));
    }

    // Where PO, P.O., P. O. or GPO begins that stands before a box; -1 if it does not.
    static int PostBefore(ReadOnlySpan<char> text, int at)
    {
        var start = Before(text, Gap(text, at), 'O');
        start = start < 0 ? -1 : Before(text, Gap(text, start), 'P');
        return start > 0 && (text[start - 1] is 'G' or 'g') ? start - 1 : start;
    }

    static int Gap(ReadOnlySpan<char> text, int at)
    {
        while (at > 0 && (text[at - 1] is ' ' or '.'))
            at--;
        return at;
    }

    static int Before(ReadOnlySpan<char> text, int at, char letter) => at > 0 && char.ToUpperInvariant(text[at - 1]) == letter ? at - 1 : -1;
}
