using Sluice.Records;

namespace Sluice.Publish.Rights;

/// <summary>
/// Tells whether a sentence states the licence of the text that it stands in. It must begin with what it speaks of; what it
/// says before or behind must not take it back.
/// </summary>
static class SelfReference
{
    static readonly HashSet<string> s_auxiliaries = Set("is are has been have hereby freely made being also itself available licensed licenced released published distributed shared provided offered placed issued use for reuse");
    static readonly HashSet<string> s_verbs = Set("licensed licenced released published distributed available shared provided offered placed issued use reuse article paper access");
    static readonly HashSet<string> s_beforeLicence = Set("the a an terms conditions and of following license licence open access under to");
    static readonly HashSet<string> s_toAddress = Set("license licence see at the deed url , visit for details");
    static readonly HashSet<string> s_against = Set("not no never t cannot only if was were nothing");
    static readonly HashSet<string> s_ended = Set("until till longer formerly previously expired expires");
    static readonly HashSet<string> s_otherwise = Set("otherwise noted stated indicated specified marked mentioned where as when");

    static HashSet<string> Set(string words) => [.. words.Split(' ')];

    /// <summary><c>This work is licensed under …</c>, <c>Diagrams and text are licensed under …</c>, <c>This is an open access article under …</c></summary>
    public static LicenceStatement LicenceIn(ReadOnlySpan<char> sentence, TextOwner owner)
    {
        if (sentence.TrimEnd().EndsWith('?') || sentence.TrimStart() is ['"' or '\'' or '“' or '‘' or '„' or '«' or '`', ..])
            return default;
        var starts = new List<int>();
        var words = Words.Of(sentence, starts);
        if (SentenceSubject.EndIn(sentence, words, starts, owner) is not { } at)
            return default;
        var under = at;
        while (under < words.Count && s_auxiliaries.Contains(words[under]))
            under++;
        var isUnder = under < words.Count && under > 0 && (words[under] == "under" || words[under] == "with" && under > at) && s_verbs.Contains(words[under - 1]);
        var isNamed = under < words.Count && under > at && words[under - 1] is "licensed" or "licenced" && words[under] is "cc" or "creative" or "cc0";
        var next = words.Count;
        var licence = isUnder || isNamed ? LicenceAfter(words, isUnder ? under + 1 : under, out next) : default;
        if (!licence.SaysNothing)
            return WithRest(licence, words[next..]);
        // A licence that is not known, or one that is said not to hold, is not passed over for what others say.
        return isUnder && words[under - 1] is "licensed" or "licenced" || s_against.Overlaps(words[at..]) && words.IndexOf("under", at) > 0
            ? LicenceStatement.Unclear("speaks of its licence, but not in words that name one") : default;
    }

    /// <summary>The licence that is named from a word on.</summary>
    /// <param name="next">The word behind it.</param>
    public static LicenceStatement LicenceAfter(List<string> words, int at, out int next)
    {
        for (next = at; next < words.Count && s_beforeLicence.Contains(words[next]) && next - at < 12;)
            next++;
        if (next == words.Count)
            return default;
        if (Words.IsAddress(words[next]))
            return LicenceAddress.Read(words[next++]);
        var named = CreativeCommons.ReadName(words, next, bare: false, out var taken);
        next += taken;
        if (named.Family is null)
            return named;
        // An address that stands right behind the name may tell its version, if it is that licence's.
        var address = next;
        while (address < words.Count && s_toAddress.Contains(words[address]) && address - next < 6)
            address++;
        if (address == words.Count || !Words.IsAddress(words[address]) || LicenceAddress.Read(words[address]) is not { License: { } id } addressed || SpdxLicence.FamilyOf(id) != named.Family)
            return named;
        next = address + 1;
        return addressed;
    }

    // What follows may name another licence, or say that this one does not hold for all, or no more.
    static LicenceStatement WithRest(LicenceStatement licence, List<string> rest)
    {
        var clause = rest is [",", ..] ? 1 : 0;
        var isPermission = rest.Count > clause + 1 && rest[clause] is "which" or "that" && rest[clause + 1] is "permits" or "allows" or "lets";
        var takenBack = LicenceStatement.Unclear("names a licence, and says that it does not hold for all, or always");
        var all = new List<LicenceStatement> { licence };
        for (var i = 0; i < rest.Count; i++)
        {
            if (s_ended.Contains(rest[i]) || !isPermission && s_against.Contains(rest[i]) || rest[i] is "unless" or "except" && !(i + 1 < rest.Count && s_otherwise.Contains(rest[i + 1])))
                return takenBack;
            if (licence.License is { } id && CreativeCommons.ElementAt(rest, i, out _) is { } element && element != "zero" && !id.Split('-').Contains(element, StringComparer.OrdinalIgnoreCase))
                return takenBack;
            var other = Words.IsAddress(rest[i]) ? LicenceAddress.Read(rest[i]) : CreativeCommons.ReadName(rest, i, bare: false, out _);
            // A version that stands somewhere else in the sentence may be another work's.
            if (other.License is not null && licence.License is null)
                return takenBack;
            if (other.License is not null || other.Family is not null)
                all.Add(other);
        }
        return LicenceStatement.Together(all);
    }
}
