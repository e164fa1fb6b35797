using System.Text.Json.Nodes;
using Sluice.Validate;
using Sluice.Validate.Checks;

namespace Sluice.Tests.Validate.Checks;

public sealed class LanguageAndMarkupTests
{
    static string[] Of(ICheck check, string text, int times = 1) =>
        SomeValidation.Of(check, new JsonObject { ["text"] = string.Concat(Enumerable.Repeat(text + " ", times)) }.ToJsonString());

    const string German = "Die Ausrichtung gelernter Systeme an dem, was Menschen wollen, ist ein offenes Problem, und wir sehen es von der Seite der Sicherheit mit einem kleinen Modell. ";
    const string French = "L'alignement des systèmes avec ce que veulent les gens est un problème ouvert, et nous le regardons du côté de la sécurité avec un petit modèle. ";
    const string Spanish = "La alineación de los sistemas con lo que quiere la gente es un problema abierto, y lo miramos desde el lado de la seguridad con un modelo pequeño. ";
    const string Polish = "Zgodność wyuczonych systemów z tym, czego chcą ludzie, jest otwartym problemem i patrzymy na niego od strony bezpieczeństwa, mając mały model. ";
    const string Russian = "Согласование обученных систем с тем, чего хотят люди, является открытой проблемой, и мы смотрим на неё со стороны безопасности. ";
    const string Chinese = "让学习到的系统与人们的愿望保持一致是一个开放的问题，我们从安全的角度来看待它，使用小模型和固定的预算。";

    [Theory]
    [InlineData(German)]
    [InlineData(French)]
    [InlineData(Spanish)]
    [InlineData(Polish)]
    [InlineData(Russian)]
    [InlineData(Chinese)]
    public void Prose_in_another_language_is_not_English(string text)
    {
        Assert.Equal(["text.not_english /text"], Of(new TextIsEnglish(), text, 4));
        Assert.Equal(["text.not_english /text"], Of(new TextIsEnglish(), text, 60));
    }

    [Theory]
    [InlineData(Some.Text, 1)]
    [InlineData(Some.Text, 40)]
    [InlineData(German, 1)]
    [InlineData("for i in range(n): total += weights[i] * inputs[i]; print(total)", 30)]
    [InlineData("Müller, J., Sørensen, K., Núñez, P. (2021). Robustness. Journal of Examples 4, 1-20. In: Proceedings of the Conference on Testing.", 12)]
    [InlineData("Given α, β and γ with α ≤ β, the bound Σ αᵢ holds for all of the models that we look at in this section.", 5)]
    [InlineData("Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa", 12)]
    [InlineData("The word and the German words der, die and das are what this page is about, and it is for those who learn them.", 4)]
    public void English_tables_programs_and_short_texts_are_left_alone(string text, int times) => Assert.Empty(Of(new TextIsEnglish(), text, times));

    [Fact]
    public void English_in_the_middle_settles_it() =>
        Assert.Empty(Of(new TextIsEnglish(), French + string.Concat(Enumerable.Repeat(Some.Text + " ", 30)) + French));

    [Theory]
    [InlineData("We don&#39;t know")]
    [InlineData("Q&amp;A, a &lt; b")]
    [InlineData("a&nbsp;b")]
    [InlineData("a&#xA0;b")]
    [InlineData("<div>a</div>")]
    [InlineData("<span style=\"color:red\">a")]
    [InlineData("<p class='x'>a")]
    [InlineData("a</p>")]
    [InlineData("a<br>b")]
    [InlineData("a<br/>b")]
    [InlineData("<a href=\"https://example.org\">a")]
    [InlineData("<iframe src=\"https://example.org\" title=\"a\"></iframe>")]
    [InlineData("an <em>important</em> word")]
    [InlineData("x<sup>2</sup>")]
    [InlineData("<img src=\"a.png\">")]
    [InlineData("an \\emph{important} word")]
    [InlineData("as shown \\citep{example2021}")]
    [InlineData("code at \\url{https://example.org}")]
    [InlineData("\\begin{document} a")]
    [InlineData("\\section{Introduction}")]
    [InlineData("a {{cite web|url=x}} b")]
    [InlineData("Heading[edit] and text")]
    [InlineData("[[File:a.png|thumb]]")]
    [InlineData("see <@an earlier summary@>(@Title@)")]
    [InlineData("MathJax.Hub.Config({ extensions: [\"tex2jax.js\"] })")]
    public void What_is_left_of_a_page_is_found(string text) => Assert.Equal(["text.markup /text"], Of(new TextIsFreeOfMarkup(), text));

    [Theory]
    [InlineData("a < b and c > d, x<y, J<L of the dimensions> ")]
    [InlineData("methods can't do <property X> at <game>, <COPY OF THIS>, <input>, <source>, <title>, <b>, <s>, <p>")]
    [InlineData("a <b c = 3> d, p < a = \"x\"")]
    [InlineData("# Heading\n\n**Bold** [link](https://example.org/?a=1&b=2) ![image](a.png)")]
    [InlineData("A footnote[[1]](#fn-1) and a list [a, [b, c]]")]
    [InlineData("`<div>` and `&nbsp;` and `\\emph{x}` in code")]
    [InlineData("```html\n<div>&nbsp;</div>\n```\nand text")]
    [InlineData("Like this:\n\n    <div>&nbsp;</div>\n")]
    [InlineData("$\\begin{aligned} x &= \\mathbf{y} \\end{aligned}$ and $f(\\textbf{s}, \\textbf{x})$")]
    [InlineData("sets {{a, b}, {c}} and R&D; AT&T; fish & chips;")]
    [InlineData("https://example.org/<id>, <https://example.org>, <me@example.org>")]
    [InlineData("<")]
    [InlineData("</")]
    [InlineData("<div")]
    [InlineData("&#;")]
    [InlineData("&#x;")]
    public void Markdown_code_maths_and_placeholders_are_not(string text) => Assert.Empty(Of(new TextIsFreeOfMarkup(), text.TrimEnd()));

    [Fact]
    public void Code_ends_where_it_ends_and_places_are_counted()
    {
        var found = SomeValidation.Check(new TextIsFreeOfMarkup(), new JsonObject { ["title"] = "a &amp; b", ["text"] = "```\n<br>\n```\n`<br>` and then <br> a lone ` <br>\n<br>" }.ToJsonString());

        Assert.Equal(["/title a &amp; b", "/text <br>` and then <br> a lone ` <br>\n (and 2 more)"], found.Select(finding => $"{finding.Pointer} {finding.Found}"));
    }

    [Fact]
    public void A_text_of_nothing_but_markup_takes_no_longer_than_its_length()
    {
        Assert.Single(Of(new TextIsFreeOfMarkup(), "<br>", 300_000));
        Assert.Single(Of(new TextIsFreeOfMarkup(), "`<br>", 300_001));
    }
}
