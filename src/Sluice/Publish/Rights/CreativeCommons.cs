using Sluice.Records;

namespace Sluice.Publish.Rights;

/// <summary>Reads the addresses and the names of Creative Commons' licences.</summary>
static class CreativeCommons
{
    /// <summary>Reads what stands behind the host in an address, in small letters.</summary>
    public static LicenceStatement ReadPath(string[] parts)
    {
        var address = "creativecommons.org/" + string.Join('/', parts);
        if (parts is ["publicdomain", "zero", "1.0", ..])
            return LicenceStatement.Of("CC0-1.0");
        if (parts is not ["licenses" or "licences", var kind, ..])
            return LicenceStatement.Unclear($"gives the address {address}, which is no licence");
        var elements = kind.Split('-');
        if (elements.Except(["by", "nc", "nd", "sa"]).Any() || KindOf(elements.Contains("by"), elements.Contains("nc"), elements.Contains("nd"), elements.Contains("sa")) is not { } name)
            return LicenceStatement.Unclear($"gives the address {address}, which is no licence that SPDX has an id for");
        if (parts.Length < 3 || !char.IsAsciiDigit(parts[2][0]))
            return LicenceStatement.WithoutVersion(name);
        // Before 4.0 a licence was ported to countries.
        var port = parts.Length > 3 && !parts[3].StartsWith("deed", StringComparison.Ordinal) && !parts[3].StartsWith("legalcode", StringComparison.Ordinal) ? "-" + parts[3] : "";
        return SpdxLicence.Find($"{name}-{parts[2]}{port}") is { } id ? LicenceStatement.Of(id)
            : LicenceStatement.Unclear($"gives the address {address}, and SPDX has no id for that licence");
    }

    static string? KindOf(bool by, bool nc, bool nd, bool sa) => by && !(nd && sa) ? $"CC-BY{(nc ? "-NC" : "")}{(nd ? "-ND" : sa ? "-SA" : "")}" : null;

    /// <summary>Reads a name, <c>CC BY-SA 4.0</c> or <c>Creative Commons Attribution-ShareAlike 4.0 International License</c>.</summary>
    /// <param name="bare">Whether it may begin with <c>Attribution</c>.</param>
    /// <param name="taken">How many words it is, of those from <paramref name="at"/> on; 0 if there is no name.</param>
    public static LicenceStatement ReadName(IReadOnlyList<string> words, int at, bool bare, out int taken)
    {
        var i = at;
        string Word(int ahead) => i + ahead >= 0 && i + ahead < words.Count ? words[i + ahead] : "";
        taken = 0;
        if (!(Word(0) is "cc0" or "ccby" || Word(0) == "cc" && Word(1) is Words.By or "zero" or "0" || Word(0) == "creative" && Word(1) == "commons" || bare && Word(0) == "attribution"))
            return default;
        var (said, late) = (new HashSet<string>(StringComparer.Ordinal), false);
        string? version = null;
        while (i < words.Count)
        {
            if (ElementAt(words, i, out var length) is { } element)
                // What comes after the version may say the name again; what was not in it makes it another licence, or none.
                (late, i) = (late | (said.Add(element) && version is not null), i + length);
            else if (IsPartOfName(Word(0)))
                i++;
            else if (VersionOf(Word(0), Word(1)) is { } read)
                (late, version, i) = (late | (version is not null && version != read), read, i + 1);
            else
                break;
        }
        taken = i - at;
        if (late)
            return LicenceStatement.Unclear("names a Creative Commons licence in words that contradict each other");
        if (said.Contains("zero"))
            return said.Count == 1 && version is null or "1.0" ? LicenceStatement.Of("CC0-1.0") : LicenceStatement.Unclear("names CC0 and more, which is no licence");
        if (KindOf(said.Contains("by"), said.Contains("nc"), said.Contains("nd"), said.Contains("sa")) is not { } kind)
            return LicenceStatement.Unclear("names Creative Commons, but none of its licences");
        return version is null ? LicenceStatement.WithoutVersion(kind)
            : SpdxLicence.Find($"{kind}-{version}") is { } id ? LicenceStatement.Of(id) : LicenceStatement.Unclear($"names {kind} {version}, and SPDX has no id for that licence");
    }

    /// <summary>The part of a licence's name that these words are, <c>by</c>, <c>sa</c>, <c>nc</c>, <c>nd</c> or <c>zero</c>; null if they are none.</summary>
    public static string? ElementAt(IReadOnlyList<string> words, int at, out int length)
    {
        var (word, next) = (words[at], at + 1 < words.Count ? words[at + 1] : "");
        length = 1;
        switch (word)
        {
            case Words.By or "ccby" or "attribution" or "attributions": return "by";
            case "sa" or "sharealike": return "sa";
            case "nc" or "noncommercial": return "nc";
            case "nd" or "noderivatives" or "noderivs" or "noderiv" or "noderivative": return "nd";
            case "cc0": return "zero";
            case "zero" or "0" when at > 0 && words[at - 1] is "cc" or "commons": return "zero";
        }
        length = 2;
        switch (word, next)
        {
            case ("share", "alike"): return "sa";
            case ("non", "commercial"): return "nc";
            case ("no", "derivatives" or "derivs" or "derivative" or "deriv"): length = at + 2 < words.Count && words[at + 2] == "works" ? 3 : 2; return "nd";
        }
        return null;
    }

    static bool IsPartOfName(string word) => word is "universal" or "public" or "domain" or "dedication" or "license" or "licence" or "licenses" or "international" or "intl" or "unported" or "generic" or "deed" or "cc" or "creative" or "commons" or "version" or "v";

    // A single digit may count anything: "4" is a version only where the name ends or goes on.
    static string? VersionOf(string word, string next)
    {
        var digits = word.StartsWith('v') ? word[1..] : word;
        if (digits.Length == 1 && char.IsBetween(digits[0], '1', '4') && (next.Length == 0 || next == "," || IsPartOfName(next)))
            return digits + ".0";
        return digits.Length == 3 && char.IsBetween(digits[0], '1', '4') && digits[1] == '.' && char.IsAsciiDigit(digits[2]) ? digits : null;
    }

    /// <summary>Whether a word can stand around a licence's name and say nothing more.</summary>
    public static bool IsFiller(string word) => word is "license" or "licence" or "licensed" or "under" or "the" or "a" or "an" or "see" or "terms" or "of" or "conditions" or "and" or "following" or "open" or "access" or "international" or "or";
}
