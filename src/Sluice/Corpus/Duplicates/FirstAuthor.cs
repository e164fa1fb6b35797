using System.Globalization;
using System.Text;
using Sluice.Records;

namespace Sluice.Corpus.Duplicates;

/// <summary>
/// A record's first author as something to compare: the family name without accents and in lower case, or the whole name
/// of an organisation or a handle. Placeholders are nobody.
/// </summary>
static class FirstAuthor
{
    public static ulong Of(RecordLine line)
    {
        if (line.TryGet("author_names"u8, out var names) && names.Kind == JsonKind.Array)
            foreach (var name in names.Items())
                return OfName(name);
        if (line.TryGet("authors"u8, out var authors) && authors.Kind == JsonKind.Array)
            foreach (var author in authors.Items())
                return author.Kind == JsonKind.String ? Folded(FamilyOf(author.GetString())) : 0;
        return 0;
    }

    static ulong OfName(JsonView name)
    {
        if (name.TryGetMember("kind"u8, out var kind) && kind.Kind == JsonKind.String && kind.Body.SequenceEqual("placeholder"u8))
            return 0;
        if (name.TryGetMember("family"u8, out var family) && family.Kind == JsonKind.String)
            return Folded(family.GetString());
        var isPerson = kind.Kind == JsonKind.String && kind.Body.SequenceEqual("person"u8);
        return name.TryGetMember("name"u8, out var whole) && whole.Kind == JsonKind.String ? Folded(isPerson ? FamilyOf(whole.GetString()) : whole.GetString()) : 0;
    }

    // "Goh, Gabriel" and "Gabriel Goh".
    static string FamilyOf(string name)
    {
        var comma = name.IndexOf(',', StringComparison.Ordinal);
        var family = comma > 0 ? name[..comma] : name;
        var words = family.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words.Length == 0 ? "" : words[^1];
    }

    static ulong Folded(string name)
    {
        var letters = new StringBuilder(name.Length);
        foreach (var rune in (name.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0 && name.AsSpan().IndexOfAnyInRange('\uFFFE', '\uFFFF') < 0 ? name.Normalize(NormalizationForm.FormD) : name).EnumerateRunes())
            if (Rune.IsLetter(rune))
                letters.Append(Rune.ToLowerInvariant(rune).ToString());
        return letters.Length == 0 ? 0 : WordHash.OfText(Encoding.UTF8.GetBytes(letters.ToString()));
    }
}
