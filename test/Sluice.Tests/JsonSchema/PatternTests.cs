using Sluice.JsonSchema;

namespace Sluice.Tests.JsonSchema;

/// <summary>Patterns mean what they mean in ECMA-262, not what they would mean in .NET.</summary>
public sealed class PatternTests
{
    [Theory]
    [InlineData("^abc$", "abc", true)]
    [InlineData("^abc$", "abc\n", false)]
    [InlineData("b", "abc", true)]
    [InlineData("^\\d+$", "٢", false)]
    [InlineData("^\\w+$", "é", false)]
    [InlineData("^\\s$", "\uFEFF", true)]
    [InlineData("^\\s$", "\u0085", false)]
    [InlineData("^\\S$", "\u0085", true)]
    [InlineData("^.$", "😀", true)]
    [InlineData("^..$", "😀", false)]
    [InlineData("^.+$", "a😀b", true)]
    [InlineData("^.$", "\u2028", false)]
    [InlineData("^[^a]$", "😀", true)]
    [InlineData("^[😀-😂]$", "😁", true)]
    [InlineData("^[😀-😂]$", "😃", false)]
    [InlineData("^😀{2}$", "😀😀", true)]
    [InlineData("^\\u{1F600}$", "😀", true)]
    [InlineData("^\\ud83d\\ude00$", "😀", true)]
    [InlineData("^\\p{Lu}\\p{Letter}$", "Éa", true)]
    [InlineData("^\\P{L}$", "a", false)]
    [InlineData("^\\p{L}$", "𝒜", true)]
    [InlineData("^[\\w-]+$", "a-b", true)]
    [InlineData("^[$]\\$$", "$$", true)]
    [InlineData("^[]$", "", false)]
    [InlineData("^[^]$", "\n", true)]
    [InlineData("\\bcat\\b", "a cat.", true)]
    [InlineData("\\bcat\\b", "concat", false)]
    [InlineData("^(a)(?<n>b)\\2\\k<n>$", "abbb", true)]
    [InlineData("^(?:(a)|b)\\1c$", "bc", true)]
    [InlineData("^(?!x)a(?=b)", "ab", true)]
    [InlineData("(?<=a+)b", "aab", true)]
    [InlineData("^\\cJ$", "\n", true)]
    [InlineData("^{a}$", "{a}", true)]
    [InlineData("^a{2,}$", "a", false)]
    [InlineData("^a#b c$", "a#b c", true)]
    public void An_expression_matches(string pattern, string text, bool matches)
    {
        var schema = Schema.Parse(System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, string> { ["pattern"] = pattern }));

        Assert.Equal(matches, schema.Evaluate(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(text)).Count == 0);
    }
}
