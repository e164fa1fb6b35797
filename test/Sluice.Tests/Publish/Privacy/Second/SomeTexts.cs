using System.Text;
using Sluice.Publish.Privacy;

namespace Sluice.Tests.Publish.Privacy.Second;

/// <summary>Texts for the second detectors, and what is found in them.</summary>
static class SomeTexts
{
    public static List<PrivateSpan> Spans(IDetector detector, string text)
    {
        var found = new List<PrivateSpan>();
        detector.Find(text, found);
        return found;
    }

    public static List<string> Found(IDetector detector, string text) => [.. Spans(detector, text).Select(span => text.Substring(span.Start, span.Length))];

    /// <summary>The text with a blot of the same length on each span.</summary>
    public static string Blackened(string text, List<PrivateSpan> spans)
    {
        var blackened = new StringBuilder(text);
        foreach (var span in spans)
            blackened.Remove(span.Start, span.Length).Insert(span.Start, new string('█', span.Length));
        return blackened.ToString();
    }

    public static string Million(string unit) => string.Concat(Enumerable.Repeat(unit, 1_000_000 / unit.Length));

    public static void AssertOrdered(List<PrivateSpan> spans)
    {
        Assert.All(spans, span => Assert.True(span.Length > 0));
        Assert.All(spans.Zip(spans.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Start));
    }
}
