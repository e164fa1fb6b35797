namespace Sluice.Publish.Rights;

/// <summary>What a field, a mark in a text, or a name says of a licence. The default value says nothing.</summary>
/// <param name="License">An SPDX id, or null.</param>
/// <param name="Problem">Where no id could be read, or the text is denied: why, as the end of a sentence.</param>
/// <param name="Denies">It says that the text is not to be handed on.</param>
readonly record struct LicenceStatement(string? License, string? Problem, bool Denies)
{
    public static LicenceStatement Of(string spdx) => new(spdx, null, false);

    /// <summary>Something is said of a licence, but not which it is.</summary>
    public static LicenceStatement Unclear(string problem) => new(null, problem, false);

    public static LicenceStatement Denial(string why) => new(null, why, true);

    public bool SaysNothing => License is null && Problem is null;

    /// <summary>What several statements about one text come to: a denial goes before all; two licences are none; a licence goes before words that name none.</summary>
    public static LicenceStatement Together(IEnumerable<LicenceStatement> statements)
    {
        LicenceStatement licence = default, unclear = default;
        foreach (var statement in statements)
        {
            if (statement.Denies)
                return statement;
            if (statement.License is null)
                unclear = unclear.SaysNothing ? statement : unclear;
            else if (licence.License is not null && licence.License != statement.License)
                return Unclear($"names both {licence.License} and {statement.License}");
            else
                licence = statement;
        }
        return licence.License is null ? unclear : licence;
    }
}
