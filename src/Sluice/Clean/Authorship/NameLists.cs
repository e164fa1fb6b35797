using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Sluice.Clean.Authorship;

/// <summary>
/// Names that are common as given or as family names. They are evidence for what a word in a list of authors is; a name
/// that is in no list is as good a name. Case and accents do not count.
/// </summary>
static class NameLists
{
    static readonly Lazy<FrozenSet<string>> Given = new(() => Load("given_names.txt"));
    static readonly Lazy<FrozenSet<string>> EastAsian = new(() => Load("family_names_east_asia.txt"));
    static readonly Lazy<FrozenSet<string>> Western = new(() => Load("family_names.txt"));

    public static bool IsGiven(string word) => Has(Given.Value, word);

    /// <summary>A family name that often stands first.</summary>
    public static bool IsEastAsianFamily(string word) => Has(EastAsian.Value, word);

    public static bool IsFamily(string word) => IsEastAsianFamily(word) || Has(Western.Value, word);

    // Each part of Jean-Marc must be one.
    static bool Has(FrozenSet<string> names, string word) =>
        names.Contains(Bare(word)) || (word.Contains('-') && word.Split('-').All(part => names.Contains(Bare(part))));

    static string Bare(string word)
    {
        if (Ascii.IsValid(word) || word.Any(c => char.IsSurrogate(c) || c == '\uFFFE'))
            return word;
        var bare = new StringBuilder();
        foreach (var c in word.Normalize(NormalizationForm.FormD))
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                bare.Append(c switch { 'ø' => 'o', 'ł' => 'l', 'ı' => 'i', 'Ø' => 'O', 'Ł' => 'L', _ => c });
        return bare.ToString();
    }

    static FrozenSet<string> Load(string file)
    {
        using var stream = typeof(NameLists).Assembly.GetManifestResourceStream($"Sluice.Clean.Authorship.{file}")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().Split('\n').Where(line => !line.StartsWith('#')).SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }
}
