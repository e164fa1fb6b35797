using System.Text.RegularExpressions;

namespace Sluice.Publish.Privacy.Second;

/// <summary>Reads the domain that stands behind an at sign, and says whether it could be one.</summary>
static class EmailDomain
{
    const int MostLabels = 10;

    /// <summary>What may end a domain: the more its form could be prose or code, the less.</summary>
    public enum Strictness
    {
        /// <summary>Any top level that is no word of code.</summary>
        Plausible,

        /// <summary>A top level that is in use.</summary>
        Known,

        /// <summary>A well-known top level and a dot that is spelled.</summary>
        Spelled,
    }

    static readonly Regex Label = Linear.Pattern(@"\A[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?");
    static readonly Regex LabelOverLines = Linear.Pattern(@"\A[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?(?:-[ \t]?\r?\n[ \t]{0,4}[\p{Ll}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?)?");
    static readonly Regex LabelOfJoined = Linear.Pattern(@"\A[\p{L}\p{N}]{1,62}");

    static readonly Regex TightDot = Linear.Pattern(@"\A\.[\p{L}\p{N}]");
    static readonly Regex SpacedDot = Linear.Pattern(@"\A(?:\s{0,3}\.\s{1,3}|\s{1,3}\.)");
    static readonly Regex BracketedDot = Linear.AnyCase(@"\A\s{0,3}[\(\[\{<]\s{0,2}(?:\.|dot|point|period)\s{0,2}[\)\]\}>]\s{0,3}");
    static readonly Regex SpelledDot = Linear.AnyCase(@"\A\s{1,3}dot\s{1,3}");
    static readonly Regex SpelledPoint = Linear.AnyCase(@"\A\s{1,3}(?:point|period)\s{1,3}");
    static readonly Regex JoinedDot = Linear.AnyCase(@"\A[_-](?:dot|point|period)[_-]");

    static readonly Regex Letters = Linear.Pattern(@"\A(?:\p{Ll}{2,24}|\p{Lu}{2,24}|\p{Lu}\p{Ll}{1,23}|(?:\p{Lo}|\p{M}){1,24}|[xX][nN]--[A-Za-z0-9-]{2,59})\z");
    static readonly Regex Version = Linear.Pattern(@"\A[vV]?[0-9]+(?:\.[vV]?[0-9]|\z)");
    static readonly Regex GluedNote = Linear.AnyCase(@"\A(?:com|org|edu|net|gov)[0-9]{1,2}\z");
    static readonly Regex EnglishGoesOn = Linear.Pattern(@"\A\s+\p{Ll}");

    /// <summary>How long the domain is at the head of <paramref name="text"/>; 0 where there is none.</summary>
    /// <param name="joined">Whether <c>_</c> or <c>-</c> stands for the spaces.</param>
    public static int Read(ReadOnlySpan<char> text, Strictness strictness, bool joined, EmailForms off)
    {
        Span<int> ends = stackalloc int[MostLabels];
        Span<Strictness> needs = stackalloc Strictness[MostLabels];
        Span<bool> spelled = stackalloc bool[MostLabels];
        Span<int> starts = stackalloc int[MostLabels];
        var (count, place, need, anySpelled) = (0, 0, strictness, strictness < Strictness.Spelled);
        while (count < MostLabels)
        {
            var label = joined ? LabelOfJoined : off.HasFlag(EmailForms.Hyphenated) ? Label : LabelOverLines;
            if (!label.Heads(text[place..], out var length))
                break;
            (starts[count], ends[count]) = (place, place + length);
            (needs[count], spelled[count]) = (need, anySpelled);
            place += length;
            count++;
            // An address that is complete does not go on behind a space: what follows is the next sentence.
            var complete = count > 1 && IsTopLevel(text[starts[count - 1]..place], Strictness.Known) && !text[starts[count - 1]..place].Equals("example", StringComparison.OrdinalIgnoreCase);
            if (!Dot(text[place..], joined, complete, off, out var width, ref need, ref anySpelled))
                break;
            place += width;
        }
        for (var last = count - 1; last > 0; last--)
        {
            var end = ends[last];
            var top = text[starts[last]..end];
            var demanded = needs[last];
            if (last < count - 1 && demanded < Strictness.Known)
                demanded = Strictness.Known;
            if (spelled[last] && Fits(text, ref end, starts[last], demanded, last) && !IsCode(text, end, starts, ends, last, top))
                return end;
        }
        return 0;
    }

