using System.Text;
using Sluice.Records;

namespace Sluice.Validate.Checks;

/// <summary><c>url.malformed</c>: an http(s) URL with a host, and no white space or control character anywhere in it.</summary>
public sealed class UrlIsWellFormed : ICheck
{
    public IReadOnlyList<string> Codes => ["url.malformed"];

    public void Check(Reading reading, List<Finding> findings)
    {
        if (reading.Line.TryGetString("url"u8, out var body) && !IsWellFormed(JsonText.Decode(body)))
            findings.Add(Finding.Error("url.malformed", "/url", Encoding.UTF8.GetString(body), "an http or https URL with a host and without white space"));
    }

    static bool IsWellFormed(string url) =>
        !url.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))
        && Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && (uri.Scheme is "http" or "https")
        && uri.Host.Length > 0;
}
