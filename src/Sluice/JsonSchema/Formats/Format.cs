using System.Text;
using Sluice.JsonSchema.Patterns;

namespace Sluice.JsonSchema.Formats;

/// <summary>Whether plain UTF-8 text is of a form.</summary>
delegate bool FormatCheck(ReadOnlySpan<byte> text);

/// <summary>One value of <c>format</c>: what it checks and how to say it.</summary>
sealed record Format(string Expected, FormatCheck IsValid)
{
    /// <summary>Every format that is known, by name.</summary>
    public static IReadOnlyDictionary<string, Format> Known { get; } = new Dictionary<string, Format>(StringComparer.Ordinal)
    {
        ["date-time"] = new("a date-time (RFC 3339)", DateFormats.IsDateTime),
        ["date"] = new("a full date (RFC 3339)", DateFormats.IsDate),
        ["time"] = new("a time with its offset (RFC 3339)", DateFormats.IsTime),
        ["duration"] = new("a duration (RFC 3339)", DurationFormat.IsDuration),
        ["email"] = new("an e-mail address (RFC 5321)", EmailFormats.IsEmail),
        ["idn-email"] = new("an e-mail address (RFC 6531)", EmailFormats.IsIdnEmail),
        ["hostname"] = new("a host name (RFC 1123)", HostnameFormats.IsHostname),
        ["idn-hostname"] = new("an internationalised host name (RFC 5890)", HostnameFormats.IsIdnHostname),
        ["ipv4"] = new("an IPv4 address (RFC 2673)", IpFormats.IsIpv4),
        ["ipv6"] = new("an IPv6 address (RFC 4291)", IpFormats.IsIpv6),
        ["uri"] = new("a URI with its scheme (RFC 3986)", UriFormats.IsUri),
        ["uri-reference"] = new("a URI or a relative reference (RFC 3986)", UriFormats.IsUriReference),
        ["iri"] = new("an IRI with its scheme (RFC 3987)", UriFormats.IsIri),
        ["iri-reference"] = new("an IRI or a relative reference (RFC 3987)", UriFormats.IsIriReference),
        ["uuid"] = new("a UUID (RFC 4122)", UuidFormat.IsUuid),
        ["uri-template"] = new("a URI template (RFC 6570)", UriTemplateFormat.IsTemplate),
        ["json-pointer"] = new("a JSON pointer (RFC 6901)", PointerFormats.IsPointer),
        ["relative-json-pointer"] = new("a relative JSON pointer", PointerFormats.IsRelativePointer),
        ["regex"] = new("an ECMA-262 regular expression", IsRegex),
    };

    static bool IsRegex(ReadOnlySpan<byte> text)
    {
        try
        {
            EcmaExpression.Translate(Encoding.UTF8.GetString(text));
            return true;
        }
        catch (NotSupportedException)
        {
            // It is one, though not one that could be run here.
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
