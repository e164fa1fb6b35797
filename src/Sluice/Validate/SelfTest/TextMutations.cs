namespace Sluice.Validate.SelfTest;

/// <summary>What goes wrong with texts when pages are scraped: stubs, headings, cuts, left-overs of markup.</summary>
static class TextMutations
{
    static readonly string[] Short = ["text.too_short"], Long = ["text.too_long"], Heading = ["text.heading_only"], Title = ["text.equals_title"], Cut = ["text.truncated"], Markup = ["text.markup"];

    public static IReadOnlyList<Mutation> All { get; } =
    [
        Becomes("text_coming_soon", Short, _ => "Coming soon."),
        Becomes("text_removed", Short, _ => "[removed]"),
        Becomes("text_is_a_link", Short, record => record.Text("url")!),
        Becomes("text_is_an_error_page", Short, _ => "404 Not Found"),
        new("text_pasted_over_and_over", Long, record => record.Text("text") is { Length: > 500 } text
            ? record.WithText("text", string.Concat(Enumerable.Repeat(text + "\n\n", 5_000_000 / text.Length))) : null) { Most = 2 },
        Becomes("text_cut_to_its_heading", Heading, record => "# " + record.Text("title")!.ReplaceLineEndings(" ")),
        Becomes("text_is_the_word_abstract", Heading, _ => "## Abstract\n"),
        Becomes("text_of_headings", Heading, _ => "# Introduction\n\n## Background\n\n## Method\n\n# Conclusion\n"),
        Becomes("text_is_the_title", Title, record => record.Text("title")!),
        Becomes("text_is_the_title_in_capitals", Title, record => record.Text("title")!.ToUpperInvariant() + "\n"),
        Becomes("text_is_the_title_twice_spaced", Title, record => "  " + record.Text("title")!.Replace(" ", "  ", StringComparison.Ordinal) + " "),
        Shortened("text_cut_in_a_word", text => text),
        Shortened("text_cut_with_dots", text => text + "..."),
        Shortened("text_cut_with_an_ellipsis", text => text + "…"),
        Shortened("text_cut_with_read_more", text => text + "… Read more"),
        Shortened("text_cut_with_a_continue_link", text => text + " [Continue reading](https://example.org/full)"),
        Becomes("text_in_a_div", Markup, record => $"<div class=\"post-body\">{record.Text("text")}</div>"),
        Becomes("text_in_paragraph_tags", Markup, record => "<p>" + record.Text("text")!.Replace("\n\n", "</p>\n<p>", StringComparison.Ordinal) + "</p>"),
        Becomes("text_with_line_break_tags", Markup, record => record.Text("text")!.Replace(". ", ".<br/>", StringComparison.Ordinal) + "<br/>"),
        Becomes("text_with_span_tags", Markup, record => Between(record, "<span style=\"font-weight: 400;\">and so on</span>")),
        Becomes("text_with_a_script", Markup, record => record.Text("text") + "\n<script type=\"text/javascript\">window.dataLayer = window.dataLayer || [];</script>"),
        Becomes("text_with_entities", Markup, record => Between(record, "it&#8217;s&nbsp;&quot;safe&quot;&nbsp;&amp; sound")),
        Becomes("text_with_a_frame", Markup, record => Between(record, "<iframe width=\"560\" height=\"315\" src=\"https://example.org/embed/17\"></iframe>")),
    ];

    static Mutation Becomes(string name, string[] expected, Func<Specimen, string> text) =>
        new(name, expected, record => text(record) is var other && other != record.Text("text") ? record.WithText("text", other) : null);

    // Inside a word, somewhere in the second half.
    static Mutation Shortened(string name, Func<string, string> end) => new(name, Cut, record =>
    {
        var text = record.Text("text")!;
        if (text.Length < 400)
            return null;
        for (var at = text.Length / 2 + record.Pick(text.Length / 3); at > text.Length / 3; at--)
            if (char.IsAsciiLetterLower(text[at - 2]) && char.IsAsciiLetterLower(text[at - 1]) && char.IsAsciiLetterLower(text[at]) && char.IsAsciiLetterLower(text[at + 1]))
                return record.WithText("text", end(text[..at]));
        return null;
    });

    static string Between(Specimen record, string added)
    {
        var text = record.Text("text")!;
        var space = text.IndexOf(' ', text.Length / 2);
        return space < 0 ? text + " " + added : text[..space] + " " + added + text[space..];
    }
}
