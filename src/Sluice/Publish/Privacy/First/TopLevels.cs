using System.Collections.Frozen;

namespace Sluice.Publish.Privacy.First;

/// <summary>Last labels of domains: which are known, which could be one, and which are attributes or endings of files.</summary>
internal static class TopLevels
{
    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Known = Set(
        "com org net edu gov mil int io ai ac uk de fr ch nl au ca us info eu in jp cn se no dk fi it es at be nz ie il me co dev app example test invalid");

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words = Set("in it at no me be us is as so to am do my by");

    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Never = Set(
        "max min std abs sqrt exp head out eval repeat double cols rows cross dagger pinv todense device adjoint squeeze unsqueeze fc log float half " +
        "weight weights bias transpose transposed shape size grad gradient data values value item items dot matmul mean sum norm detach numpy cpu cuda inverse inv " +
        "real imag diag trace copy clone flatten reshape view T t mT py js json txt md png jpg jpeg gif svg webp tex pdf csv tsv log conf cfg ini yaml yml toml xml html htm " +
        "service socket timer target kernel matrix vector tensor permute squeeze unsqueeze conj adjoint dtype device params state attn length len dag exe dll jar whl bin dat pkl npz npy");

    /// <summary>Among the best-known.</summary>
    public static bool IsKnown(ReadOnlySpan<char> label) => Known.Contains(label);

    /// <summary>A word of English too, which often stands behind a full stop.</summary>
    public static bool IsWord(ReadOnlySpan<char> label) => Words.Contains(label);

    /// <summary>An attribute of code or an ending of files.</summary>
    public static bool IsNone(ReadOnlySpan<char> label) => Never.Contains(label);

    /// <summary>Could be one by its letters: 2 to 24, in lower case, upper case or Capitalised.</summary>
    public static bool IsPlausible(ReadOnlySpan<char> label)
    {
        if (label.StartsWith("xn--", StringComparison.OrdinalIgnoreCase))
            return label.Length is > 4 and <= 63;
        if (label.Length is < 2 or > 24 || IsNone(label))
            return false;
        int upper = 0, marks = 0;
        foreach (var c in label)
            if (char.IsUpper(c))
                upper++;
            else if (IsMark(c))
                marks++;
            else if (!char.IsLetter(c))
                return false;
        return upper == 0 || upper == label.Length - marks || (upper == 1 && char.IsUpper(label[0]));
    }

    /// <summary>A mark that belongs to the letter before it.</summary>
    public static bool IsMark(char c) => !char.IsAscii(c) && char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    /// <summary>A set of words, asked without regard to case.</summary>
    public static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Set(string words) =>
        words.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
}
