using Sluice.Publish.Privacy;

namespace Sluice.Tests.Publish.Privacy.First;

/// <summary>What a detector finds in a text, and what is left when it is blacked out.</summary>
static class Seen
{
    public static List<PrivateSpan> By(IDetector detector, string text)
    {
        var found = new List<PrivateSpan>();
        detector.Find(text, found);
        var end = 0;
        foreach (var span in found)
        {
            Assert.Equal(detector.Class, span.Class);
            Assert.True(span.Start >= end && span.Length > 0 && span.End <= text.Length, $"{span} in {text.Length} characters");
            end = span.End;
        }
        return found;
    }

    public static bool Any(IDetector detector, string text) => By(detector, text).Count > 0;

    public static string Rest(IDetector detector, string text)
    {
        foreach (var span in By(detector, text).AsEnumerable().Reverse())
            text = string.Concat(text.AsSpan(0, span.Start), "█", text.AsSpan(span.End));
        return text;
    }

    /// <summary>A text of about a million characters that says one thing again and again.</summary>
    public static string Again(string piece) => string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
}
