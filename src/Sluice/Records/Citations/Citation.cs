namespace Sluice.Records.Citations;

/// <summary>How to cite a document: BibTeX, CSL-JSON and a plain line. Only what the record says; nothing is made up.</summary>
public static class Citation
{
    /// <summary>One entry, its lines ending in LF but for the last. Its key is the document id, so no two of a release are the same.</summary>
    public static string BibTeX(RecordLine document) => BibTeXEntry.Of(document);

    /// <summary>One item of CSL-JSON 1.0.2: an object on one line.</summary>
    public static string CslJson(RecordLine document) => CslItem.Of(document);

    /// <summary>Authors, title, year and address on one line.</summary>
    public static string Plain(RecordLine document)
    {
        var authors = Names(document);
        var date = document.GetString("date_published"u8) ?? "";
        return CitedText.OneLine($"{(authors.Length == 0 ? "" : authors + ". ")}“{document.GetString("title"u8)}”. {(date.Length >= 4 ? date[..4] + ". " : "")}{document.GetString("url"u8)}");
    }

    /// <summary>The names in the record's list of authors, in its order.</summary>
    public static IReadOnlyList<string> Authors(RecordLine document)
    {
        var authors = new List<string>();
        if (document.TryGet("authors"u8, out var list) && list.Kind == JsonKind.Array)
            foreach (var author in list.Items())
                if (author.Kind == JsonKind.String)
                    authors.Add(author.GetString());
        return authors;
    }

    /// <summary>The names one after the other, with commas between them, or semicolons where names have commas of their own; empty if there are none.</summary>
    public static string Names(RecordLine document)
    {
        var authors = Authors(document);
        return string.Join(authors.Any(name => name.Contains(',', StringComparison.Ordinal)) ? "; " : ", ", authors);
    }
}
