using Sluice.Records;

namespace Sluice.Enrich.Enrichers;

/// <summary>
/// Whether the text shows code: three backticks, a stretch between two, or <c>def f(</c>, <c>class C:</c>,
/// <c>import m</c>, <c>function f(</c>. Searched by hand, since these are code points and not UTF-16 units.
/// </summary>
public sealed class CodePresence : IEnricher
{
    public string Method => "code_presence@1";

    public IReadOnlyList<string> Fields { get; } = ["has_code"];

    public void Write(Reading document, JsonLineBuilder enriched) => enriched.Name("has_code"u8).Bool(HasCode(document.Text));

    static bool HasCode(ReadOnlySpan<char> text) =>
        HasBackticks(text)
        || HasCall(text, "def ", "(") || HasCall(text, "class ", ":(") || HasCall(text, "import ", null) || HasCall(text, "function ", "(");

    static bool HasBackticks(ReadOnlySpan<char> text)
    {
        var first = text.IndexOf('`');
        while (first >= 0)
        {
            text = text[(first + 1)..];
            var next = text.IndexOf('`');
            // Something between two backticks, or two in a row and a third.
            if (next > 0 || (next == 0 && text.StartsWith("``")))
                return true;
            first = next;
        }
        return false;
    }

    // The keyword, a run of word characters, then one of `then` (or nothing more).
    static bool HasCall(ReadOnlySpan<char> text, string keyword, string? then)
    {
        for (var at = text.IndexOf(keyword, StringComparison.Ordinal); at >= 0; at = text.IndexOf(keyword, StringComparison.Ordinal))
        {
            text = text[(at + keyword.Length)..];
            var run = WordCharacters.RunAt(text, 0);
            if (run > 0 && (then is null || (run < text.Length && then.Contains(text[run], StringComparison.Ordinal))))
                return true;
        }
        return false;
    }
}
