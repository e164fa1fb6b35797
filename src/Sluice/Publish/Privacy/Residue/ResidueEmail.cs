using System.Buffers;

namespace Sluice.Publish.Privacy.Residue;

/// <summary>
/// E-mail addresses by what stands around an at: it reads every disguise of the sign first, then what is left and what is
/// right of it. It objects only where it is sure.
/// </summary>
public sealed class ResidueEmail : IDetector
{
    static readonly SearchValues<char> Beginnings = SearchValues.Create("@＠%&\\aA");

    static readonly SearchValues<string> Signs = SearchValues.Create(
        ["@", "＠", "%40", "%2540", "\\u0040", "\\x40", "&#64;", "&#x40;", "&#064;", "&commat;", " at ", "\nat ", " at\n", "_at_", "-at-", "[at", "(at", "{at", "<at", "[ at", "( at", "{ at", "< at"], StringComparison.OrdinalIgnoreCase);

    public PrivacyClass Class => PrivacyClass.Email;

    public string Name => "email.residue@1";

    public void Find(ReadOnlySpan<char> text, List<PrivateSpan> found)
    {
        var from = 0;
        while (from < text.Length && text[from..].IndexOfAny(Signs) is var hit and >= 0)
        {
            var at = from + hit + text[(from + hit)..].IndexOfAny(Beginnings);
            from = at + 1;
            if (!AtSign.TryRead(text, at, out var sign) || (found.Count > 0 && found[^1].Class == Class && sign.Start < found[^1].End))
                continue;
            var left = LocalPart.Before(text, sign);
            if (left.IsEmpty)
                continue;
            var right = DomainPart.After(text, sign);
            if (IsAddress(text, sign, left, right))
            {
                found.Add(new PrivateSpan(Class, left.Start, right.End - left.Start));
                from = Math.Max(from, right.End);
            }
        }
    }

    static bool IsAddress(ReadOnlySpan<char> text, AtSign sign, LocalPart left, DomainPart right)
    {
        if (left.IsHandle || left.IsUserInfo || (!left.IsGroup && IsLogin(text, left, right)) || (sign.IsSpaced && left.IsCommonWord(text)))
            return false;
        var isSpelled = sign.Form is AtForm.Word or AtForm.Joined;
        if (right.Dots > 0 && right.EndsInTopLevel)
            return isSpelled ? (right.HasSpelledDot || (left.IsGroup && sign.Form == AtForm.Word) || IsAnnounced(text, left)) && right.IsWellKnown && !right.IsWord && !left.IsCommonWord(text)
                : !right.IsCode && (!(sign.IsSpaced || right.IsSpaced) || right.IsWellKnown || left.IsGroup || sign.Form == AtForm.Bracketed);
        if (right.IsLiteral)
            return true;
        if (isSpelled || (sign.IsSpaced && sign.Form == AtForm.Sign) || right.IsVersion || left.IsMeasure(text) || !left.IsTelling(text))
            return false;
        return right.IsCut ? right.End == sign.End || right.BeginsWithLetter : right.IsAtEnd && (left.IsGroup || sign.Form == AtForm.Bracketed || (left.HasMark(text) && (right.End == sign.End || right.BeginsWithLetter)));
    }

    // "my e-mail is jane at example.org"
    static bool IsAnnounced(ReadOnlySpan<char> text, LocalPart left)
    {
        var before = text[Math.Max(0, left.Start - 12)..left.Start].TrimEnd();
        foreach (var cue in (ReadOnlySpan<string>)["email is", "e-mail is", "mail is", "email:", "e-mail:", "mail:", "address is", "contact:"])
            if (before.EndsWith(cue, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    // What a shell is told: ssh jane@host, or jane@host:path.
    static bool IsLogin(ReadOnlySpan<char> text, LocalPart left, DomainPart right)
    {
        if (right.End + 1 < text.Length && text[right.End] == ':' && !char.IsWhiteSpace(text[right.End + 1]))
            return true;
        var line = text[Math.Max(0, left.Start - 60)..left.Start];
        line = line[(line.LastIndexOf('\n') + 1)..];
        foreach (var command in (ReadOnlySpan<string>)["ssh ", "scp ", "sftp ", "rsync ", "mosh ", "git clone ", "git remote "])
            if (line.LastIndexOf(command, StringComparison.Ordinal) is var at and >= 0 && (at == 0 || !char.IsLetterOrDigit(line[at - 1])))
                return true;
        return false;
    }
}
