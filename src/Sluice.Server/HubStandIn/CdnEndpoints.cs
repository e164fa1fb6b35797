namespace Sluice.Server.HubStandIn;

/// <summary>The CDN: large files by their content, at signed addresses, for callers without a token.</summary>
sealed class CdnEndpoints(StandIn hub)
{
    public Answer Read(HubRequest request) => request.Segments switch
    {
        _ when request.Header("Authorization") is not null =>
            Answer.Xml(400, "InvalidArgument", "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified"),
        _ when !request.IsRead => Answer.Xml(405, "MethodNotAllowed", "The specified method is not allowed against this resource."),
        ["xet-bridge-us", _, var sha256] => hub.Addresses.IsGood(request.RawPath, request.RawQuery, request.Query("Expires"))
            ? Content(request, sha256)
            : Answer.Xml(403, "AccessDenied", "Access Denied"),
        _ => Missing(),
    };

    Answer Content(HubRequest request, string sha256) =>
        (hub.Folder.WithContent(sha256) is { } file ? FileAnswer.Of(hub, request, file, maybeGzip: false) : null) ?? Missing();

    static Answer Missing() => Answer.Xml(404, "NoSuchKey", "The specified key does not exist.");
}
