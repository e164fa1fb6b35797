using System.Collections.Frozen;

namespace Sluice.Publish.Privacy.First;

/// <summary>
/// Phone numbers: international ones, North American ones, and any digits behind a word that says so. The text is read
/// as chains of digits; a chain is judged by its groups, by what stands before it and by its line.
/// </summary>
public sealed class PhoneScanner : IDetector
{
    const int CueDistance = 24, FewestDigits = 7, MostDigits = 15, FewestWhenCut = 5;

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words = TopLevels.Set(
        "phone phones ph tel telephone telefon mobile cell cellphone handy call sms fax whatsapp signal");

    readonly PhoneForms _forms;

    public PhoneScanner()
        : this(PhoneForms.None)
    {
    }

    /// <param name="off">What it is to be blind for.</param>
    internal PhoneScanner(PhoneForms off) => _forms = PhoneForms.All & ~off;

    public PrivacyClass Class => PrivacyClass.Phone;

    public string Name => "phone.scan@1";

    public void Find(ReadOnlySpan<char> text, List<PrivateSpan> found)
    {
        var formulas = new Formulas(text);
        var line = new PhoneLine();
        Span<(int, int)> room = stackalloc (int, int)[DigitChain.Most];
        for (var at = 0; at < text.Length && text[at..].IndexOfAnyInRange('0', '9') is var step && step >= 0;)
        {
            var chain = DigitChain.Read(text, at + step, room);
            at = chain.End;
            if (chain.Digits < FewestWhenCut)
                continue;
            var last = found.Count == 0 ? 0 : found[^1].End;
            for (var first = 0; first < Math.Min(chain.Count, DigitChain.Most); first++)
            {
                if (chain[first].Start < last || Match(text, chain, first, ref line) is not { } end || formulas.Contain(chain[first].Start, Regions.Math))
                    continue;
                var start = first == 0 ? chain.Start : text[chain[first].Start - 1] == '(' ? chain[first].Start - 1 : chain[first].Start;
                if (text[start] == '(' && !text[start..end].Contains(')'))
                    start++;
                last = Extended(text, end);
                found.Add(new PrivateSpan(PrivacyClass.Phone, start, last - start));
                at = Math.Max(at, last);
            }
        }
    }

    // Behind the number that begins with the group, or null.
    int? Match(ReadOnlySpan<char> text, in DigitChain chain, int first, ref PhoneLine line)
    {
        var start = chain[first].Start;
        if (first == 0 && chain.HasPlus)
        {
            if (International(text, chain) is { } plus)
                return plus;
        }
        else if (NorthAmerican(text, chain, first, ref line) is { } american)
        {
            return american;
        }
        // Numbers behind a cue begin where the chain does, or where a bracket or a plain space lets one begin.
        if (first > 0 && !DigitChain.IsBlank(text[start - 1]) && text[start - 1] != '(')
            return null;
        var from = first == 0 ? chain.Start : start;
        if (Cued(text, chain, first) is not { } end)
            return null;
        var before = Cues.Before(text, from, CueDistance, true);
        return HasCue(before) && !PhoneLookAlikes.IsLabelled(before) ? end : null;
    }

    int? International(ReadOnlySpan<char> text, in DigitChain chain)
    {
        var code = chain.LengthOf(0);
        if (text[chain[0].Start] == '0' || PhoneLookAlikes.IsInWord(text, chain.Start, chain[0].End) && chain.Count == 1 || !StandsFree(text, chain))
            return null;
        if (chain.Count == 1)
        {
            if (!_forms.HasFlag(PhoneForms.BareInternational))
                return null;
            return code is >= 10 and <= MostDigits || (code > FewestWhenCut && IsCut(text, chain.End)) ? chain.End : null;
        }
        if (!_forms.HasFlag(PhoneForms.International) || code > 7)
            return null;
        var (digits, last) = Longest(chain, 0);
        if (PhoneLookAlikes.Is(text, chain, 0, last) || IsThousandsOrVector(text, chain, last))
            return null;
        var end = chain[last - 1].End;
        if (digits >= 8)
            return last < chain.Count || !PhoneLookAlikes.IsInWord(text, chain.Start, end) ? end : null;
        return digits - Math.Min(code, 3) >= FewestWhenCut && last == chain.Count && IsCut(text, end) ? end : null;
    }

    int? NorthAmerican(ReadOnlySpan<char> text, in DigitChain chain, int first, ref PhoneLine line)
    {
        var from = chain.LengthOf(first) == 1 && text[chain[first].Start] == '1' ? first + 1 : first;
        if (!PhoneLine.IsNorthAmerican(text, chain, from, out var isBracketed) || !_forms.HasFlag(isBracketed ? PhoneForms.AreaInBrackets : PhoneForms.NorthAmerican))
            return null;
        var end = chain[from + 2].End;
        var start = isBracketed && from == first ? chain[first].Start - 1 : chain[first].Start;
        if (chain.Count > from + 3 && !DigitChain.IsBlank(text[end]))
            return null;
        if (first > 0 && !DigitChain.IsBlank(text[start - 1]))
            return null;
        if (PhoneLookAlikes.IsInWord(text, start, end))
            return null;
        var before = Cues.Before(text, start, CueDistance, true);
        return HasCue(before) || (!PhoneLookAlikes.IsLabelled(before) && line.Allows(text, start)) ? end : null;
    }

