using System.Text.Json.Nodes;
using Sluice.Validate.Checks;

namespace Sluice.Tests.Validate.Checks;

public sealed class AuthorsAndLicenceTests
{
    static string[] Of(params string[] authors) =>
        SomeValidation.Of(new AuthorsAreNames(), new JsonObject { ["authors"] = new JsonArray([.. authors.Select(name => (JsonNode)name)]) }.ToJsonString());

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("12345")]
    [InlineData("-")]
    [InlineData("2021-03-04")]
    [InlineData("Anonymous")]
    [InlineData("UNKNOWN")]
    [InlineData("n/a")]
    [InlineData(" admin ")]
    [InlineData("test")]
    [InlineData("et al.")]
    [InlineData("Ada Example et al")]
    [InlineData("[deleted]")]
    [InlineData("ada@example.org")]
    [InlineData("https://example.org/ada")]
    [InlineData("www.example.org")]
    [InlineData("ADA EXAMPLE Some Brain BO SAMPLE Some Brain June 12 2019 Download PDF Slides")]
    public void What_is_no_name_is_suspicious(string author) => Assert.Equal(["authors.suspicious /authors/1"], Of("Ada Example", author));

    [Theory]
    [InlineData("Ada Example")]
    [InlineData("X4vier")]
    [InlineData("Bo")]
    [InlineData("样本 李")]
    [InlineData("Example, Ada")]
    [InlineData("vlad_m")]
    [InlineData("@handle")]
    [InlineData("Ada Example and GPT-3")]
    [InlineData("Stampy aisafety.info")]
    [InlineData("Distill")]
    [InlineData("OpenAI Research")]
    [InlineData("Testa Fictiva")]
    [InlineData("Okoro Placeholder")]
    [InlineData("Null, Ada")]
    public void A_name_a_handle_and_a_group_are_not(string author) => Assert.Empty(Of(author));

    [Fact]
    public void A_name_has_at_most_a_hundred_characters()
    {
        Assert.Empty(Of(new string('a', 100)));
        Assert.Equal(["authors.suspicious /authors/0"], Of(new string('a', 101)));
    }

    [Theory]
    [InlineData(1019, false)]
    [InlineData(1020, true)]
    [InlineData(1024, true)]
    [InlineData(1025, false)]
    public void A_list_of_the_length_where_upstream_cuts_is_cut(int joined, bool cut)
    {
        // 32 names of 31 characters and 32 commas, and one that makes up the rest.
        var authors = Enumerable.Range(0, 31).Select(i => new string((char)('a' + i % 26), 31)).Append(new string('z', joined - 31 * 32)).ToArray();

        Assert.Equal(joined, string.Join(',', authors).Length);
        Assert.Equal(cut ? ["authors.suspicious /authors/31"] : [], Of(authors));
    }

    [Theory]
    [InlineData("""{"authors":null}""")]
    [InlineData("""{"authors":"Anonymous"}""")]
    [InlineData("""{"authors":[]}""")]
    [InlineData("""{"authors":[1,null,["x"]]}""")]
    [InlineData("{}")]
    public void What_is_no_list_of_strings_is_the_schemas_business(string line) => Assert.Empty(SomeValidation.Of(new AuthorsAreNames(), line));

    static string[] Licence(string line, string registry = "MIT") =>
        SomeValidation.Of(new LicenceIsKnown(SomeValidation.Source with { License = SomeValidation.Source.License with { Id = registry } }), line);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"_provenance":{"license":"CC-BY-4.0"}}""")]
    [InlineData("""{"_provenance":{"license":"\u004dIT"}}""")]
    public void A_licence_is_named_by_the_record_or_the_registry(string line) => Assert.Empty(Licence(line));

    [Theory]
    [InlineData("""{"_provenance":{}}""")]
    [InlineData("""{"_provenance":7}""")]
    [InlineData("""{"_provenance":{"license":null}}""")]
    [InlineData("""{"_provenance":{"license":" "}}""")]
    [InlineData("""{"_provenance":{"license":"NOASSERTION"}}""")]
    public void Provenance_without_a_licence_is_found_whatever_the_registry_says(string line) => Assert.Equal(["licence.missing /_provenance/license"], Licence(line));

    [Theory]
    [InlineData("")]
    [InlineData("NOASSERTION")]
    [InlineData("noassertion")]
    public void A_registry_that_names_none_is_found_on_records_without_provenance(string id)
    {
        Assert.Equal(["licence.missing "], Licence("{}", id));
        Assert.Empty(Licence("""{"_provenance":{"license":"MIT"}}""", id));
    }
}
