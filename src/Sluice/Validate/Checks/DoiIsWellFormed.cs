using Sluice.Records;

namespace Sluice.Validate.Checks;

/// <summary>
/// <c>doi.malformed</c> (a warning): once its resolver is off, a <c>doi</c> is <c>10.</c>, a registrant of four to nine
/// digits and perhaps parts of digits after a dot, a slash, and a suffix without white space, control characters,
/// quotation marks, angle brackets that do not pair, or what percent-encoding left behind.
/// </summary>
public sealed class DoiIsWellFormed : ICheck
{
    readonly TextBuffer _text = new();

    public IReadOnlyList<string> Codes => ["doi.malformed"];

    public void Check(Reading reading, List<Finding> findings)
    {
        if (!reading.Line.TryGetString("doi"u8, out var body) || body.IsEmpty)
            return;
        _text.Load(body);
        if (!IsWellFormed(_text.Span))
            findings.Add(Finding.Warning("doi.malformed", "/doi", _text.ToString(), "10.<4 to 9 digits>/<a suffix without white space>, such as 10.5555/12345678"));
    }

    static bool IsWellFormed(ReadOnlySpan<char> doi)
    {
        if (!doi.StartsWith("10."))
            return false;
        var slash = doi.IndexOf('/');
        return slash > 0 && slash < doi.Length - 1 && DoiRegistrant.IsWellFormed(doi[3..slash]) && IsSuffix(doi[(slash + 1)..]);
    }

    static bool IsSuffix(ReadOnlySpan<char> suffix)
    {
        foreach (var c in suffix)
            if (char.IsWhiteSpace(c) || char.IsControl(c) || c is '"' or '\uFFFD' or '\u200B')
                return false;
        // SICIs, as in 10.1002/(SICI)1096<3::AID>3.0, have pairs of angle brackets; mark-up torn off has half of one.
        return suffix.Count('<') == suffix.Count('>') && !HasPercentCode(suffix);
    }

    static bool HasPercentCode(ReadOnlySpan<char> suffix)
    {
        for (var at = suffix.IndexOf('%'); at >= 0 && at + 2 < suffix.Length; at++)
            if (suffix[at] == '%' && char.IsAsciiHexDigit(suffix[at + 1]) && char.IsAsciiHexDigit(suffix[at + 2]))
                return true;
        return false;
    }
}
