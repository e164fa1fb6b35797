using System.Text;

namespace Sluice.Publish.Privacy;

/// <summary>
/// What stands in the place of something private. It is never longer than what it stands for, so that no text grows past
/// a limit that it kept, and inside an address it is written as addresses are.
/// </summary>
public static class Redaction
{
    // Longest first.
    static readonly string[] Email = ["[email address redacted]", "[email redacted]", "[redacted]", "[email]", "[…]", "…"];
    static readonly string[] Phone = ["[phone number redacted]", "[phone redacted]", "[redacted]", "[phone]", "[…]", "…"];
    static readonly string[] Postal = ["[postal address redacted]", "[address redacted]", "[redacted]", "[…]", "…"];
    static readonly string[] Geo = ["[coordinates redacted]", "[place redacted]", "[redacted]", "[…]", "…"];
    static readonly string[] InAddress = ["redacted", "xxx", "x"];

    /// <param name="spans">In order, without overlaps.</param>
    public static string Of(ReadOnlySpan<char> text, IReadOnlyList<PrivateSpan> spans)
    {
        var isAddress = IsAddress(text);
        var redacted = new StringBuilder(text.Length);
        var at = 0;
        foreach (var span in spans)
        {
            redacted.Append(text[at..span.Start]).Append(Token(span, isAddress));
            at = span.End;
        }
        return redacted.Append(text[at..]).ToString();
    }

    static string Token(PrivateSpan span, bool isAddress)
    {
        var tokens = isAddress ? InAddress : span.Class switch
        {
            PrivacyClass.Email => Email,
            PrivacyClass.Phone => Phone,
            PrivacyClass.Postal => Postal,
            _ => Geo,
        };
        foreach (var token in tokens)
            if (token.Length <= span.Length)
                return token;
        return "";
    }

    static bool IsAddress(ReadOnlySpan<char> text) =>
        (text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)) && !text.ContainsAny(" \t\r\n");
}
