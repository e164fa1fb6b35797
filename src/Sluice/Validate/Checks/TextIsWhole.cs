using System.Numerics;
using System.Text;
using Sluice.Records;

namespace Sluice.Validate.Checks;

/// <summary>
/// <c>text.truncated</c> (a warning): a text does not end with an ellipsis, an invitation to read on, or a code fence
/// that never closes; nor without a full stop at a length where texts are cut: 200, 300, 500, a few white characters
/// short of 1, 2 or 5 thousand or the like, or a power of two.
/// </summary>
public sealed class TextIsWhole : ICheck
{
    // White space at the cut or between lines is often folded afterwards.
    const int Folded = 16;

    // In bytes; and in characters, more than any invitation has.
    const int Tail = 400, LongestInvitation = 40;
    const string Closing = " \u00A0»›>→])*_.";

    static readonly int[] Rounds = [1000, 2000, 3000, 4000, 5000, 8000, 10_000, 20_000, 50_000, 100_000, 500_000, 1_000_000];
    static readonly string[] Ellipses = ["...", "…", "[…]", "(…)", "[...]", "(...)"];
    static readonly string[] Invitations = ["Read more", "Read More", "READ MORE", "Continue reading", "Continue Reading", "(continued", "[continued", "(cont", "Read the rest of this entry", "Click to expand"];

    public IReadOnlyList<string> Codes => ["text.truncated"];

    public void Check(Reading reading, List<Finding> findings)
    {
        if (EndsWell(reading))
            return;
        var text = reading.Text.TrimEnd();
        if (text.IsEmpty)
            return;
        if (EndsEarly(text) || IsCut(text))
            findings.Add(Finding.Warning("text.truncated", "/text", "…" + text[^Math.Min(text.Length, 40)..].ToString(), "the end of the text"));
        else if (HasOpenFence(text))
            findings.Add(Finding.Warning("text.truncated", "/text", "``` opened and not closed", "the end of the code, and of the text"));
    }

    // The end alone decides most: it says nothing odd, and a text that ends with a full stop or the like was not cut.
    static bool EndsWell(Reading reading)
    {
        if (reading.TextBody.Length < 2 * Tail || (reading.TextSigns & (Signs.Escape | Signs.Fence)) != Signs.None)
            return false;
        var end = reading.Part(reading.TextBody.Length - Tail, Tail).TrimEnd();
        return end.TrimEnd(Closing).Length > LongestInvitation && !EndsLikeCut(end) && !EndsEarly(end);
    }

    static bool EndsLikeCut(ReadOnlySpan<char> text) => char.IsLetterOrDigit(text[^1]) || text[^1] is ',' or ';' or '(';

    static bool EndsEarly(ReadOnlySpan<char> text)
    {
        foreach (var end in Ellipses)
            if (text.EndsWith(end))
                return true;
        var said = text.TrimEnd(Closing);
        // A full stop closes a sentence about reading; an invitation has none.
        if (text[^1] == '.' && !text.EndsWith("(cont.)"))
            return false;
        foreach (var end in Invitations)
            if (said.EndsWith(end) && (said.Length == end.Length || !char.IsLetter(said[^(end.Length + 1)])))
                return true;
        return text.EndsWith("(cont.)") || text.EndsWith("(continued)") || text.EndsWith("[continued]");
    }

    static bool IsCut(ReadOnlySpan<char> text)
    {
        if (text.Length < 200 || !EndsLikeCut(text))
            return false;
        var length = JsonText.CountScalars(text);
        if (length is 200 or 300 or 500 || (length >= 256 && BitOperations.IsPow2(length)) || Encoding.UTF8.GetByteCount(text) is >= 65_532 and <= 65_535)
            return true;
        foreach (var round in Rounds)
            if (length <= round && length > round - Folded)
                return true;
        return false;
    }

    static bool HasOpenFence(ReadOnlySpan<char> text)
    {
        if (!text.Contains("```", StringComparison.Ordinal))
            return false;
        var isOpen = false;
        foreach (var line in text.EnumerateLines())
        {
            var said = line.Trim();
            // A closing fence says nothing more; an opening one names a language, and never holds another backtick.
            if (said.StartsWith("```") && (isOpen ? said.TrimStart('`').IsEmpty : !said.TrimStart('`').Contains('`')))
                isOpen = !isOpen;
        }
        return isOpen;
    }
}
