using Sluice.Records;
using Sluice.Validate;

namespace Sluice.Tests.Validate;

public sealed class ThresholdTests
{
    static string? Stops(string said, long read, long invalid, params (string Code, long Count)[] findings) =>
        Threshold.Parse(said.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--max-invalid").Stops(read, invalid, findings.ToDictionary(pair => pair.Code, pair => pair.Count));

    [Theory]
    [InlineData("", 100)]
    [InlineData("2%", 2)]
    [InlineData("2", 2)]
    [InlineData("100%", 100)]
    public void Up_to_the_limit_nothing_stops(string said, long invalid) => Assert.Null(Stops(said, 100, invalid));

    [Theory]
    [InlineData("2%", 3, "3 % of the records are invalid, more than --max-invalid 2 %")]
    [InlineData("0", 1, "1 % of the records are invalid")]
    [InlineData("0.5%", 1, "more than --max-invalid 0.5 %")]
    public void Above_it_the_dump_stops(string said, long invalid, string message) => Assert.Contains(message, Stops(said, 100, invalid));

    [Fact]
    public void A_finding_code_has_its_own_limit_and_a_family_counts_together()
    {
        Assert.Null(Stops("url.malformed=1%", 100, 50, ("url.malformed", 1)));
        Assert.Contains("2 findings of url.malformed in 100 records are 2 %", Stops("url.malformed=1%", 100, 2, ("url.malformed", 2)));
        Assert.Contains("schema.*", Stops("schema.*=2%", 100, 0, ("schema.type", 2), ("schema.required", 1)));
        Assert.Null(Stops("schema.*=3%", 100, 0, ("schema.type", 2), ("schema.required", 1)));
    }

    [Fact]
    public void Nothing_read_is_nothing_invalid() => Assert.Null(Stops("0%", 0, 0));

    [Theory]
    [InlineData("many", "Expected a percentage")]
    [InlineData("-1%", "Expected a percentage")]
    [InlineData("101%", "Expected a percentage")]
    [InlineData("url.malfomed=1%", "Did you mean 'url.malformed'?")]
    [InlineData("url.malformed=x", "Expected a percentage")]
    public void A_limit_that_is_none_is_refused(string said, string message) =>
        Assert.Contains(message, Assert.Throws<CorrectTheCallException>(() => Stops(said, 1, 0)).Message);

    [Fact]
    public void Codes_of_rules_and_plug_ins_are_taken_as_they_are() => Assert.Null(Stops("rule.karma_is_sane=5%", 100, 0));
}
