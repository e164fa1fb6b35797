using Sluice.Records;

namespace Sluice.Publish.Rights;

/// <summary>What a field, a mark in a text, or a name says of a licence. The default value says nothing.</summary>
/// <param name="License">An SPDX id, or null.</param>
/// <param name="Problem">Where no id could be read, or the text is denied: why, as the end of a sentence.</param>
/// <param name="Denies">It says that the text is not to be handed on.</param>
/// <param name="Family">Where a licence is named, but not its version: the id without it.</param>
readonly record struct LicenceStatement(string? License, string? Problem, bool Denies, string? Family = null)
{
    public static LicenceStatement Of(string spdx) => new(spdx, null, false);

    /// <summary>Something is said of a licence, but not which it is.</summary>
    public static LicenceStatement Unclear(string problem) => new(null, problem, false);

    public static LicenceStatement WithoutVersion(string family) => new(null, "names a Creative Commons licence without its version", false, family);

    public static LicenceStatement Denial(string why) => new(null, why, true);

    public bool SaysNothing => License is null && Problem is null;

    /// <summary>
    /// What several statements about one text come to: a denial goes before all; two licences are none; nor is a licence
    /// beside words that name none, since they may take back what it gives. Only the same licence without its version is no such words.
    /// </summary>
    public static LicenceStatement Together(IReadOnlyList<LicenceStatement> statements)
    {
        LicenceStatement licence = default, versionless = default, unclear = default;
        foreach (var statement in statements)
        {
            if (statement.Denies)
                return statement;
            if (statement.SaysNothing)
                continue;
            if (statement.License is null && statement.Family is null)
                unclear = unclear.SaysNothing ? statement : unclear;
            else if (statement.License is null && versionless.SaysNothing)
                versionless = statement;
            else if (statement.License is null && versionless.Family != statement.Family)
                unclear = Unclear($"names both {versionless.Family} and {statement.Family}");
            else if (statement.License is not null && licence.License is not null && licence.License != statement.License)
                unclear = Unclear($"names both {licence.License} and {statement.License}");
            else if (statement.License is not null)
                licence = statement;
        }
        if (!unclear.SaysNothing)
            return unclear;
        if (licence.License is null)
            return versionless;
        return versionless.Family is { } family && family != SpdxLicence.FamilyOf(licence.License) ? Unclear($"names both {licence.License} and {family}") : licence;
    }
}
