using System.Text;
using Sluice.Sources.Scaffolds;

namespace Sluice.Tests.Sources.Scaffolds;

public sealed class TableProposalTests
{
    static async Task<TableSample> SampleAsync(string content, string file = "t.csv") => await TableSample.ReadAsync(file, () => new MemoryStream(Encoding.UTF8.GetBytes(content)), default);

    static async Task<TableProposal> ProposeAsync(string content, string file = "t.csv") => TableProposal.Of(await SampleAsync(content, file));

    [Fact]
    public async Task Columns_are_known_by_their_names_and_by_what_stands_in_them()
    {
        var proposal = await ProposeAsync("Model,Organization,Publication date,Where,Abstract,Authors,Domain\nOtter-1,Lab,2024-03-01,https://example.org/1,Words.,\"Ann Example; Bo Example\",\"a,b\"\nOtter-2,Lab,2024-04-01,https://example.org/2,Words.,Cleo Example; Di Example,a\n");

        Assert.Equal([("authors", "Authors"), ("date_published", "Publication date"), ("tags", "Domain"), ("text", "Abstract"), ("title", "Model")], proposal.Fields.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal(["Where", "Model", ";", "Organization"], [.. proposal.Links, .. proposal.Key!, proposal.AuthorSeparator!, .. proposal.ExtraFields]);
        Assert.Equal((0, 0), (proposal.DateFormats.Count, proposal.Todo.Count));
    }

    [Theory]
    [InlineData("March 4, 2024", "May 14, 2024", "MMMM D, YYYY")]
    [InlineData("2024", "2023", "YYYY")]
    [InlineData("25/03/2024", "01/02/2024", "DD/MM/YYYY")]
    public async Task A_form_of_dates_is_proposed_where_only_one_reads_them(string one, string two, string form)
    {
        var proposal = await ProposeAsync($"id,title,when,url\na,First thing,\"{one}\",https://example.org/1\nb,Second thing,\"{two}\",https://example.org/2\n");

        Assert.Equal(("when", form), (proposal.Fields["date_published"], Assert.Single(proposal.DateFormats)));
        Assert.Null(proposal.Key);
    }

    [Fact]
    public async Task What_cannot_be_told_is_left_and_said()
    {
        var ambiguous = await ProposeAsync("id,title,date,url\na,First thing,03/04/2024,https://example.org/1\nb,Second thing,05/06/2024,https://example.org/2\n");
        Assert.Empty(ambiguous.DateFormats);
        Assert.Contains(ambiguous.Todo, item => item.Contains("DD/MM/YYYY") && item.Contains("MM/DD/YYYY"));

        var bare = await ProposeAsync("x,y\n1,2\n1,2\n");
        Assert.Equal(("TODO", "TODO"), (bare.Fields["date_published"], bare.Fields["title"]));
        Assert.Equal(["TODO", "TODO"], [.. bare.Links, .. bare.Key!]);
        Assert.All(new[] { "date_published", "title", "links", "key" }, name => Assert.Contains(bare.Todo, item => item.Contains(name)));
    }

    [Fact]
    public async Task Json_is_looked_at_too()
    {
        var proposal = await ProposeAsync("""[{"grant_id":"g1","purpose":"Support for the first","date":"2024-03-01","where":"https://example.org/1","amount":5},{"grant_id":"g2","purpose":"Support for the second","date":"2024-04-01","where":"https://example.org/2","amount":7}]""", "t.json");

        Assert.Equal([("date_published", "date"), ("text", "purpose"), ("title", "purpose")], proposal.Fields.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal(["where", "grant_id"], [.. proposal.Links, .. proposal.Key!]);
    }

    [Theory]
    [InlineData("a;b;c\n1,5;2;3\n", ";", 3)]
    [InlineData("a\tb\n1\t2\n", "\t", 2)]
    [InlineData("\"a;x\",b\n1,2\n", null, 2)]
    public async Task The_delimiter_is_the_one_that_the_header_has_most_of(string csv, string? delimiter, int columns)
    {
        var sample = await SampleAsync(csv);

        Assert.Equal((delimiter, columns), (sample.Delimiter, sample.Columns.Count));
    }

    [Fact]
    public async Task Windows_1252_is_proposed_only_where_nothing_is_UTF_8()
    {
        byte[] pure = [.. "a\ncaf"u8, 0xE9, .. "\n"u8];
        byte[] mixed = [.. "a\ncaf"u8, 0xE9, .. " é\n"u8];

        Assert.Equal("windows-1252", (await TableSample.ReadAsync("t.csv", () => new MemoryStream(pure), default)).Encoding);
        Assert.Null((await TableSample.ReadAsync("t.csv", () => new MemoryStream(mixed), default)).Encoding);
        Assert.Null((await SampleAsync("a\ncafé\n")).Encoding);
    }
}
