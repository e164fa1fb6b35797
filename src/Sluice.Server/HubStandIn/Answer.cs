using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Sluice.Server.HubStandIn;

/// <summary>What the stand-in is about to say: a value, so that a fault can change it before it is written.</summary>
sealed class Answer(int status) : IDisposable
{
    public int Status { get; } = status;

    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A short body: JSON, XML, a page, the text of a redirect.</summary>
    public byte[]? Text { get; set; }

    /// <summary>A long body: a file or a part of one.</summary>
    public FileSlice? File { get; init; }

    public bool Gzip { get; init; }

    /// <summary>Sent behind the body, and counted in its length.</summary>
    public byte[] Extra { get; set; } = [];

    public bool IsJson => Headers.GetValueOrDefault("Content-Type") == "application/json; charset=utf-8";

    /// <summary>Whether the body goes out in chunks though its length is known.</summary>
    public bool HidesLength { get; set; }

    /// <summary>Null for a body that is compressed on its way.</summary>
    public long? Length => Gzip ? null : (Text?.Length ?? File?.Length ?? 0) + Extra.Length;

    public static Answer Of(int status, string type, string text) =>
        new Answer(status) { Text = Encoding.UTF8.GetBytes(text) }.With("Content-Type", type);

    public static Answer Json(JsonNode json, int status = 200) => Of(status, "application/json; charset=utf-8", json.ToJsonString());

    /// <summary>JSON with a weak etag, or 304 to a caller that has it.</summary>
    public static Answer Json(HubRequest request, JsonNode json)
    {
        var answer = Json(json);
        var etag = $"W/\"{answer.Text!.Length:x}-{Convert.ToBase64String(SHA256.HashData(answer.Text))[..27]}\"";
        return request.HasEtag(etag) ? new Answer(304).With("ETag", etag) : answer.With("ETag", etag);
    }

    /// <summary>An error as the hub tells it: a code and a message in headers, the message again as JSON.</summary>
    public static Answer Error(int status, string? code, string message)
    {
        var answer = Json(new JsonObject { ["error"] = message }, status).With("X-Error-Message", message);
        return code is null ? answer : answer.With("X-Error-Code", code);
    }

    /// <summary>An error as the CDN tells it.</summary>
    public static Answer Xml(int status, string code, string message) =>
        Of(status, "application/xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + new XElement("Error", new XElement("Code", code), new XElement("Message", message)).ToString(SaveOptions.DisableFormatting));

    /// <summary>A redirect with a body of its own, whose length is not the file's.</summary>
    public static Answer Redirect(int status, string location) =>
        Of(status, "text/plain; charset=utf-8", $"{(status == 302 ? "Found" : "Temporary Redirect")}. Redirecting to {location}").With("Location", location);

    public Answer With(string header, string value)
    {
        Headers[header] = value;
        return this;
    }

    public async Task WriteBodyAsync(Stream to, CancellationToken cancel)
    {
        if (Text is not null)
            await to.WriteAsync(Text, cancel);
        if (File is not null && Gzip)
        {
            await using var gzip = new GZipStream(to, CompressionLevel.Fastest, leaveOpen: true);
            await File.WriteAsync(gzip, cancel);
        }
        else if (File is not null)
        {
            await File.WriteAsync(to, cancel);
        }
        if (Extra.Length > 0)
            await to.WriteAsync(Extra, cancel);
    }

    public void Dispose() => File?.Dispose();
}
