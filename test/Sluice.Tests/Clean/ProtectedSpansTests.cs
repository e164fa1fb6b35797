using Sluice.Clean;

namespace Sluice.Tests.Clean;

public sealed class ProtectedSpansTests
{
    // Marks what is protected: [ and ] around each stretch.
    static string Marked(string text, Protected kinds)
    {
        var spans = new ProtectedSpans();
        spans.Read(text);
        var (marked, isInside) = (new System.Text.StringBuilder(), false);
        for (var at = 0; at < text.Length; at++)
        {
            if (spans.Contains(at, kinds) != isInside)
                marked.Append((isInside = !isInside) ? '⟦' : '⟧');
            marked.Append(text[at]);
        }
        return marked.Append(isInside ? "⟧" : "").ToString();
    }

    [Theory]
    [InlineData("a ⟦$x_1 + y$⟧ b $5 and $6 c ⟦$$z\n= 1$$⟧ d")]
    [InlineData("⟦\\(x\\)⟧ and ⟦\\[y\n\\]⟧ and ⟦\\begin{align*}a &= b\\end{align*}⟧ \\begin{x} \\$ 1 \\$")]
    [InlineData("a ⟦<math><mi>x</mi></math>⟧ <mathx> b")]
    [InlineData("if I lose I pay $100; else $ 5, ⟦$ x^2 $⟧")]
    public void Formulas(string marked) => Holds(marked, Protected.Math);

    [Theory]
    [InlineData("a ⟦`b`⟧ c ⟦``d ` e``⟧ f ` g")]
    [InlineData("a\n⟦```py\nb\n\nc\n```⟧\nd")]
    [InlineData("a\n⟦  ~~~~\nb\n~~~\n~~~~⟧\nd")]
    [InlineData("a\n⟦```\nnever closed⟧")]
    [InlineData("a\n~~~~~~~~~\nonly a line")]
    [InlineData("a\n\n⟦    code\n\n\tmore⟧\ntext\n    not code, it goes on")]
    [InlineData("- item\n\n    goes on\n\n1. item\n\n    goes on")]
    [InlineData("a ⟦<pre>b `c</pre>⟧ `d ⟦<code>e</code>⟧")]
    public void Code(string marked) => Holds(marked, Protected.Code);

    [Theory]
    [InlineData("text\n⟦| a | b |⟧\n⟦|---|---|⟧\n⟦| c | d |⟧\n\ntext | text")]
    [InlineData("text\n\n⟦a | b⟧\n⟦--|--⟧\n⟦c | d⟧\n\ntext")]
    [InlineData("a ⟦<table class=\"x\"><tr><td>|</td></tr></table>⟧ b <table")]
    public void Tables(string marked) => Holds(marked, Protected.Row | Protected.Table);

    static void Holds(string marked, Protected kinds) => Assert.Equal(marked, Marked(marked.Replace("⟦", "").Replace("⟧", ""), kinds));

    [Fact]
    public void A_hostile_text_takes_no_squares()
    {
        var began = TimeProvider.System.GetTimestamp();
        foreach (var piece in new[] { "$", "`", "\\(", "\\begin{a}", "$a", "`a``", "<table", "<table>", "\n    \n", "\n|", "~~~\n" })
            Marked(string.Concat(Enumerable.Repeat(piece, 300_000 / piece.Length)), Protected.All);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }
}
