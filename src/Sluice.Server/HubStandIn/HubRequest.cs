using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Sluice.Server.HubStandIn;

/// <summary>
/// A request as it came over the wire. The path is split before it is decoded: in a revision <c>%2F</c> is part of a
/// name, and a file's name may hold a literal percent sign.
/// </summary>
sealed class HubRequest
{
    public HubRequest(HttpContext http, Listener listener)
    {
        Http = http;
        Listener = listener;
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (!target.StartsWith('/'))
            target = Uri.TryCreate(target, UriKind.Absolute, out var uri) ? uri.PathAndQuery : "/";
        var question = target.IndexOf('?', StringComparison.Ordinal);
        RawPath = question < 0 ? target : target[..question];
        RawQuery = question < 0 ? "" : target[question..];
        Segments = [.. RawPath.TrimStart('/').TrimEnd('/').Split('/').Select(Uri.UnescapeDataString)];
    }

    public HttpContext Http { get; }

    public Listener Listener { get; }

    /// <summary>As sent, without the query.</summary>
    public string RawPath { get; }

    /// <summary>As sent, with its question mark; empty without one.</summary>
    public string RawQuery { get; }

    /// <summary>The parts between slashes, each decoded.</summary>
    public string[] Segments { get; }

    public string Method => Http.Request.Method;

    public bool IsRead => HttpMethods.IsGet(Method) || HttpMethods.IsHead(Method);

    /// <summary>What part of a file is asked for; null once a fault has made the server deaf to it.</summary>
    public string? Range => IgnoresRange ? null : Header("Range");

    public bool IgnoresRange { get; set; }

    /// <summary>Scheme, host and port as the caller knows them.</summary>
    public string Origin => $"{Http.Request.Scheme}://{Http.Request.Host}";

    public string? Header(string name) => Http.Request.Headers.TryGetValue(name, out var value) ? value.ToString() : null;

    public string? Query(string name) => Http.Request.Query.TryGetValue(name, out var value) ? value[^1] : null;

    public bool Flag(string name) => Query(name) is "true" or "1" or "True";

    public int? Number(string name) => int.TryParse(Query(name), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Whether the caller has this etag already; weak and strong ones compare alike, as If-None-Match has it.</summary>
    public bool HasEtag(string etag) =>
        Header("If-None-Match") is { } known
        && known.Split(',', StringSplitOptions.TrimEntries).Any(one => one == "*" || Strong(one) == Strong(etag));

    static string Strong(string etag) => etag.StartsWith("W/", StringComparison.Ordinal) ? etag[2..] : etag;
}
