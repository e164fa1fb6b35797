using Sluice.Clean.Cleaners;

namespace Sluice.Tests.Clean;

public sealed class TextCleanerTests
{
    static string Cleaned(Sluice.Clean.ICleaner cleaner, string text, string field = "text", string collection = "") => SomeText.Cleaned(cleaner, text, field, collection).Text;

    [Theory]
    [InlineData("AGI&#39;s &quot;goals&quot; &amp; more", "AGI's \"goals\" & more")]
    [InlineData("&eacute; &#233; &#xE9; &#XE9; &rsquo; &#146; &nbsp;x", "é é é é ’ ’ \u00a0x")]
    [InlineData("Andr&amp;eacute; &amp;amp;quot;x&amp;quot;", "André \"x\"")]
    [InlineData("a &lt; b &gt; c, x &lt;= 3", "a < b > c, x <= 3")]
    [InlineData("Q&A; R&D; &nosuch; &; &#; &#xZZ; &#0; &#1; &#55296; &#1114112; AT&T", null)]
    [InlineData("&amp;lt; &amp;gt; &amp;amp;lt; &amp;amp;", null)]
    [InlineData("&lt;b&gt;", "&lt;b>")]
    [InlineData("&lt;script&gt; &lt;/p> &lt;!-- &lt;?php &lt;@x", "&lt;script> &lt;/p> &lt;!-- &lt;?php &lt;@x")]
    [InlineData("&#42;no emphasis&#42; 5&#36; &#96;x&#96; a&#95;b &#92; &#124;", null)]
    [InlineData("`&amp;` and ``a ` &lt; b``", null)]
    [InlineData("```\n&amp;\n```\n&amp;", "```\n&amp;\n```\n&")]
    [InlineData("$a &lt; b$ $$x &amp; y$$ \\(a &lt; b\\) \\begin{align}a &amp;= b\\end{align}", null)]
    [InlineData("<math><mo>&lt;</mo></math> <td>&nbsp;</td> <table><td>&nbsp;</td></table>", "<math><mo>&lt;</mo></math> <td>\u00a0</td> <table><td>&nbsp;</td></table>")]
    [InlineData("it cost $5 &amp; then $6", "it cost $5 & then $6")]
    public void References_become_characters_once(string text, string? cleaned) => Assert.Equal(cleaned ?? text, Cleaned(new Entities(), text));

    [Theory]
    [InlineData("speciﬁed, eﬀort, ﬂow, oﬃce, baﬄe, ﬅ, ﬆ", "specified, effort, flow, office, baffle, st, st")]
    [InlineData("`ﬁ` ﬁ", "`ﬁ` fi")]
    [InlineData("speci\u000ced, e\u000bort; o\u000ece ba\u000fe; specified effort", "specified, effort; office baffle; specified effort")]
    [InlineData("end.\u000cNext page\u000cthen A\u000b", null)]
    [InlineData("speci\ufffded, as specified", "specified, as specified")]
    [InlineData("speci\uf001ed, as specified", "specified, as specified")]
    [InlineData("speci\ufffded", null)]
    [InlineData("ba\ufffde: baffle or bafie", null)]
    [InlineData("a \ufffd b", null)]
    public void Ligatures_become_letters(string text, string? cleaned) => Assert.Equal(cleaned ?? text, Cleaned(new Ligatures(), text));

    [Theory]
    [InlineData("the NCA gen-\neralises well", "the NCA generalises well")]
    [InlineData("reward align-\nment here", "reward alignment here")]
    [InlineData("a mesa-\noptimizer; mesaoptimizer", "a mesaoptimizer; mesaoptimizer")]
    [InlineData("a mesa-\noptimizer; mesaoptimizer and mesa-optimizer", null)]
    [InlineData("to a left-\nfacing wall", null)]
    [InlineData("re-\nusable and self-\nsupervised", null)]
    [InlineData("state-of-the-\nart, 3-\nment, x_align-\nment", null)]
    [InlineData("Align-\nMent, align- \nment, align-\n\nment, align-\n- ment, align-\n  ment", null)]
    [InlineData("para\u00ad\nmeter", "parameter")]
    [InlineData("```\nalign-\nment\n```", null)]
    [InlineData("$align-\nment$ and `align-\nment`", null)]
    [InlineData("| a | align-\nment |", null)]
    [InlineData("code\n\n    align-\n    ment", null)]
    public void Divided_words_are_joined_where_it_is_clear(string text, string? cleaned) => Assert.Equal(cleaned ?? text, Cleaned(new Hyphenation(), text));

