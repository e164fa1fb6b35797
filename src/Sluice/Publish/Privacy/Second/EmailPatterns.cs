using System.Buffers;
using System.Text.RegularExpressions;

namespace Sluice.Publish.Privacy.Second;

/// <summary>
/// E-mail addresses by patterns: every sign or word that may stand for the at sign is an anchor, the local part is
/// matched up to it, the domain from it on.
/// </summary>
public sealed class EmailPatterns : IDetector
{
    const int LeftReach = 200, GroupReach = 600, RightReach = 300, WordReach = 120, LongestWord = 8;

    static readonly SearchValues<string> AtInBrackets = SearchValues.Create(
        ["[at", "(at", "{at", "<at", "[ at", "( at", "{ at", "< at"], StringComparison.OrdinalIgnoreCase);
    static readonly SearchValues<string> DotWords = SearchValues.Create(
        [" dot ", "\ndot ", " dot\n", "_dot_", "-dot-", "[dot", "(dot", "{dot", "<dot", "[ dot", "( dot", "{ dot", "[.]", "(.)", "{.}", "<.>", "_point_", "-point-"],
        StringComparison.OrdinalIgnoreCase);

    static readonly Regex AtToken = Linear.AnyCase(@"\A[\(\[\{<]\s{0,2}(?:@|at(?:\s{0,2}sign)?)\s{0,2}[\)\]\}>]");
    static readonly Regex AtWord = Linear.AnyCase(@"[\p{L}\p{N}_""\)\]\}>+.-](?:\s{1,2}at\s{1,2}|_at_|-at-)[\p{L}\p{N}]");

