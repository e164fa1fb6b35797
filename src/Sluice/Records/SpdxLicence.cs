namespace Sluice.Records;

/// <summary>
/// The licences that texts and metadata come under, by their SPDX ids. A family is an id without its version:
/// <c>CC-BY-SA</c> of <c>CC-BY-SA-4.0</c>. What stands in no list is no licence that can be judged.
/// </summary>
public static class SpdxLicence
{
    /// <summary>SPDX's word for a licence that nobody has stated.</summary>
    public const string NoAssertion = "NOASSERTION";

    static readonly string[] Kinds = ["BY", "BY-SA", "BY-ND", "BY-NC", "BY-NC-SA", "BY-NC-ND"];
    static readonly string[] Versions = ["1.0", "2.0", "2.5", "3.0", "4.0"];

    // Ported licences are their own; SPDX has ids for these only.
    static readonly string[] Ported =
    [
        "CC-BY-2.5-AU", "CC-BY-3.0-AT", "CC-BY-3.0-AU", "CC-BY-3.0-DE", "CC-BY-3.0-IGO", "CC-BY-3.0-NL", "CC-BY-3.0-US", "CC-BY-NC-3.0-DE", "CC-BY-NC-ND-3.0-DE", "CC-BY-NC-ND-3.0-IGO",
        "CC-BY-NC-SA-2.0-DE", "CC-BY-NC-SA-2.0-FR", "CC-BY-NC-SA-2.0-UK", "CC-BY-NC-SA-3.0-DE", "CC-BY-NC-SA-3.0-IGO", "CC-BY-ND-3.0-DE", "CC-BY-SA-2.0-UK", "CC-BY-SA-2.1-JP", "CC-BY-SA-3.0-AT", "CC-BY-SA-3.0-DE", "CC-BY-SA-3.0-IGO",
    ];

    static readonly string[] Others =
    [
        "CC0-1.0", "PDDL-1.0", "ODbL-1.0", "ODC-By-1.0", "MIT", "MIT-0", "Apache-1.1", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "ISC", "Unlicense", "Zlib", "WTFPL",
        "MPL-1.1", "MPL-2.0", "EPL-1.0", "EPL-2.0", "EUPL-1.1", "EUPL-1.2", "Artistic-2.0", "FAL-1.3", "OGL-UK-1.0", "OGL-UK-2.0", "OGL-UK-3.0", "OGL-Canada-2.0",
        .. new[] { "GPL-1.0", "GPL-2.0", "GPL-3.0", "LGPL-2.0", "LGPL-2.1", "LGPL-3.0", "AGPL-1.0", "AGPL-3.0", "GFDL-1.1", "GFDL-1.2", "GFDL-1.3" }.SelectMany(id => new[] { id, id + "-only", id + "-or-later" }),
    ];

    static readonly Dictionary<string, string> s_known = ((IEnumerable<string>)[.. Kinds.SelectMany(kind => Versions.Select(version => $"CC-{kind}-{version}")), .. Ported, .. Others])
        .ToDictionary(id => id, StringComparer.OrdinalIgnoreCase);

    static readonly HashSet<string> s_families = [.. s_known.Values.Select(FamilyOf)];

    /// <summary>An id as SPDX writes it, whatever the case of its letters; null if it is none.</summary>
    public static string? Find(string id) => s_known.GetValueOrDefault(id);

    /// <summary>Whether this is, letter by letter, an id or a family of ids.</summary>
    public static bool IsIdOrFamily(string key) => Find(key) == key || s_families.Contains(key);

    /// <summary>The id without its version and what follows; an id without a version is its own family.</summary>
    public static string FamilyOf(string id)
    {
        for (var i = 0; i + 2 < id.Length; i++)
            if (id[i] == '-' && char.IsAsciiDigit(id[i + 1]) && id[i + 2] == '.')
                return id[..i];
        return id;
    }

    /// <summary>Where its text can be read.</summary>
    public static string AddressOf(string id)
    {
        var family = FamilyOf(id);
        if (id is "CC0-1.0")
            return "https://creativecommons.org/publicdomain/zero/1.0/";
        if (!family.StartsWith("CC-BY", StringComparison.Ordinal) || family.Length == id.Length)
            return $"https://spdx.org/licenses/{id}.html";
        var kind = family["CC-".Length..].ToLowerInvariant();
        return $"https://creativecommons.org/licenses/{kind}/{id[(family.Length + 1)..].ToLowerInvariant().Replace('-', '/')}/";
    }
}
