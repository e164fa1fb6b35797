using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Sluice.Records.Citations;

/// <summary>A document as an entry of BibTeX.</summary>
static class BibTeXEntry
{
    public static string Of(RecordLine document)
    {
        var authors = CitedAuthor.Of(document);
        var date = document.GetString("date_published"u8) ?? "";
        var doi = document.GetString("doi"u8);
        var fields = new List<(string Name, string? Value)>
        {
            ("title", Escape(document.GetString("title"u8))),
            ("author", authors.Count == 0 ? null : string.Join(" and ", authors.Select(NameOf))),
            ("year", date.Length >= 4 ? date[..4] : null),
            ("month", document.GetString("date_precision"u8) is "month" or "day" or "instant" && date.Length >= 7 ? date[5..7] : null),
            ("journal", Escape(document.GetString("venue"u8))),
            ("doi", Address(doi)),
            ("url", Address(document.GetString("url"u8))),
        };
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"@{(doi is null ? "misc" : "article")}{{{KeyOf(CitedText.IdOf(document))},\n");
        foreach (var (name, value) in fields)
            if (!string.IsNullOrEmpty(value))
                text.Append(CultureInfo.InvariantCulture, $"  {name} = {{{value}}},\n");
        return text.Append('}').ToString();
    }

    // A key may not hold what BibTeX reads as its end; what tells such ids apart is then their hash.
    static string KeyOf(string id)
    {
        var key = string.Concat(id.Select(c => char.IsAsciiLetterOrDigit(c) || c is ':' or '.' or '_' or '-' or '+' ? c : '-'));
        return key == id ? id : $"{key}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..8]}";
    }

    // A name that is no person's, or holds the word that stands between names, is one word to BibTeX.
    static string NameOf(CitedAuthor author)
    {
        var name = Escape(author.Name)!;
        return author.IsPerson && !name.Contains(" and ", StringComparison.OrdinalIgnoreCase) ? name : $"{{{name}}}";
    }

    static string? Escape(string? text)
    {
        if (text is null)
            return null;
        var escaped = new StringBuilder(text.Length);
        foreach (var c in CitedText.OneLine(text))
            _ = c switch
            {
                '&' or '%' or '$' or '#' or '_' or '{' or '}' => escaped.Append('\\').Append(c),
                '\\' => escaped.Append("\\textbackslash{}"),
                '~' => escaped.Append("\\textasciitilde{}"),
                '^' => escaped.Append("\\textasciicircum{}"),
                _ => escaped.Append(c),
            };
        return escaped.ToString();
    }

    // Its signs stay as they are, but for those that would end the field.
    static string? Address(string? text) => text is null ? null : CitedText.OneLine(text).Replace("{", "%7B", StringComparison.Ordinal).Replace("}", "%7D", StringComparison.Ordinal).Replace("\\", "%5C", StringComparison.Ordinal);
}
