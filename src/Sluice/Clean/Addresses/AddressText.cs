using System.Text;

namespace Sluice.Clean.Addresses;

/// <summary>
/// The characters of an address in one spelling: escapes of unreserved characters are undone, the others are in upper
/// case, and what may not stand in an address is escaped. A stray <c>%</c> becomes <c>%25</c>. Idempotent.
/// </summary>
static class AddressText
{
    const string Hex = "0123456789ABCDEF";

    public static string Normal(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAnyExcept(Plain))
            return text.ToString();
        var normal = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            if (Plain.Contains(text[i]))
                normal.Append(text[i]);
            else if (text[i] != '%')
                i += Escape(normal, text[i..]) - 1;
            else if (i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                var value = (char)Convert.ToInt32(text.Slice(i + 1, 2).ToString(), 16);
                if (char.IsAsciiLetterOrDigit(value) || value is '-' or '.' or '_' or '~')
                    normal.Append(value);
                else
                    normal.Append('%').Append(Hex[value >> 4]).Append(Hex[value & 15]);
                i += 2;
            }
            else
                normal.Append("%25");
        }
        return normal.ToString();
    }

    // Letters, digits and marks that mean themselves, or part an address, in whichever part they stand.
    static readonly System.Buffers.SearchValues<char> Plain =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/?#[]");

    static int Escape(StringBuilder normal, ReadOnlySpan<char> text)
    {
        Rune.DecodeFromUtf16(text, out var rune, out var length);
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var b in utf8[..rune.EncodeToUtf8(utf8)])
            normal.Append('%').Append(Hex[b >> 4]).Append(Hex[b & 15]);
        return length;
    }

    /// <summary>The text with its escapes undone, or null if they are no UTF-8.</summary>
    public static string? Unescaped(string text)
    {
        var plain = Uri.UnescapeDataString(text);
        return plain.Contains('\uFFFD') ? null : plain;
    }

    /// <summary>Whether nothing in it says that this is no address: no white space, no control character, no half pair.</summary>
    public static bool IsWhole(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]) || char.IsWhiteSpace(text[i]) || char.IsControl(text[i]) || text[i] == '\uFFFD')
                return false;
        }
        return true;
    }
}
