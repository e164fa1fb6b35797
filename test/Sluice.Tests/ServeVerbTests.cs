using System.Text.Json.Nodes;
using Sluice.Cli;
using Sluice.Tests.Serve;
using Sluice.Zones;
using static Sluice.Tests.SomeClusters;

namespace Sluice.Tests;

/// <summary>What <c>search</c>, <c>cite</c> and <c>serve</c> show, and refuse to show, in the terminal.</summary>
[Collection("console")]
public sealed class ServeVerbTests(GatedLake lake) : IClassFixture<GatedLake>
{
    async Task<(int ExitCode, string Out, string Err)> CallAsync(params string[] args)
    {
        var (output, errors) = (Console.Out, Console.Error);
        var (told, failed) = (new StringWriter(), new StringWriter());
        Console.SetOut(told);
        Console.SetError(failed);
        try
        {
            return (await CommandLine.RunAsync([.. args, "--quiet", "--lake", lake.Lake.Root]), told.ToString(), failed.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(errors);
        }
    }

    [Fact]
    public async Task Search_shows_passages_of_served_texts_and_says_of_the_others_that_they_are_not()
    {
        var (exitCode, told, errors) = await CallAsync("search", "waddle");

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.DoesNotContain(GatedLake.Secret, told);
        Assert.Contains("Penguins waddle, and anyone may say so.", told);
        Assert.Equal(2, told.Split(" · text withheld").Length - 1);
        Assert.Equal(1, told.Split(" · text unknown").Length - 1);
        Assert.DoesNotContain(GatedLake.Secret, (await CallAsync("search", "waddle", "--json")).Out);
    }

    [Fact]
    public async Task Search_shows_all_where_asked_for_and_says_what_that_overrides()
    {
        var (exitCode, told, errors) = await CallAsync("search", "waddle", "--serve-all");

        Assert.Equal(0, exitCode);
        Assert.Contains(GatedLake.Secret, told);
        Assert.Contains("1 text without a basis and 2 texts withheld", errors);
        Assert.Contains(GatedLake.Secret, (await CallAsync("search", "waddle", "--serve-all", "--json")).Out);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://127.0.0.1:0;http://192.0.2.7:0")]
    public async Task Serve_refuses_to_show_all_where_others_could_see_it(string urls)
    {
        var (exitCode, _, errors) = await CallAsync("serve", "--serve-all", "--urls", urls);

        Assert.Equal(2, exitCode);
        Assert.Contains("this machine only", errors);
        Assert.Contains("http://127.0.0.1:5080", errors);
    }

    [Fact]
    public async Task What_is_overridden_is_said_before_anything_is_served_and_an_address_that_cannot_be_had_is_named()
    {
        const string Mapped = "http://[::ffff:127.0.0.1]:5399";

        var (exitCode, told, errors) = await CallAsync("serve", "--serve-all", "--urls", Mapped);

        Assert.Equal((5, ""), (exitCode, told));
        Assert.Contains($"{Mapped} cannot be served", errors);
        Assert.InRange(errors.IndexOf("1 text without a basis and 2 texts withheld", StringComparison.Ordinal), 0, errors.IndexOf(Mapped, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, "title = {On birds, part 2}")]
    [InlineData("csl-json", "\"title\":\"On birds, part 2\"")]
    [InlineData("text", "“On birds, part 2”")]
    public async Task Cite_gives_a_citation(string? format, string part)
    {
        var (exitCode, told, _) = await CallAsync(format is null ? ["cite", Some.IdOf(2)] : ["cite", DocumentId(2), "--format", format]);

        Assert.Equal(0, exitCode);
        Assert.Contains(part, told);
        Assert.DoesNotContain(GatedLake.Secret, told);
    }

    [Fact]
    public async Task Cite_with_json_is_one_document()
    {
        var bibtex = JsonNode.Parse((await CallAsync("cite", Some.IdOf(2), "--json")).Out)!;
        Assert.Equal((Some.IdOf(2), "bibtex"), ((string?)bibtex["id"], (string?)bibtex["format"]));
        Assert.Equal("On birds, part 2", (string?)JsonNode.Parse((await CallAsync("cite", Some.IdOf(2), "--format", "csl-json", "--json")).Out)!["title"]);
    }

    [Theory]
    [InlineData("nobody", "bibtex", "nobody")]
    [InlineData(null, "bibtx", "bibtex")]
    public async Task Cite_names_what_is_wrong_with_a_call(string? id, string format, string named)
    {
        var (exitCode, _, errors) = await CallAsync("cite", id ?? Some.IdOf(2), "--format", format);

        Assert.Equal(2, exitCode);
        Assert.Contains(named, errors);
    }

    [Fact]
    public async Task A_forgotten_record_is_neither_found_nor_cited()
    {
        var path = Tombstones.PathOf(lake.Lake);
        Directory.CreateDirectory(lake.Lake.Curated);
        File.WriteAllText(path, System.Text.Json.JsonSerializer.Serialize(
            new Tombstone(DocumentId(1), SomeHub.Source, [Some.IdOf(1)], [], "The author asked.", "Nora Namesake", "2026-03-04T05:06:07Z"), ReceiptJson.Options).ReplaceLineEndings("") + "\n");
        try
        {
            Assert.DoesNotContain("part 1", (await CallAsync("search", "waddle")).Out);
            var (exitCode, told, errors) = await CallAsync("cite", Some.IdOf(1));
            Assert.Equal((2, ""), (exitCode, told));
            Assert.Contains("The author asked.", errors);
            Assert.DoesNotContain("Nora", errors);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
