using System.Collections.Frozen;

namespace Sluice.Clean.Authorship;

/// <summary>What single words of a byline are, by their form and by short lists.</summary>
static class NameWords
{
    static readonly FrozenSet<string> Particles = FrozenSet.ToFrozenSet(
        ["van", "von", "vom", "zu", "zum", "zur", "de", "der", "den", "del", "della", "dello", "degli", "di", "da", "das", "do", "dos", "du", "des", "la", "las", "los", "le", "el", "al", "bin", "ibn", "ben", "ter", "ten", "te", "'t", "y", "af", "av", "st.", "mc", "mac", "ó", "o", "d'", "d"],
        StringComparer.Ordinal);

    static readonly FrozenSet<string> CapitalParticles = FrozenSet.ToFrozenSet(
        ["Van", "Von", "De", "Der", "Den", "Del", "Della", "Di", "Da", "Dos", "Du", "La", "Las", "Los", "Le", "El", "Al", "St.", "Ó", "O", "Mac", "Ter"], StringComparer.Ordinal);

    static readonly FrozenSet<string> Suffixes = FrozenSet.ToFrozenSet(["Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV", "2nd", "3rd"], StringComparer.OrdinalIgnoreCase);

    static readonly FrozenSet<string> Degrees = FrozenSet.ToFrozenSet(["PhD", "Ph.D.", "Ph.D", "MD", "M.D.", "MSc", "M.Sc.", "DPhil", "D.Phil.", "MPhil", "MBA", "JD", "J.D.", "Esq.", "Esq"], StringComparer.Ordinal);

    static readonly FrozenSet<string> Titles = FrozenSet.ToFrozenSet(["Dr", "Dr.", "Prof", "Prof.", "Professor", "Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Sir"], StringComparer.OrdinalIgnoreCase);

    static readonly FrozenSet<string> Legal = FrozenSet.ToFrozenSet(["Inc", "Inc.", "LLC", "LLC.", "L.L.C.", "Ltd", "Ltd.", "GmbH", "Corp", "Corp.", "PLC", "S.A.", "B.V.", "Co."], StringComparer.OrdinalIgnoreCase);

    public static bool IsParticle(string word) => Particles.Contains(word) || CapitalParticles.Contains(word);

    public static bool IsSmallParticle(string word) => Particles.Contains(word) && char.IsLower(word[0]);

    public static bool IsSuffix(string word) => Suffixes.Contains(word);

    public static bool IsDegree(string word) => Degrees.Contains(word);

    public static bool IsTitle(string word) => Titles.Contains(word);

    public static bool IsLegalForm(string word) => Legal.Contains(word);

    /// <summary><c>J.</c>, <c>J.D.</c>, <c>J.-P.</c>; with <paramref name="bare"/> also <c>J</c>.</summary>
    public static bool IsInitials(string word, bool bare = true)
    {
        if (word.Length == 1)
            return bare && char.IsUpper(word[0]);
        var isLetter = true;
        foreach (var c in word)
        {
            if (c == '-')
                continue;
            if (isLetter ? !char.IsUpper(c) : c != '.')
                return false;
            isLetter = !isLetter;
        }
        return isLetter && word.Length >= 2;
    }

    /// <summary>One word as names are written: a capital, then letters, hyphens and apostrophes; a capital inside only after those, or after Mc, Mac, De, Di, La, Le, Van.</summary>
    public static bool IsCapitalised(string word)
    {
        if (word.Length < 2 || !char.IsUpper(word[0]))
            return false;
        for (var i = 1; i < word.Length; i++)
        {
            if (word[i] is '-' or '\'' or '’' or '.' || char.IsLower(word[i]) || IsMark(word[i]))
                continue;
            if (!char.IsUpper(word[i]) || !(word[i - 1] is '-' or '\'' or '’' || word[..i] is "Mc" or "Mac" or "De" or "Di" or "La" or "Le" or "Van" or "Fitz"))
                return false;
        }
        return true;
    }

    /// <summary>As people call themselves online: no capital at the start, a digit, an underscore, a sign, or a capital inside.</summary>
    public static bool IsHandle(string word) =>
        word[0] is '@' || char.IsLower(word[0]) || word.Any(c => char.IsAsciiDigit(c) || c == '_') || (!IsCapitalised(word) && word.Any(char.IsLower) && word.Skip(1).Any(char.IsUpper));

    static bool IsMark(char c) => char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.NonSpacingMark;
}