    static bool Dot(ReadOnlySpan<char> rest, bool joined, bool complete, EmailForms off, out int width, ref Strictness need, ref bool spelled)
    {
        if (joined)
        {
            spelled = true;
            return JoinedDot.Heads(rest, out width);
        }
        width = 1;
        if (TightDot.Heads(rest))
            return true;
        if (!off.HasFlag(EmailForms.BracketedDot) && BracketedDot.Heads(rest, out width))
        {
            spelled = true;
            return true;
        }
        if (complete && need < Strictness.Spelled)
            return false;
        if (!off.HasFlag(EmailForms.SpelledDot) && (SpelledDot.Heads(rest, out width) || need < Strictness.Spelled && SpelledPoint.Heads(rest, out width)))
        {
            (spelled, need) = (true, Strictness.Spelled);
            return true;
        }
        if (!off.HasFlag(EmailForms.SpacedDot) && SpacedDot.Heads(rest, out width))
        {
            need = (Strictness)Math.Max((int)need, (int)Strictness.Known);
            return true;
        }
        return false;
    }

    static bool Fits(ReadOnlySpan<char> text, ref int end, int start, Strictness demanded, int dots)
    {
        var top = text[start..end];
        // Over the end of a line: the hyphen may as well be a dash behind the address.
        var dash = top.IndexOf('-');
        if (dash > 0 && top.ContainsAny('\n', '\r'))
        {
            if (WordList.Known.Contains(top[..dash]))
            {
                end = start + dash;
                return true;
            }
            Span<char> whole = stackalloc char[top.Length];
            var length = 0;
            foreach (var c in top)
            {
                if (c is not ('-' or '\n' or '\r' or ' ' or '\t'))
                    whole[length++] = c;
            }
            return IsTopLevel(whole[..length], demanded);
        }
        if (demanded == Strictness.Plausible && GluedNote.Heads(top))
            return true;
        if (!IsTopLevel(top, demanded))
            return false;
        return demanded < Strictness.Spelled || dots > 1 || !WordList.AlsoEnglish.Contains(top) || !EnglishGoesOn.Heads(text[end..]);
    }

    static bool IsTopLevel(ReadOnlySpan<char> label, Strictness demanded) => Letters.Heads(label) && demanded switch
    {
        Strictness.Plausible => !WordList.NoTopLevel.Contains(label),
        // Where a space stands, an English word is the next sentence's.
        Strictness.Known => WordList.Known.Contains(label) && !(WordList.AlsoEnglish.Contains(label) && char.IsLower(label[0]) && label is not ("art" or "pro" or "name" or "page" or "world" or "space" or "link")) && (char.IsLower(label[^1]) && char.IsLower(label[0]) || char.IsUpper(label[^1])),
        _ => WordList.WellKnown.Contains(label),
    };

    /// <summary>Whether it is a version or goes on as code does.</summary>
    static bool IsCode(ReadOnlySpan<char> text, int end, ReadOnlySpan<int> starts, ReadOnlySpan<int> ends, int last, ReadOnlySpan<char> top)
    {
        var first = text[..ends[0]];
        if (Version.Heads(text[..end]) || first is "self" or "cls" or "np" or "torch")
            return true;
        if (WordList.Known.Contains(top) || GluedNote.Heads(top))
            return Version.Heads(first) && first[0] is 'v' or 'V';
        return Version.Heads(first) || last == 1 && first.Length == 1 && char.IsUpper(first[0])
            || text.At(end) is '(' or '[' or '=' || text.At(end) == '_' && char.IsLetterOrDigit(text.At(end + 1));
    }

    static readonly Regex CutByDots = Linear.Pattern(@"\A(?:[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,62})(?:\.[\p{L}\p{M}\p{N}-]{1,63}){0,6}\.?)?(?:…|\.\.\.|\s?\[\s?(?:…|\.\.\.)\s?\])");
    static readonly Regex CutByEnd = Linear.Pattern(@"\A(?:[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,62})(?:\.[\p{L}\p{M}\p{N}-]{1,63}){0,6}\.?)?\s*\z");
    static readonly Regex CutHost = Linear.Pattern(@"\A[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,62})(?:\.[\p{L}\p{M}\p{N}-]{1,63}){0,6}");

    /// <summary>How long a domain is that was cut; −1 where it was not.</summary>
    /// <param name="toTheEnd">Whether the text ends where <paramref name="text"/> does.</param>
    /// <param name="telling">Whether the local part alone tells that it is one.</param>
    public static int ReadCut(ReadOnlySpan<char> text, bool toTheEnd, bool telling, EmailForms off)
    {
        var byDots = !off.HasFlag(EmailForms.CutByDots) && CutByDots.Heads(text);
        if (!byDots && (off.HasFlag(EmailForms.CutByEnd) || !toTheEnd || !CutByEnd.Heads(text)))
            return -1;
        if (!CutHost.Heads(text, out var length))
            return 0;
        var host = text[..length];
        var last = host[(host.LastIndexOf('.') + 1)..];
        var plausible = !char.IsAsciiDigit(host[0]) && !Version.Heads(host) && !WordList.NoHost.Contains(host) && !WordList.NoTopLevel.Contains(last)
            && !(last.Length == 1 && char.IsUpper(last[0])) && !host.StartsWith("self.", StringComparison.Ordinal);
        if (!plausible)
            return -1;
        return telling || (byDots ? host.Length > 1 : host.Contains('.')) ? length : -1;
    }
}
