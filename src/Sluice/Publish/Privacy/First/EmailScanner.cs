using System.Buffers;

namespace Sluice.Publish.Privacy.First;

/// <summary>
/// E-mail addresses, in every disguise that people give them. Anchors (<c>@</c>, its codes, <c>[at]</c>, <c>dot</c>) say
/// where one could be; around each the text is folded and read to the left and to the right.
/// </summary>
public sealed class EmailScanner : IDetector
{
    // Around an anchor: a group of names before it, a spelled domain behind it.
    const int Before = 480, Behind = 300;

    // What somebody's name at a host holds rather than a word that somebody wrote.
    static readonly SearchValues<char> OfChosenNames = SearchValues.Create("._+0123456789");

    readonly EmailForms _forms;

    public EmailScanner()
        : this(EmailForms.None)
    {
    }

    /// <param name="off">What it is to be blind for.</param>
    internal EmailScanner(EmailForms off) => _forms = EmailForms.All & ~off;

    public PrivacyClass Class => PrivacyClass.Email;

    public string Name => "email.scan@1";

    public void Find(ReadOnlySpan<char> text, List<PrivateSpan> found)
    {
        var done = 0;
        var anchors = new EmailAnchors(text);
        while (anchors.Next is var anchor && anchor < text.Length)
        {
            var (from, to) = (Math.Max(0, anchor - Before), Math.Min(text.Length, anchor + Behind));
            while (anchors.Next is var next && next < text.Length && next <= to)
            {
                to = Math.Min(text.Length, next + Behind);
                anchors.MoveBehind(next);
            }
            using var folded = FoldedText.Of(text, from, to, _forms);
            done = Scan(folded, done, found);
        }
    }

    // Where the last address ended in the text.
    int Scan(in FoldedText folded, int done, List<PrivateSpan> found)
    {
        var text = folded.Chars;
        var least = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('@' or '(' or '[' or '{' or '<' or 'a' or 'A') || AtToken.Read(text, i, _forms) is not { } at)
                continue;
            if (EmailLocal.Read(text, at, _forms) is not { } local || local.Start < least || folded.StartOf(local.Start) < done)
                continue;
            var end = EndOf(text, local, at, folded.IsLast);
            if (end <= at.Start || Logins.Is(text, local.Start, end))
                continue;
            var (from, to) = (folded.StartOf(local.Start), folded.EndOf(end - 1));
            found.Add(new PrivateSpan(PrivacyClass.Email, from, to - from));
            (done, least, i) = (to, end, end - 1);
        }
        return done;
    }

    // Behind the address's last character; 0 if it is none.
    int EndOf(ReadOnlySpan<char> text, in EmailLocal local, AtToken at, bool isLast)
    {
        var name = text[local.NameStart..local.End];
        var from = at.Kind == AtKind.Joined ? at.End : Gaps.Right(text, at.End);
        var hasGap = from > at.End;
        if (at.Kind == AtKind.Sign && (local.HasGap || hasGap) && !_forms.HasFlag(EmailForms.Spaced))
            return 0;
        if ((at.Kind is AtKind.Bare or AtKind.Joined || (at.Kind == AtKind.Sign && local.HasGap)) && EmailWords.IsBeforeAt(name))
            return 0;
        if (at.Kind != AtKind.Sign || _forms.HasFlag(EmailForms.Sign))
        {
            if (EmailDomain.Read(text, from, at, _forms) is { } domain && IsWhole(text, local, at, domain, hasGap))
                return domain.End;
        }
        return at.Kind is AtKind.Sign or AtKind.Bracketed ? CutEnd(text, local, at, from, isLast) : 0;
    }

    static bool IsWhole(ReadOnlySpan<char> text, in EmailLocal local, AtToken at, in EmailDomain domain, bool hasGap)
    {
        var name = text[local.NameStart..local.End];
        if (local.IsWeak && !domain.IsKnown)
            return false;
        switch (at.Kind)
        {
            case AtKind.Sign:
                // "see @jane.doe" is a mention, "q @ k.mix(" a product.
                var isCall = domain.End < text.Length && text[domain.End] is '(' or '[' or '_';
                return domain.IsKnown || !((local.HasGap && !hasGap) || isCall);
            case AtKind.Bracketed:
                return domain.IsSpelled || !local.HasGap || local.IsGroup || !EmailWords.IsNoName(name);
            default:
                return domain.IsSpelled;
        }
    }

    // jane.roe@exam…, and jane.roe@exam at the text's end.
    int CutEnd(ReadOnlySpan<char> text, in EmailLocal local, AtToken at, int from, bool isLast)
    {
        var isSign = at.Kind == AtKind.Sign;
        var hasGap = local.HasGap || from > at.End;
        if (!local.IsFirm(text) || local.IsWeak || (isSign && hasGap && !local.IsGroup && !Gaps.IsEnd(text, at.End)))
            return 0;
        var name = text[local.NameStart..local.End];
        if (isSign && local.HasGap && !local.IsGroup)
            return 0;
        if (!isSign && (EmailWords.IsNoName(name) || local.HasGap && EmailWords.IsBeforeAt(name)))
            return 0;
        var end = EmailDomain.Part(text, from, at, _forms);
        var part = text[from..end].TrimEnd('.');
        if (end == from)
        {
            if (!isSign || (!local.IsGroup && EmailWords.IsMetric(name)))
                return 0;
            end = at.End;
        }
        else if (!IsBeginning(part) || (!local.IsGroup && EmailWords.IsMetric(name) && part.Length < 3))
            return 0;
        if (_forms.HasFlag(EmailForms.CutByEllipsis) && Gaps.Ellipsis(text, end) > 0)
            return end;
        if (!_forms.HasFlag(EmailForms.CutByEnd) || !isLast || !Gaps.IsEnd(text, end))
            return 0;
        var isEnough = end == at.End || !isSign || local.IsGroup || part.Contains('.') || text[end - 1] == ']' || name.ContainsAny(OfChosenNames);
        return isEnough ? end : 0;
    }

    // Letters that could be the beginning of a host, no version and no attribute.
    static bool IsBeginning(ReadOnlySpan<char> part)
    {
        var first = part.IndexOf('.') is var dot && dot < 0 ? part : part[..dot];
        var last = part[(part.LastIndexOf('.') + 1)..];
        var isVersion = char.IsAsciiDigit(first[0]) || (first.Length > 1 && first[0] is 'v' or 'V' && !first[1..].ContainsAnyExceptInRange('0', '9'));
        if (isVersion || (dot < 0 && EmailWords.IsNoHost(first)))
            return false;
        return dot < 0 || !(TopLevels.IsNone(last) || (last.Length == 1 && char.IsUpper(last[0])));
    }
}
