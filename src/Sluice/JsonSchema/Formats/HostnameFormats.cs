using System.Text;

namespace Sluice.JsonSchema.Formats;

/// <summary><c>hostname</c>: letters, digits and hyphens, with A-labels that mean something. <c>idn-hostname</c>: U-labels too.</summary>
static class HostnameFormats
{
    const int LongestLabel = 63, LongestName = 253;

    public static bool IsHostname(ReadOnlySpan<byte> text) => Check(text, isIdn: false);

    public static bool IsIdnHostname(ReadOnlySpan<byte> text) => Check(text, isIdn: true);

    static bool Check(ReadOnlySpan<byte> text, bool isIdn)
    {
        var plain = Ascii.IsValid(text);
        if (text.IsEmpty || (!isIdn && !plain) || text.Length > 4 * LongestName)
            return false;
        if (plain && text.Length <= LongestName && IsPlain(text))
            return true;
        var name = Encoding.UTF8.GetString(text);
        if (isIdn)
            name = name.Replace('\u3002', '.').Replace('\uFF0E', '.').Replace('\uFF61', '.');
        var (length, rightToLeft, labels) = (-1, false, new List<int[]>());
        foreach (var label in name.Split('.'))
        {
            if (!TryRead(label, out var points, out var ascii))
                return false;
            length += ascii + 1;
            labels.Add(points);
            rightToLeft |= BidiRule.HasRightToLeft(points);
        }
        return length <= LongestName && (!rightToLeft || labels.TrueForAll(BidiRule.Holds));
    }

    // By far the most names: no look at a label's meaning is needed.
    static bool IsPlain(ReadOnlySpan<byte> text)
    {
        foreach (var range in text.Split((byte)'.'))
            if (!IsLetterDigitHyphen(text[range]) || (text[range].Length > 3 && text[range][2] == (byte)'-' && text[range][3] == (byte)'-'))
                return false;
        return true;
    }

    static bool IsLetterDigitHyphen(ReadOnlySpan<byte> label)
    {
        if (label.Length is < 1 or > LongestLabel || label[0] == (byte)'-' || label[^1] == (byte)'-')
            return false;
        foreach (var c in label)
            if (!char.IsAsciiLetterOrDigit((char)c) && c != (byte)'-')
                return false;
        return true;
    }

    /// <param name="ascii">The length of the label's ASCII form.</param>
    static bool TryRead(string label, out int[] points, out int ascii)
    {
        points = [.. label.EnumerateRunes().Select(rune => rune.Value)];
        ascii = label.Length;
        if (!Ascii.IsValid(label))
        {
            ascii = 4 + (Punycode.Encode(points)?.Length ?? LongestLabel);
            return ascii <= LongestLabel && Idna.IsULabel(points);
        }
        if (!IsLetterDigitHyphen(Encoding.ASCII.GetBytes(label)))
            return false;
        if (label.Length < 4 || label[2] != '-' || label[3] != '-')
            return true;
        // Two hyphens there announce an encoding, and this is the only one.
        if (!label.StartsWith("xn--", StringComparison.OrdinalIgnoreCase) || Punycode.Decode(label[4..].ToLowerInvariant()) is not { } decoded)
            return false;
        points = decoded;
        return decoded.Any(point => point > 127) && Punycode.Encode(decoded) is { } again && string.Equals(again, label[4..], StringComparison.OrdinalIgnoreCase) && Idna.IsULabel(decoded);
    }
}