    const string LocalPart = @"[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}._+'-]*[\p{L}\p{M}\p{N}_+-])?";
    static readonly Regex Local = Linear.Pattern($@"(?:{LocalPart}-\r?\n)?{LocalPart}\z");
    static readonly Regex LocalOfLine = Linear.Pattern($@"{LocalPart}\z");
    static readonly Regex Quoted = Linear.Pattern(@"""[^""\r\n@]{1,64}""\z");
    static readonly Regex Group = Linear.Pattern(
        @"[\{\[\(<]\s*[^\s,;|/@{}\[\]()<>]{1,64}(?:\s*(?:[,;|/]|\s(?:and|&)\s)\s*[^\s,;|/@{}\[\]()<>]{1,64})*\s*[,;]?\s*[\}\]\)>]\z");
    static readonly Regex SpelledBefore = Linear.AnyCase(@"(?:[\p{L}\p{N}_-]{1,30}(?:\s{1,2}dot\s{1,2}|\s?[\(\[\{<]\s?(?:dot|\.)\s?[\)\]\}>]\s?|_dot_|-dot-)){1,3}\z");
    static readonly Regex Telling = Linear.Pattern(@"[._+0-9]");

    readonly EmailForms _off;

    public EmailPatterns()
    {
    }

    internal EmailPatterns(EmailForms off) => _off = off;

    public PrivacyClass Class => PrivacyClass.Email;

    public string Name => "email.pattern@1";

    public void Find(ReadOnlySpan<char> text, List<PrivateSpan> found)
    {
        using var folded = new Folded(text, _off);
        var from = found.Count;
        FindSigns(in folded, found);
        if (!_off.HasFlag(EmailForms.BracketedAt))
            FindBrackets(in folded, found);
        FindWords(in folded, found);
        Linear.Settle(found, from);
    }

    void FindSigns(in Folded folded, List<PrivateSpan> found)
    {
        var text = folded.Text;
        var before = 0;
        for (var at = text.IndexOf('@'); at >= 0;)
        {
            var next = text[(at + 1)..].IndexOf('@');
            var after = next < 0 ? text.Length : at + 1 + next;
            if (!TokenAround(text, at, out var start, out var end))
                Read(in folded, new(at, at + 1, before, after, Kind.Sign), found);
            else if (!_off.HasFlag(EmailForms.BracketedAt))
                Read(in folded, new(start, end, before, after, Kind.Bracketed), found);
            before = at + 1;
            at = next < 0 ? -1 : after;
        }
    }

    static bool TokenAround(ReadOnlySpan<char> text, int at, out int start, out int end)
    {
        for (start = at - 1; start >= 0 && start >= at - 3; start--)
        {
            if (text[start] is '[' or '(' or '{' or '<' && AtToken.Heads(text.Between(start, start + 8), out var length))
            {
                end = start + length;
                return true;
            }
            if (!char.IsWhiteSpace(text[start]))
                break;
        }
        end = start;
        return false;
    }

    void FindBrackets(in Folded folded, List<PrivateSpan> found)
    {
        var text = folded.Text;
        for (var place = 0; place < text.Length;)
        {
            var next = text[place..].IndexOfAny(AtInBrackets);
            if (next < 0)
                return;
            place += next;
            if (AtToken.Heads(text.Between(place, place + 16), out var length))
                Read(in folded, new(place, place + length, 0, text.Length, Kind.Bracketed), found);
            place++;
        }
    }

    void FindWords(in Folded folded, List<PrivateSpan> found)
    {
        var text = folded.Text;
        var seen = 0;
        for (var place = 0; place < text.Length;)
        {
            var next = text[place..].IndexOfAny(DotWords);
            if (next < 0)
                return;
            place += next;
            var from = Math.Max(seen, place - WordReach);
            // What was read up to the last such word was read with all that follows it.
            seen = Math.Max(0, place - LongestWord);
            foreach (var match in AtWord.EnumerateMatches(text.Between(from, place)))
            {
                var (start, end) = (from + match.Index + 1, from + match.Index + match.Length - 1);
                var kind = text[start] is '_' or '-' ? Kind.Joined : Kind.Word;
                if (!_off.HasFlag(kind == Kind.Joined ? EmailForms.Joined : EmailForms.SpelledAt))
                    Read(in folded, new(start, end, 0, text.Length, kind), found);
            }
            place++;
        }
    }

    enum Kind
    {
        Sign,
        Bracketed,
        Word,
        Joined,
    }

    /// <summary>Where the at sign is, and between which places its address must lie.</summary>
    readonly record struct Anchor(int Start, int End, int After, int Before, Kind Kind);

    void Read(in Folded folded, Anchor at, List<PrivateSpan> found)
    {
        var text = folded.Text;
        var right = at.End;
        while (right < text.Length && right - at.End < 3 && char.IsWhiteSpace(text[right]))
            right++;
        var left = at.Start;
        while (left > at.After && at.Start - left < 3 && char.IsWhiteSpace(text[left - 1]))
            left--;
        var (rightGap, leftGap) = (right > at.End, left < at.Start);
        if (at.Kind == Kind.Sign && (rightGap || leftGap) && right < text.Length && _off.HasFlag(EmailForms.SpacedAt))
            return;
        if (!char.IsLetterOrDigit(text.At(right)) && text.At(right) is not ('[' or '…' or '.' or '\0') && right < text.Length)
            return;
        if (!LocalPartEndsAt(text, left, at, out var start, out var group))
            return;

        var rest = text.Between(right, Math.Min(at.Before, right + RightReach));
        var length = IsAddressLiteral(rest, rightGap, out var width) ? width : 0;
        if (length == 0 && !Refused(at.Kind))
        {
            var strictness = at.Kind switch
            {
                Kind.Word or Kind.Joined => EmailDomain.Strictness.Spelled,
                Kind.Sign when rightGap || leftGap => EmailDomain.Strictness.Known,
                _ => EmailDomain.Strictness.Plausible,
            };
            length = EmailDomain.Read(rest, strictness, at.Kind == Kind.Joined, _off);
        }
        if (length == 0 && !IsCut(text, text[start..left], rest, at, right, rightGap || leftGap, group, out length))
            return;
        var end = length == 0 ? at.End : right + length;
        if (at.Kind > Kind.Sign && SpelledBefore.Tails(text.Between(start - WordReach, start), out var further))
            start = Math.Max(0, start - WordReach) + further;
        if (!EmailContext.IsLogin(text, start, end))
            found.Add(folded.Place(start, end));
    }

    bool Refused(Kind kind) => kind == Kind.Sign && _off.HasFlag(EmailForms.Plain);

    bool LocalPartEndsAt(ReadOnlySpan<char> text, int left, Anchor at, out int start, out bool group)
    {
        (start, group) = (0, false);
        if (left <= at.After)
            return false;
        var last = text.At(left - 1);
        // LaTeX sets the braces of a group as a formula.
        if (last == '$' && text.At(left - 2) == '}')
            last = text[--left - 1];
        if (last is '}' or ']' or ')' or '>')
        {
            var from = Math.Max(at.After, left - GroupReach);
            group = true;
            if (_off.HasFlag(EmailForms.Group) || !Group.Tails(text[from..left], out start))
                return false;
            start += from;
            var inside = text[(start + 1)..(left - 1)];
            return inside.ContainsAny(",;|/") || inside.Contains(" and ", StringComparison.Ordinal) || text[start] == '{' && inside.Trim().Length > 1;
        }
        var reach = Math.Max(at.After, left - LeftReach);
        if (last == '"')
        {
            if (_off.HasFlag(EmailForms.Quoted) || !Quoted.Tails(text[reach..left], out start))
                return false;
            start += reach;
            return true;
        }
        if (!(_off.HasFlag(EmailForms.Hyphenated) ? LocalOfLine : Local).Tails(text[reach..left], out start))
            return false;
        start += reach;
        // A handle has its sign in front of it.
        if (text.At(start - 1) is '@')
            return false;
        return at.Kind < Kind.Word || !WordList.NoLocalPart.Contains(text[start..left]) && !WordList.NoLabel.Contains(FirstWord(text[at.End..]));
    }

    static ReadOnlySpan<char> FirstWord(ReadOnlySpan<char> text)
    {
        var end = 0;
        while (end < text.Length && end < 24 && char.IsLetter(text[end]))
            end++;
        return text[..end];
    }

    static readonly Regex AddressLiteral = Linear.AnyCase(@"\A\[(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3}|ipv6:[0-9a-f:.]{2,60})\]");

    bool IsAddressLiteral(ReadOnlySpan<char> rest, bool gap, out int length)
    {
        length = 0;
        return !gap && !_off.HasFlag(EmailForms.Literal) && AddressLiteral.Heads(rest, out length);
    }

    bool IsCut(ReadOnlySpan<char> text, ReadOnlySpan<char> local, ReadOnlySpan<char> rest, Anchor at, int right, bool gap, bool group, out int length)
    {
        length = 0;
        if (at.Kind > Kind.Bracketed || local.Length < 2 || !group && !char.IsLetterOrDigit(local[0]) && local[0] != '"')
            return false;
        // Spaces are for the groups and for what is in brackets; and for a text that ends behind its sign.
        if (at.Kind == Kind.Sign && gap && !group && !(right == text.Length && !char.IsWhiteSpace(text.At(at.Start - 1))))
            return false;
        var telling = group || at.Kind == Kind.Bracketed || Telling.First(local, out _, out _);
        if (WordList.Measures.Contains(local) || at.Kind == Kind.Bracketed && !group && WordList.NoLocalPart.Contains(local))
            return false;
        var cut = EmailDomain.ReadCut(rest, right + rest.Length == text.Length, telling, _off);
        length = Math.Max(cut, 0);
        return cut >= 0;
    }
}
