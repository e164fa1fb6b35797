namespace Sluice.Server.Dashboard;

/// <summary>Which texts of a record may become links. A record can say anything; only http and https leave this page.</summary>
public static class WebAddress
{
    /// <summary>The text itself if it is an absolute http(s) address, else null.</summary>
    public static string? Of(string? text) =>
        // The scheme is also read off the text itself: browsers drop white space that Uri would have trimmed or refused.
        text is not null
        && (text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        && Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Host.Length > 0
            ? text
            : null;

    /// <summary>Where a DOI resolves, or null if it is none.</summary>
    public static string? OfDoi(string? doi) =>
        doi is not null && doi.StartsWith("10.", StringComparison.Ordinal) && doi.Contains('/', StringComparison.Ordinal)
            ? "https://doi.org/" + Uri.EscapeDataString(doi).Replace("%2F", "/", StringComparison.Ordinal)
            : null;

    /// <summary>The page of a document here.</summary>
    public static string OfDocument(string id) => "/documents/" + Uri.EscapeDataString(id);

    /// <summary>The same document as JSON.</summary>
    public static string OfJson(string id) => "/api/v1/documents/" + Uri.EscapeDataString(id);
}
