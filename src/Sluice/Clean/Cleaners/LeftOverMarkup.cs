namespace Sluice.Clean.Cleaners;

/// <summary>
/// Markup that a collection is known to leave in its texts (<see cref="LeftOverRule"/>) becomes what it says: a newsletter
/// link its words and the title it points to, an embedded frame a Markdown link, an emphasis its words. What is not
/// exactly of that form stays.
/// </summary>
public sealed class LeftOverMarkup : ICleaner
{
    const int Longest = 400;

    const Protected Untouched = Protected.Code | Protected.Math | Protected.Table;

    public string Name => "markup@1";

    public bool ChangesLetters => true;

    public Dirt Signs => Dirt.Tag;

    public bool LooksAt(string field) => LeftOverRule.All.Any(rule => rule.Field == field);

    public void Clean(TextRepair text)
    {
        var kinds = LeftOverRule.Of(text.Collection, text.Field);
        var chars = text.Span;
        for (var at = 0; kinds != LeftOver.None && chars[at..].IndexOf('<') is var step && step >= 0;)
        {
            at += step;
            var rest = chars[at..];
            var length = 0;
            if (!text.Protects(at, Untouched))
            {
                string? with = null;
                if (kinds.HasFlag(LeftOver.NewsletterLinks) && rest.StartsWith("<@"))
                    with = NewsletterLink(rest, out length);
                else if (kinds.HasFlag(LeftOver.Frames) && rest.StartsWith("<iframe ", StringComparison.OrdinalIgnoreCase))
                    with = Frame(rest, out length);
                else if (kinds.HasFlag(LeftOver.Tags))
                    with = PlainTags.Read(rest, text.Field == "title", out length);
                if (with is not null)
                    text.Replace(at, length, with);
            }
            at += Math.Max(1, length);
        }
    }

    static string? NewsletterLink(ReadOnlySpan<char> text, out int length)
    {
        length = 0;
        if (Between(text, "<@", "@>") is not { } words)
            return null;
        length = words.Length + 4;
        if (Between(text[length..], "(@", "@)") is not { } title)
            return words;
        length += title.Length + 4;
        return title == words ? words : $"{words} ({title})";
    }

    static string? Between(ReadOnlySpan<char> text, string open, string close)
    {
        if (!text.StartsWith(open))
            return null;
        var inside = text[open.Length..Math.Min(text.Length, Longest)];
        var end = inside.IndexOf(close);
        return end > 0 && !inside[..end].Contains('\n') && inside[..end].IndexOf(open) < 0 ? inside[..end].ToString() : null;
    }

    // The title may hold quotation marks that nobody escaped: it goes to the last one before the next attribute.
    static string? Frame(ReadOnlySpan<char> text, out int length)
    {
        const string Close = "</iframe>";
        length = 0;
        var end = text[..Math.Min(text.Length, 5 * Longest)].IndexOf(Close, StringComparison.OrdinalIgnoreCase);
        if (end < 0 || !text[..end].EndsWith(">") || text[1..end].Contains('<') || Attribute(text[..end], " src=\"", "\"") is not { } address
            || !address.StartsWith("http", StringComparison.Ordinal) || address.AsSpan().IndexOfAny(" ()\n") >= 0)
            return null;
        length = end + Close.Length;
        var title = Attribute(text[..end], " title=\"", "\" frameborder=\"") ?? Attribute(text[..end], " title=\"", "\"");
        return title is null || title.AsSpan().IndexOfAny("[]\n") >= 0 ? $"<{address}>" : $"[{title}]({address})";
    }

    static string? Attribute(ReadOnlySpan<char> tag, string open, string close)
    {
        var start = tag.IndexOf(open, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
            return null;
        var value = tag[(start + open.Length)..];
        var end = value.IndexOf(close);
        return end > 0 ? value[..end].ToString() : null;
    }
}
