using System.Globalization;
using System.Text;
using Sluice.Records;

namespace Sluice.Serve;

/// <summary>How to cite a served document: BibTeX and a plain line. Only what the record says; nothing is made up.</summary>
public static class Citation
{
    public static string BibTeX(RecordLine document)
    {
        var id = document.GetString("id"u8) ?? "";
        var authors = Authors(document);
        var date = document.GetString("date_published"u8) ?? "";
        var fields = new List<(string Name, string? Value)>
        {
            ("title", document.GetString("title"u8)),
            ("author", authors.Count == 0 ? null : string.Join(" and ", authors)),
            ("year", date.Length >= 4 ? date[..4] : null),
            ("month", document.GetString("date_precision"u8) is "day" or "instant" && date.Length >= 7 ? date[5..7] : null),
            ("journal", document.GetString("venue"u8)),
            ("doi", document.GetString("doi"u8)),
            ("url", document.GetString("url"u8)),
        };
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"@{(document.GetString("doi"u8) is null ? "misc" : "article")}{{{document.GetString("source"u8)}_{(id.Length > 12 ? id[..12] : id)},\n");
        foreach (var (name, value) in fields)
            if (!string.IsNullOrEmpty(value))
                text.Append(CultureInfo.InvariantCulture, $"  {name} = {{{Escape(value, isAddress: name is "url" or "doi")}}},\n");
        return text.Append('}').ToString();
    }

    public static string Plain(RecordLine document)
    {
        var authors = Authors(document);
        var date = document.GetString("date_published"u8) ?? "";
        return $"{(authors.Count == 0 ? "" : string.Join(", ", authors) + ". ")}“{document.GetString("title"u8)}”. {(date.Length >= 4 ? date[..4] + ". " : "")}{document.GetString("url"u8)}";
    }

    public static IReadOnlyList<string> Authors(RecordLine document)
    {
        var authors = new List<string>();
        if (document.TryGet("authors"u8, out var list) && list.Kind == JsonKind.Array)
            foreach (var author in list.Items())
                if (author.Kind == JsonKind.String)
                    authors.Add(author.GetString());
        return authors;
    }

    static string Escape(string text, bool isAddress)
    {
        if (isAddress)
            return text;
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
            _ = c is '&' or '%' or '$' or '#' or '_' or '{' or '}' ? escaped.Append('\\').Append(c) : escaped.Append(c == '\\' ? "\\textbackslash{}" : c.ToString());
        return escaped.ToString();
    }
}
