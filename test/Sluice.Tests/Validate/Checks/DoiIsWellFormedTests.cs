using Sluice.Validate.Checks;

namespace Sluice.Tests.Validate.Checks;

public sealed class DoiIsWellFormedTests
{
    static string[] Of(string doi) => SomeValidation.Of(new DoiIsWellFormed(), $$"""{"doi":{{doi}}}""");

    [Theory]
    [InlineData("\"10.5555/12345678\"")]
    [InlineData("\"10.1000.10/x\"")]
    [InlineData("\"10.123456789/a/b(c)[d];e:f_g-h.i\"")]
    [InlineData("\"10.5555/(SICI)1096-8644(199601)99:1<1::AID-AJPA1>3.0.CO;2-1\"")]
    [InlineData("\"10.5555/ünïcode\"")]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("7")]
    public void A_prefix_and_a_suffix_are_a_DOI(string doi) => Assert.Empty(Of(doi));

    [Theory]
    [InlineData("10.555/x")]
    [InlineData("10.1234567890/x")]
    [InlineData("10.5555")]
    [InlineData("10.5555/")]
    [InlineData("10.5555./x")]
    [InlineData("10.55a5/x")]
    [InlineData("11.5555/x")]
    [InlineData("10.5555/x y")]
    [InlineData("10.5555/x\\n")]
    [InlineData("10.5555/x\\u0007")]
    [InlineData("10.5555/x%2Fy")]
    [InlineData("10.5555/x</a")]
    [InlineData("10.5555/x\\\"")]
    [InlineData("https://doi.org/10.5555/x")]
    [InlineData("to appear")]
    [InlineData(" ")]
    public void Anything_else_is_malformed(string doi) => Assert.Equal(["doi.malformed /doi"], Of($"\"{doi}\""));

    [Fact]
    public void The_resolver_is_taken_off_before_and_the_schema_speaks_too()
    {
        Assert.Empty(SomeValidation.CodesOf(Some.Line(1, row => row["doi"] = "https://doi.org/10.5555/x")));
        Assert.Equal(["doi.malformed", "schema.pattern"], SomeValidation.CodesOf(Some.Line(1, row => row["doi"] = "https://doi.org/soon")));
    }
}
