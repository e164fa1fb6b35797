using Sluice.Records;

namespace Sluice.Serve;

/// <summary>In which form a document is cited.</summary>
public enum CitationFormat
{
    BibTeX,
    CslJson,
    Text,
}

/// <summary>The forms by name, and documents in them.</summary>
public static class CitationFormats
{
    public static IReadOnlyList<string> Names { get; } = ["bibtex", "csl-json", "text"];

    public static string NameOf(CitationFormat format) => Names[(int)format];

    /// <param name="name">Null or empty: BibTeX.</param>
    /// <exception cref="CorrectTheCallException">There is no such form.</exception>
    public static CitationFormat Of(string? name) => name switch
    {
        null or "" or "bibtex" => CitationFormat.BibTeX,
        "csl-json" => CitationFormat.CslJson,
        "text" => CitationFormat.Text,
        _ => throw new CorrectTheCallException($"There is no citation format '{name}'. Expected {string.Join(", ", Names)}.{Nearest.Hint(name, Names)}"),
    };

    /// <summary>How to cite a document; null if the catalog does not find it.</summary>
    public static string? Citation(this Catalog catalog, string id, CitationFormat format)
    {
        var document = new RecordLine();
        if (catalog.Find(id) is not { } line || !document.Read(line, out _))
            return null;
        return format switch
        {
            CitationFormat.BibTeX => Records.Citations.Citation.BibTeX(document),
            CitationFormat.CslJson => Records.Citations.Citation.CslJson(document),
            _ => Records.Citations.Citation.Plain(document),
        };
    }
}
