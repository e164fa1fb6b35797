using Sluice.Records;

namespace Sluice.Publish.Rights;

/// <summary>Reads the addresses and the names of Creative Commons' licences.</summary>
static class CreativeCommons
{
    public const string Site = "creativecommons.org/";
    const string NoVersion = "names a Creative Commons licence without its version";

    /// <summary>Reads an address, from <see cref="Site"/> on; what follows it does not matter.</summary>
    public static LicenceStatement ReadAddress(ReadOnlySpan<char> text)
    {
        var path = text[Site.Length..];
        var end = path.IndexOfAnyExcept(s_inAddress);
        var parts = (end < 0 ? path : path[..end]).TrimEnd('.').ToString().ToLowerInvariant().Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts is ["publicdomain", "zero", ..])
            return LicenceStatement.Of("CC0-1.0");
        if (parts is not ["licenses" or "licences", var kind, ..])
            return LicenceStatement.Unclear($"gives the address {Site}{string.Join('/', parts)}, which is no licence");
        var elements = kind.Split('-').ToHashSet(StringComparer.Ordinal);
        if (KindOf(elements.Contains("by"), elements.Contains("nc"), elements.Contains("nd"), elements.Contains("sa")) is not { } name || elements.Except(["by", "nc", "nd", "sa"]).Any())
            return LicenceStatement.Unclear($"gives the address {Site}{string.Join('/', parts)}, which is no licence that SPDX has an id for");
        if (parts.Length < 3 || !char.IsAsciiDigit(parts[2][0]))
            return LicenceStatement.Unclear(NoVersion);
        // Before 4.0 a licence was ported to countries; what follows 4.0 is a language.
        var port = parts.Length > 3 && !parts[2].StartsWith('4') && !parts[3].StartsWith("deed", StringComparison.Ordinal) && !parts[3].StartsWith("legalcode", StringComparison.Ordinal) ? "-" + parts[3] : "";
        return SpdxLicence.Find($"{name}-{parts[2]}{port}") is { } id ? LicenceStatement.Of(id)
            : LicenceStatement.Unclear($"gives the address {Site}{string.Join('/', parts)}, and SPDX has no id for that licence");
    }

    static readonly System.Buffers.SearchValues<char> s_inAddress = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-./_");

    static string? KindOf(bool by, bool nc, bool nd, bool sa) => by && !(nd && sa) ? $"CC-BY{(nc ? "-NC" : "")}{(nd ? "-ND" : sa ? "-SA" : "")}" : null;

    /// <summary>Reads a name, <c>CC BY-SA 4.0</c> or <c>Creative Commons Attribution-ShareAlike 4.0 International License</c>.</summary>
    /// <param name="bare">Whether it may begin with <c>Attribution</c>.</param>
    /// <param name="taken">How many words it is, of those from <paramref name="at"/> on; 0 if there is no name.</param>
    public static LicenceStatement ReadName(IReadOnlyList<string> words, int at, bool bare, out int taken)
    {
        var i = at;
        string Word(int ahead) => i + ahead < words.Count ? words[i + ahead] : "";
        taken = 0;
        bool zero = false, by = false, nc = false, nd = false, sa = false;
        string? version = null;
        if (Word(0) is "cc0" or "ccby")
            (zero, by, i) = (Word(0) == "cc0", Word(0) == "ccby", i + 1);
        else if (Word(0) == "cc" && Word(1) is "by" or "zero" or "0" || bare && Word(0) == "attribution")
            i += Word(0) == "cc" ? 1 : 0;
        else if (Word(0) == "creative" && Word(1) == "commons")
            i += 2;
        else
            return default;
        for (var more = true; more && i < words.Count;)
        {
            var before = i;
            // What comes after the version may say the name again; a word that was not in it begins another one.
            bool May(bool said) => version is null || said;
            switch (Word(0))
            {
                case "by" or "attribution" or "attributions" when May(by): by = true; i++; break;
                case "sa" or "sharealike" when May(sa): sa = true; i++; break;
                case "share" when Word(1) == "alike" && May(sa): sa = true; i += 2; break;
                case "nc" or "noncommercial" when May(nc): nc = true; i++; break;
                case "non" when Word(1) == "commercial" && May(nc): nc = true; i += 2; break;
                case "nd" or "noderivatives" or "noderivs" or "noderiv" when May(nd): nd = true; i++; break;
                case "no" when Word(1) is "derivatives" or "derivs" or "derivative" && May(nd): nd = true; i += Word(2) == "works" ? 3 : 2; break;
                case "zero" or "0" or "cc0": zero = true; i++; break;
                case "universal" or "public" or "domain" or "dedication" or "license" or "licence" or "licenses" or "international" or "intl" or "unported" or "generic" or "deed" or "cc" or "creative" or "commons" or "version" or "v": i++; break;
                default:
                    if (VersionOf(Word(0)) is { } read && (version ?? read) == read)
                        (version, i) = (read, i + 1);
                    break;
            }
            more = i > before;
        }
        taken = i - at;
        if (zero && !by)
            return LicenceStatement.Of("CC0-1.0");
        if (KindOf(by, nc, nd, sa) is not { } kind)
            return LicenceStatement.Unclear("names Creative Commons, but none of its licences");
        return version is null ? LicenceStatement.Unclear(NoVersion)
            : SpdxLicence.Find($"{kind}-{version}") is { } id ? LicenceStatement.Of(id) : LicenceStatement.Unclear($"names {kind} {version}, and SPDX has no id for that licence");
    }

    static string? VersionOf(string word)
    {
        var digits = word.TrimStart('v');
        return digits.Length is 1 or 3 && char.IsBetween(digits[0], '1', '4') && (digits.Length == 1 || digits[1] == '.' && char.IsAsciiDigit(digits[2])) ? (digits.Length == 1 ? digits + ".0" : digits) : null;
    }

    /// <summary>Whether a word can stand around a licence's name and say nothing more.</summary>
    public static bool IsFiller(string word) => word is "license" or "licence" or "licensed" or "under" or "the" or "a" or "an" or "see" or "terms" or "of" or "conditions" or "and" or "following" or "open" or "access" or "international" or "or";
}