    [Theory]
    [InlineData("a\u200bb\u2060c\ufeffd\u00ade", "abcde")]
    [InlineData("\ufeffBegin", "Begin")]
    [InlineData("[\u200b\u22121\u200b000\u200b\u200b121\u200b], x1\u200by, 1\u20602", "[\u22121 000 121], x1y, 12")]
    [InlineData("a\0b\bc\u001fd\u007fe\u0080f", "abcdef")]
    [InlineData("tab\tline\npage\fline\u000bline\u0085x", "tab\tline\npage\nline\nline\nx")]
    [InlineData("👩\u200d💻 🏳\ufe0f\u200d🌈 ❤\ufe0f 1\ufe0f\u20e3", null)]
    [InlineData("a\u200db, नमस्\u200dते, می\u200cخواهم", "ab, नमस्\u200dते, می\u200cخواهم")]
    [InlineData("ภาษา\u200bไทย", null)]
    [InlineData("\u202aleft\u202c to \u200eright", "left to right")]
    [InlineData("שלום\u200f! \u2067abc\u2069", null)]
    [InlineData("f\u2061(x) \u2028 \u2029 \u202f", null)]
    [InlineData("`a\u200bb` and\n```\na\u200bb", null)]
    public void What_cannot_be_seen_leaves_where_it_says_nothing(string text, string? cleaned) => Assert.Equal(cleaned ?? text, Cleaned(new InvisibleCharacters(), text));

    [Theory]
    [InlineData("a\n\n\nb", "a\n\nb")]
    [InlineData("a\n \n\t\n\u00a0\n  b", "a\n\n  b")]
    [InlineData("a\n\nb\n \nc", null)]
    [InlineData("```\na\n\n\nb\n```\n\n\n\nc", "```\na\n\n\nb\n```\n\nc")]
    [InlineData("code:\n\n    def f():\n\n\n    def g():\n\n\ntext", "code:\n\n    def f():\n\n\n    def g():\n\ntext")]
    [InlineData("$$a\n\n\nb$$", null)]
    [InlineData("<table>\n\n\n<tr></tr></table>", null)]
    public void Runs_of_blank_lines_become_one(string text, string? cleaned) => Assert.Equal(cleaned ?? text, Cleaned(new BlankLines(), text));

    [Theory]
    [InlineData("alignment_newsletter", "text", "In <@Cartesian Frames@>, see <@here@>(@Embedded Agency@), <@Same@>(@Same@).", "In Cartesian Frames, see here (Embedded Agency), Same.")]
    [InlineData("arxiv", "summaries", "the <@paper@>(@Scaling Laws@)", "the paper (Scaling Laws)")]
    [InlineData("lesswrong", "text", "<@x@> <b>x</b>", null)]
    [InlineData("alignment_newsletter", "text", "<A, E, W> and <o, a, o’>, <em>x</em>, <GRAPHS HERE>, J<L, <@open", null)]
    [InlineData("alignment_newsletter", "text", "`<@x@>`", null)]
    [InlineData("aisafety.info", "text", "a <iframe src=\"https://example.org/e/1\" title=\"AI \"Stop Button\" Problem\" frameborder=\"0\" allow=\"x; y\" allowfullscreen></iframe>", "a [AI \"Stop Button\" Problem](https://example.org/e/1)")]
    [InlineData("aisafety.info", "text", "<iframe src=\"https://example.org/e/1\"></iframe>", "<https://example.org/e/1>")]
    [InlineData("aisafety.info", "text", "<iframe src=\"javascript:x\"></iframe> <iframe src=\"https://a.org/\">", null)]
    [InlineData("aisafety.info", "text", "<table><tr><td><strong>x</strong></td></tr></table>", null)]
    [InlineData("special_docs", "text", "<p>One, say <b>A and <i>B</i></b></p><p>Two</p>", "One, say A and B\n\nTwo")]
    [InlineData("special_docs", "text", "<jats:p>One</jats:p>", "One")]
    [InlineData("special_docs", "text", "<B and C, a<b, <not this post>, </b> first, <b> alone, <script>x</script>", null)]
    [InlineData("special_docs", "title", "On x<sup>2</sup>, H<sub>2</sub>O, <i>E. coli</i><br/>and t<sup>th</sup>", "On x², H₂O, E. coli and t<sup>th</sup>")]
    [InlineData("special_docs", "text", "<table><td><b>x</b></td></table> $a<b>c</b>$", null)]
    public void Markup_that_a_collection_leaves_over_becomes_what_it_says(string collection, string field, string text, string? cleaned) =>
        Assert.Equal(cleaned ?? text, Cleaned(new LeftOverMarkup(), text, field, collection));
}
