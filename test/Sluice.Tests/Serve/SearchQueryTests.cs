using Sluice.Records;
using Sluice.Serve;

namespace Sluice.Tests.Serve;

public sealed class SearchQueryTests
{
    [Theory]
    [InlineData("reward hacking", "\"reward\" AND \"hacking\"")]
    [InlineData("\"reward hacking\" -link -post", "(\"reward hacking\") NOT (\"link\" OR \"post\")")]
    [InlineData("title:reward tag:safe*", "{title} : \"reward\" AND {tags} : \"safe\"*")]
    [InlineData("𝒜lgebra", "\"𝒜lgebra\"")]
    [InlineData("𠀀", "\"𠀀\"")]
    [InlineData("a\0b", "\"a\" AND \"b\"")]
    public void What_people_type_becomes_an_expression(string typed, string expression) => Assert.Equal(expression, SearchQuery.ToFts(typed));

    [Fact]
    public void A_query_of_too_many_words_is_refused_and_not_run() =>
        Assert.Throws<CorrectTheCallException>(() => SearchQuery.ToFts("alignment" + string.Concat(Enumerable.Repeat(" -zz", 400))));
}
