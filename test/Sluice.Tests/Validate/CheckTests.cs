using Sluice.Validate;
using Sluice.Validate.Checks;

namespace Sluice.Tests.Validate;

public sealed class CheckTests
{
    static string[] Of(ICheck check, string line) => [.. SomeValidation.Check(check, line).Select(finding => $"{finding.Code} {finding.Pointer}")];

    [Theory]
    [InlineData("""{"id":"a","title":"b","text":"c","url":"d"}""")]
    [InlineData("""{"id":"-","title":" b","text":"\n😀","url":"\u00e9"}""")]
    [InlineData("""{"id":null,"title":7}""")]
    [InlineData("""{"abstract":"","id":"a"}""")]
    public void Required_texts_that_say_something_are_not_empty(string line) => Assert.Empty(Of(new FieldIsNotEmpty(), line));

    [Theory]
    [InlineData("id", "")]
    [InlineData("title", " ")]
    [InlineData("text", "\\n\\t\\u00a0\\u2003")]
    [InlineData("url", "\\u0020")]
    public void Required_texts_of_white_space_are_empty(string field, string text) =>
        Assert.Equal([$"field.empty /{field}"], Of(new FieldIsNotEmpty(), $$"""{"{{field}}":"{{text}}"}"""));

    [Theory]
    [InlineData("""{"date_published":"2021-03-04"}""", null)]
    [InlineData("""{"date_published":"2021-03-04T05:06:07+02:00"}""", null)]
    [InlineData("""{"date_published":7}""", null)]
    [InlineData("""{}""", "date.missing")]
    [InlineData("""{"date_published":null}""", "date.missing")]
    [InlineData("""{"date_published":" "}""", "date.missing")]
    [InlineData("""{"date_published":"soon"}""", "date.unreadable")]
    [InlineData("""{"date_published":"March 4, 2021"}""", "date.unreadable")]
    [InlineData("""{"date_published":"2021-02-30"}""", "date.impossible")]
    [InlineData("""{"date_published":"2021-02-03T25:00:00Z"}""", "date.impossible")]
    public void A_date_is_real_or_says_what_is_wrong(string line, string? code) =>
        Assert.Equal(code is null ? [] : [code + " /date_published"], Of(new DateIsReal(SomeValidation.Source), line));

    [Theory]
    [InlineData("https://example.org")]
    [InlineData("http://example.org/a?b=c#d")]
    [InlineData("https://例え.jp/ü")]
    [InlineData("HTTPS://EXAMPLE.ORG/")]
    public void An_address_with_a_host_is_well_formed(string url) => Assert.Empty(Of(new UrlIsWellFormed(), $$"""{"url":"{{url}}"}"""));

    [Theory]
    [InlineData("")]
    [InlineData("example.org")]
    [InlineData("//example.org")]
    [InlineData("ftp://example.org")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://")]
    [InlineData("https:///path")]
    [InlineData("https://exa mple.org")]
    [InlineData("https://example.org/a b")]
    [InlineData(" https://example.org")]
    [InlineData("https://example.org\\n")]
    [InlineData("https://example.org/\\u0000")]
    [InlineData("https://example.org/\\u00a0")]
    public void Anything_else_is_malformed(string url) => Assert.Equal(["url.malformed /url"], Of(new UrlIsWellFormed(), $$"""{"url":"{{url}}"}"""));

    [Fact]
    public void A_title_has_at_most_a_thousand_characters()
    {
        Assert.Empty(Of(new TitleIsATitle(), $$"""{"title":"{{string.Concat(Enumerable.Repeat("😀", 1000))}}"}"""));
        Assert.Equal(["title.too_long /title"], Of(new TitleIsATitle(), $$"""{"title":"{{new string('a', 1001)}}"}"""));
    }

    [Theory]
    [InlineData("arxiv", null)]
    [InlineData("alignment_newsletter", null)]
    [InlineData("arXiv", "source.unknown /source")]
    [InlineData("tomorrow", "source.unknown /source")]
    public void A_collection_that_is_not_listed_is_a_warning(string source, string? finding) =>
        Assert.Equal(finding is null ? [] : [finding], Of(new CollectionIsKnown(SomeValidation.Source), $$"""{"source":"{{source}}"}"""));

    [Theory]
    [InlineData("""{"a":1,"b":{"a":1},"c":[{"a":1},{"a":1}]}""")]
    public void A_name_may_stand_in_several_objects(string line) => Assert.Empty(Of(new KeyIsNotRepeated(), line));

    [Theory]
    [InlineData("""{"a":1,"b":2,"a":1}""", "/a")]
    [InlineData("""{"a":1,"\u0061":2}""", "/a")]
    [InlineData("""{"x":{"a/b":1,"a/b":2}}""", "/x/a~1b")]
    [InlineData("""{"x":[0,{"a":[{"b":1,"b":2}]}]}""", "/x/1/a/0/b")]
    public void A_name_twice_in_one_object_is_repeated(string line, string pointer) =>
        Assert.Equal(["json.duplicate_key " + pointer], Of(new KeyIsNotRepeated(), line));

    [Theory]
    [InlineData(63, false)]
    [InlineData(64, true)]
    public void Values_nest_at_most_64_levels(int brackets, bool tooDeep) =>
        Assert.Equal(tooDeep ? ["json.too_deep "] : [], Of(new NestingIsShallow(), "{\"a\":" + new string('[', brackets) + new string(']', brackets) + "}"));
}
