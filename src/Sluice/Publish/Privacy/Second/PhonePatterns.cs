using System.Text.RegularExpressions;

namespace Sluice.Publish.Privacy.Second;

/// <summary>
/// Telephone numbers by patterns: a run of digits and what may stand between them is matched as a whole, and what
/// stands before and behind it says whether it is a number that is dialled.
/// </summary>
public sealed class PhonePatterns : IDetector
{
    const int CueReach = 24, LongestCue = 12, LineReach = 240;

    const string Gap = @"(?:[ \u00A0\u2009\u202F.\-\u2010\u2011\u2012\u2013()]{0,3}|/)";
    static readonly Regex Run = Linear.Pattern($@"[+(]{{0,2}}[0-9](?:{Gap}[0-9]){{4,40}}");
    static readonly Regex Plus = Linear.Pattern($@"\+[1-9](?:{Gap}[0-9]){{4,40}}");
    static readonly Regex Dashed = Linear.Pattern(@"(?:1[-. \u2011])?(?:[0-9]{3}[-\u2010\u2011\u2013][0-9]{3}[-\u2010\u2011\u2013][0-9]{4}|[0-9]{3}\.[0-9]{3}\.[0-9]{4})");
    static readonly Regex Bracketed = Linear.Pattern(@"(?:1[-. ]?)?\([0-9]{3}\)[ \u00A0]?-?[0-9]{3}[-. \u00A0\u2010\u2011\u2013][0-9]{4}");

    static readonly Regex Cue = Linear.AnyCase(
        @"(?:\b(?:tele)?phone|\bph\.?|\btel\.?|\bmobile|\bcell|\bcall|\bcall me|\btext me|\bsms|\bfax|\bwhatsapp|\bsignal|☎|📞|✆|(?:^|[^\p{L}\p{N}_])[tm]:)(?:$|[^\p{L}\p{N}_])");
    static readonly Regex NoCue = Linear.Pattern(@"pH(?:$|[^\p{L}])|(?:^|[^\p{L}\p{N}_])[tm]:|(?:^|[^\p{L}])[Tt]el[ -](?:Aviv|Hai|aviv)");
    static readonly Regex Extension = Linear.AnyCase(@"\A,?\s?(?:ext\.?|extension|x|#)\s?[0-9]{1,6}\b");
    static readonly Regex Cut = Linear.Pattern(@"\A[\s\u2011(.\-)]{0,2}(?:…|\.\.\.|\[(?:…|\.\.\.)\])");
    static readonly Regex CutByEnd = Linear.Pattern(@"\A[\s\u2011(.\-)]{0,8}\z");
    static readonly Regex Group = Linear.Pattern(@"[0-9]{3}[-.\u2011\u2013 ][0-9]{3}[-.\u2011\u2013 ][0-9]{4}|\([0-9]{3}\) ?[0-9]{3}-[0-9]{4}");
    static readonly Regex Address = Linear.AnyCase(@"://|\Awww\.|doi|\A\(?10\.[0-9]{4,}|@|arxiv|sha[0-9]|isbn|issn|orcid");
    static readonly Regex Formula = Linear.Pattern(@"(?:[0-9=^*/)}\]]\s*|(?:^|[^\p{L}\p{N}_'])\p{L}\s*)\z");

    readonly PhoneForms _off;

    public PhonePatterns()
    {
    }

    internal PhonePatterns(PhoneForms off) => _off = off;

    public PrivacyClass Class => PrivacyClass.Phone;

    public string Name => "phone.pattern@1";

    public void Find(ReadOnlySpan<char> text, List<PrivateSpan> found)
    {
        if (!text.ContainsAnyInRange('0', '9'))
            return;
        var from = found.Count;
        Regions? regions = null;
        foreach (var run in Run.EnumerateMatches(text))
            Read(text, run.Index, run.Index + run.Length, ref regions, found);
        Linear.Settle(found, from);
    }

    void Read(ReadOnlySpan<char> text, int start, int end, ref Regions? regions, List<PrivateSpan> found)
    {
        var run = text[start..end];
        if (!_off.HasFlag(PhoneForms.Cued) && ReadCued(text, start, end, ref regions, found))
            return;
        if (run.Contains('+'))
        {
            foreach (var match in Plus.EnumerateMatches(run))
                ReadInternational(text, start + match.Index, start + match.Index + match.Length, ref regions, found);
        }
        if (!_off.HasFlag(PhoneForms.NorthAmerican))
        {
            foreach (var match in Dashed.EnumerateMatches(run))
                ReadNorthAmerican(text, start + match.Index, start + match.Index + match.Length, ref regions, found);
        }
        if (!_off.HasFlag(PhoneForms.AreaInBrackets) && run.Contains('('))
        {
            foreach (var match in Bracketed.EnumerateMatches(run))
                ReadNorthAmerican(text, start + match.Index, start + match.Index + match.Length, ref regions, found);
        }
    }

    bool ReadCued(ReadOnlySpan<char> text, int start, int end, ref Regions? regions, List<PrivateSpan> found)
    {
        if (!HasCue(text, start))
            return false;
        var number = text[start..end];
        if (PhoneShape.Digits(number) > 15)
            number = number[..PhoneShape.WithinDigits(number, 15)];
        end = start + number.Length;
        var digits = PhoneShape.Digits(number);
        var cut = digits < 7 || IsCut(text, end);
        if (digits < 7 && (!IsCut(text, end) || number.Contains('+') && digits < 6))
            return false;
        if (!PhoneShape.IsDialled(number) || IsPartOfMore(text, start, end, cued: true) || IsMath(text, start, ref regions))
            return false;
        if (cut && _off.HasFlag(PhoneForms.Cut) && digits < 7)
            return false;
        Add(text, start, end, found);
        return true;
    }

