using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Sluice.Server.HubStandIn;

/// <summary>A file's bytes, whole or in part: Range, If-Range, If-None-Match and gzip.</summary>
static class FileAnswer
{
    /// <param name="maybeGzip">Compress for a caller that offers it. Such an answer has no length, and Range is ignored.</param>
    /// <returns>Null if the bytes are gone from the disk.</returns>
    public static Answer? Of(StandIn hub, HubRequest request, StandInFile file, bool maybeGzip)
    {
        var etag = $"\"{file.ContentId}\"";
        if (request.HasEtag(etag))
            return new Answer(304).With("ETag", etag);
        var isGzip = maybeGzip && file.Size > 0 && TakesGzip(request);
        var range = isGzip || (request.Header("If-Range") is { } ifRange && ifRange != etag) ? null : Asked(request.Range, file.Size);
        if (range is (_, 0))
            return Answer.Xml(416, "InvalidRange", "The requested range is not satisfiable").With("Content-Range", $"bytes */{file.Size}").With("ETag", etag);
        if (hub.Folder.Open(file) is not { } bytes)
            return null;
        var (from, count) = range ?? (0, file.Size);
        var answer = new Answer(range is null ? 200 : 206) { File = new FileSlice(bytes, from, count, file.Size), Gzip = isGzip };
        answer.With("Content-Type", "application/octet-stream").With("Accept-Ranges", "bytes").With("ETag", isGzip ? "W/" + etag : etag);
        if (range is not null)
            answer.With("Content-Range", string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{from + count - 1}/{file.Size}"));
        return isGzip ? answer.With("Content-Encoding", "gzip").With("Vary", "Accept-Encoding") : answer;
    }

    // Null: no range that counts. A count of 0: one that lies behind the end.
    static (long From, long Count)? Asked(string? header, long size)
    {
        if (header is null || !RangeHeaderValue.TryParse(header, out var parsed) || parsed.Unit != "bytes" || parsed.Ranges.Count != 1)
            return null;
        var one = parsed.Ranges.Single();
        var from = one.From ?? Math.Max(0, size - one.To!.Value);
        var to = one.From is null ? size - 1 : Math.Min(one.To ?? size - 1, size - 1);
        return (from, Math.Max(0, to - from + 1));
    }

    static bool TakesGzip(HubRequest request) =>
        StringWithQualityHeaderValue.TryParseList(request.Http.Request.Headers.AcceptEncoding, out var offered)
        && offered.Any(one => one.Value is { Value: "gzip" or "*" } && one.Quality is not 0);
}
