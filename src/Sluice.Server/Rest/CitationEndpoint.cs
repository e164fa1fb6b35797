using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Sluice.Serve;

namespace Sluice.Server.Rest;

/// <summary>How to cite a document, in the form that a reference manager or a reader asks for.</summary>
static class CitationEndpoint
{
    public const string BibTeX = "application/x-bibtex", CslJson = "application/vnd.citationstyles.csl+json", PlainText = "text/plain";

    public static Results<ContentHttpResult, ProblemHttpResult> Get(Catalog catalog, string id, [FromQuery] string? format)
    {
        var form = CitationFormats.Of(format);
        if (catalog.Forgotten(id) is { } gone)
            return RestEndpoints.Gone(gone);
        return catalog.Citation(id, form) is { } citation
            ? TypedResults.Text(citation + "\n", form switch { CitationFormat.BibTeX => BibTeX, CitationFormat.CslJson => CslJson, _ => PlainText } + "; charset=utf-8")
            : RestEndpoints.NotFound(catalog, id);
    }
}