    void ReadInternational(ReadOnlySpan<char> text, int start, int end, ref Regions? regions, List<PrivateSpan> found)
    {
        var number = text[start..end];
        if (PhoneShape.Digits(number) > 15)
            number = number[..PhoneShape.WithinDigits(number, 15)];
        end = start + number.Length;
        var digits = PhoneShape.Digits(number);
        var broken = PhoneShape.IsBroken(number);
        if (_off.HasFlag(broken ? PhoneForms.International : PhoneForms.Unbroken) && !(digits < 8 && broken))
            return;
        if (broken ? digits < 8 && (digits < 6 || _off.HasFlag(PhoneForms.Cut) || !IsCut(text, end)) : digits < 10)
            return;
        if (!PhoneShape.IsDialled(number) || IsPartOfMore(text, start, end, cued: false) || IsMath(text, start, ref regions))
            return;
        // Behind another number it is the next of a list, not a sum.
        var listed = found.Count > 0 && text.Between(found[^1].End, start).IsWhiteSpace();
        if (!broken && !listed && Formula.Tails(text.LineBefore(start, 12)))
            return;
        Add(text, start, end, found);
    }

    void ReadNorthAmerican(ReadOnlySpan<char> text, int start, int end, ref Regions? regions, List<PrivateSpan> found)
    {
        if (IsPartOfMore(text, start, end, cued: false) || IsMath(text, start, ref regions))
            return;
        // Three such groups with hardly a letter beside them are a row of a table, unless it says that it is of telephones.
        var groups = 0;
        var before = text.LineBefore(start, LineReach);
        foreach (var _ in Group.EnumerateMatches(before))
            groups++;
        foreach (var _ in Group.EnumerateMatches(text.LineAfter(start, LineReach)))
            groups++;
        if (groups < 3 || Cue.Tails(before) || HoldsWords(before) || HoldsWords(text.LineAfter(start, LineReach)))
            Add(text, start, end, found);
    }

    static bool HoldsWords(ReadOnlySpan<char> line)
    {
        var letters = 0;
        foreach (var c in line)
            letters += char.IsLetter(c) ? 1 : 0;
        return letters > 5;
    }

    void Add(ReadOnlySpan<char> text, int start, int end, List<PrivateSpan> found)
    {
        if (text[start] == '(' && !text[start..end].Contains(')'))
            start++;
        if (!_off.HasFlag(PhoneForms.Extension) && Extension.Heads(text.Between(end, end + 18), out var extension))
            end += extension;
        found.Add(new(PrivacyClass.Phone, start, end - start));
    }

    static bool HasCue(ReadOnlySpan<char> text, int start)
    {
        var before = text.LineBefore(start, CueReach + LongestCue);
        // A cue that begins in the middle of a word is none.
        var cut = start - before.Length;
        if (cut > 0 && char.IsLetterOrDigit(text[cut - 1]))
        {
            var word = 0;
            while (word < before.Length && char.IsLetterOrDigit(before[word]))
                word++;
            before = before[word..];
        }
        return Cue.Last(before, out var at, out var length) && before.Length - (at + length) <= CueReach
            && !(NoCue.Last(before, out var no, out var width) && no + width >= at + length - 1);
    }

    static bool IsCut(ReadOnlySpan<char> text, int end) =>
        Cut.Heads(text.Between(end, end + 8)) || end + 8 >= text.Length && CutByEnd.Heads(text[end..]);

    /// <summary>Whether the digits are a part of a longer word, number or address.</summary>
    static bool IsPartOfMore(ReadOnlySpan<char> text, int start, int end, bool cued)
    {
        var (before, after) = (text.At(start - 1), text.At(end));
        if (char.IsLetterOrDigit(before) || before is '_' or '#' or '$' or '€' or '£' or '^' or '/' or '\\' || before == '=' && !cued)
            return true;
        if (before == '-' && !(cued && char.IsLetter(text.At(start - 2))) || before == '.' && char.IsAsciiDigit(text.At(start - 2)))
            return true;
        if (char.IsAsciiDigit(after) || after is '_' or '%' or '^' || (after is '-' or '.' or '/' or ',') && char.IsAsciiDigit(text.At(end + 1)) && !(after == ',' && cued))
            return true;
        if (char.IsLetter(after) && !Extension.Heads(text.Between(end, end + 18)))
            return true;
        var from = start;
        while (from > 0 && start - from < 300 && !char.IsWhiteSpace(text[from - 1]))
            from--;
        var to = end;
        while (to < text.Length && to - end < 100 && !char.IsWhiteSpace(text[to]))
            to++;
        return Address.First(text[from..start], out _, out _) || Address.First(text[start..to], out _, out _) || LabelledNumber.Tails(text.LineBefore(start, 16));
    }

    static readonly Regex LabelledNumber = Linear.AnyCase(@"(?:doi|arxiv|isbn(?:-1[03])?|issn|orcid|pmid|pmcid)\s?:?\s*\z");

    static bool IsMath(ReadOnlySpan<char> text, int start, ref Regions? regions) => (regions ??= new Regions(text)).IsMath(start);
}
