using System.Buffers;
using System.Text;
using Sluice.Records;

namespace Sluice.Validate.Checks;

/// <summary><c>url.malformed</c>: an http(s) URL with a host, and no white space or control character anywhere in it.</summary>
public sealed class UrlIsWellFormed : ICheck
{
    public IReadOnlyList<string> Codes => ["url.malformed"];

    public void Check(Reading reading, List<Finding> findings)
    {
        if (reading.Line.TryGetString("url"u8, out var body) && !IsPlain(body) && !IsWellFormed(JsonText.Decode(body)))
            findings.Add(Finding.Error("url.malformed", "/url", Encoding.UTF8.GetString(body), "an http or https URL with a host and without white space"));
    }

    // What nearly all are, and the general reader takes long to say: https, a name with a dot, a path of plain characters.
    static bool IsPlain(ReadOnlySpan<byte> url)
    {
        if (!url.StartsWith("https://"u8) || url.Length > 2000)
            return false;
        var rest = url[8..];
        var end = rest.IndexOf((byte)'/');
        var host = end < 0 ? rest : rest[..end];
        return host.Length is > 0 and < 60 && char.IsAsciiLetter((char)host[^1]) && char.IsAsciiLetter((char)host[0]) && !host.ContainsAnyExcept(OfHosts) && host.IndexOf(".."u8) < 0
            && !rest[host.Length..].ContainsAnyExcept(OfPaths);
    }

    static readonly SearchValues<byte> OfHosts = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789."u8);
    static readonly SearchValues<byte> OfPaths = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./"u8);

    static bool IsWellFormed(string url) =>
        !url.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))
        && (url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        && Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && (uri.Scheme is "http" or "https")
        && uri.Host.Length > 0;
}