    // Behind what is a number if a cue stands before it.
    int? Cued(ReadOnlySpan<char> text, in DigitChain chain, int first)
    {
        var (digits, last) = Longest(chain, first);
        var end = chain[last - 1].End;
        var start = first == 0 ? chain.Start : chain[first].Start;
        if (PhoneLookAlikes.Is(text, chain, first, last) || PhoneLookAlikes.IsInWord(text, start, end))
            return null;
        if (digits >= FewestDigits && digits <= MostDigits)
            return digits == last - first ? null : end;
        return digits >= FewestWhenCut && digits <= MostDigits && last == chain.Count && IsCut(text, end) ? end : null;
    }

    // As many groups as make no more than fifteen digits; how many digits, and behind which group.
    static (int Digits, int Last) Longest(in DigitChain chain, int first)
    {
        var (digits, last) = (chain.LengthOf(first), first + 1);
        while (last < Math.Min(chain.Count, DigitChain.Most) && digits + chain.LengthOf(last) <= MostDigits)
            digits += chain.LengthOf(last++);
        return (digits, last);
    }

    // Sums that begin with a plus, and rows of single digits.
    static bool IsThousandsOrVector(ReadOnlySpan<char> text, in DigitChain chain, int last)
    {
        var longest = 0;
        for (var i = 0; i < last; i++)
            longest = Math.Max(longest, chain.LengthOf(i));
        return longest < 2 || last > 8 || (chain.LengthOf(last - 1) == 3 && text[chain[last - 1].Start..chain[last - 1].End] is "000");
    }

    // A plus is a sign of arithmetic behind an operator, a number, or a letter that stands alone.
    static bool StandsFree(ReadOnlySpan<char> text, in DigitChain chain)
    {
        var at = chain.Start;
        if (at == 0)
            return true;
        if (HasAnyCue(Cues.Before(text, at, CueDistance, true)))
            return !char.IsLetterOrDigit(text[at - 1]);
        if (char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '_' or '{' or '^' or '$' or '/')
            return false;
        while (at > 0 && chain.Start - at < 4 && DigitChain.IsBlank(text[at - 1]))
            at--;
        if (at == 0)
            return true;
        var before = text[at - 1];
        if (char.IsAsciiDigit(before) || before is '=' or '^' or '*' or '/' or '≈' or '×' || (before == '<' && at == chain.Start) || (before == ')' && (chain.Count == 1 || at == chain.Start)))
            return false;
        return !char.IsLetter(before) || (at > 1 && char.IsLetter(text[at - 2]));
    }

    bool HasCue(ReadOnlySpan<char> before) =>
        (_forms.HasFlag(PhoneForms.Word) && IsWordCue(before)) || (_forms.HasFlag(PhoneForms.Mark) && IsMarkCue(before));

    static bool HasAnyCue(ReadOnlySpan<char> before) => IsWordCue(before) || IsMarkCue(before);

    // Tel Aviv is a town.
    static bool IsWordCue(ReadOnlySpan<char> before) => (Cues.HasWord(before, Words) && !before.Contains("Tel Aviv", StringComparison.OrdinalIgnoreCase)) || Cues.Phrase(before, "text me") >= 0;

    static bool IsMarkCue(ReadOnlySpan<char> before)
    {
        if (before.ContainsAny("☎✆☏") || before.Contains("📞", StringComparison.Ordinal) || before.Contains("📱", StringComparison.Ordinal))
            return true;
        for (var i = 0; i + 1 < before.Length; i++)
            if (before[i] is 'T' or 'M' && before[i + 1] == ':' && (i == 0 || !char.IsLetterOrDigit(before[i - 1])))
                return true;
        return false;
    }

    bool IsCut(ReadOnlySpan<char> text, int end)
    {
        while (end < text.Length && (DigitChain.IsHyphen(text[end]) || text[end] == '(' || (text[end] == '.' && !text[end..].StartsWith("..."))))
            end++;
        return (_forms.HasFlag(PhoneForms.CutByEllipsis) && Gaps.Ellipsis(text, end) > 0) || (_forms.HasFlag(PhoneForms.CutByEnd) && Gaps.IsEnd(text, end));
    }

    int Extended(ReadOnlySpan<char> text, int end)
    {
        if (!_forms.HasFlag(PhoneForms.Extension))
            return end;
        var at = end;
        while (at < text.Length && at - end < 3 && (DigitChain.IsBlank(text[at]) || text[at] is ',' or ';' or '('))
            at++;
        foreach (var word in (ReadOnlySpan<string>)["extension", "ext.", "ext", "x", "#"])
        {
            if (!text[at..].StartsWith(word, StringComparison.OrdinalIgnoreCase))
                continue;
            var digits = at + word.Length;
            while (digits < text.Length && digits - at - word.Length < 2 && (DigitChain.IsBlank(text[digits]) || text[digits] is ':' or '.'))
                digits++;
            var behind = digits;
            while (behind < text.Length && behind - digits < 6 && char.IsAsciiDigit(text[behind]))
                behind++;
            return behind > digits ? behind : end;
        }
        return end;
    }
}
