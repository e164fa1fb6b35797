using System.Text.Json.Nodes;
using Sluice.Clean.Authorship;
using Sluice.Records;

namespace Sluice.Tests.Clean.RecordCleaners;

public sealed class AuthorsTests
{
    static JsonArray List(params string[] authors) => new([.. authors.Select(author => (JsonNode)author)]);

    static JsonObject Of(string source, string text, params string[] authors) => SomeCleaned.Record(row =>
    {
        row["source"] = source;
        row["source_type"] = "html";
        row["text"] = text + Some.Text;
        row["authors"] = List(authors);
    });

    static AuthorName Named(string entry)
    {
        var names = new List<AuthorName>();
        AuthorName.Read(entry, names);
        return Assert.Single(names);
    }

    [Theory]
    [InlineData("Xu|Mark", "Mark Xu")]
    [InlineData("Goh|Gabriel", "Gabriel Goh")]
    [InlineData("Carter|Shan|Ha|David", "Shan Carter|David Ha")]
    [InlineData("Sample|J. D.|Example|Ada", "J. D. Sample|Ada Example")]
    [InlineData("Fictiva|Testa Q.", "Testa Q. Fictiva")]
    [InlineData("van der Sample|Mihaela", "Mihaela van der Sample")]
    [InlineData("King|Jr.|Martin", "Martin King Jr.")]
    [InlineData("King|Martin|Jr.", "Martin King Jr.")]
    [InlineData("Ada Example|Bo Sample|III", "Ada Example|Bo Sample III")]
    [InlineData("Fictional Machines|Inc.", "Fictional Machines, Inc.")]
    [InlineData("Ada Example|Xu|Mark", "Ada Example|Mark Xu")]
    [InlineData("OpenAI|Xu|Mark", "OpenAI|Mark Xu")]
    public void Names_that_were_taken_apart_are_put_together(string sent, string repaired)
    {
        var record = Of("special_docs", "", sent.Split('|'));

        Assert.Equal(repaired.Split('|'), SomeCleaned.Strings(record["authors"]));
        Assert.Equal(sent.Split('|'), SomeCleaned.Strings(record["_provenance"]!["original"]!["authors"]));
        Assert.Contains("authors@1:authors", SomeCleaned.Transformations(record));
        Assert.Equal(repaired.Split('|').Select(author => author.Replace(", Inc.", "")), record["author_names"]!.AsArray().Select(name => name!["name"]!.GetValue<string>().Replace(", Inc.", "")));
    }

    [Theory]
    [InlineData("evhub|paulfchristiano")]
    [InlineData("Raemon|habryka")]
    [InlineData("William_S|Mark")]
    [InlineData("Larks|Ought")]
    [InlineData("Mark|Xu")]
    [InlineData("David|Mark")]
    [InlineData("Marius|Leon|Marco|Xander|David|Lauro")]
    [InlineData("Marius*|Leon*|Marco|Xander|David|Lauro|Richard|James")]
    [InlineData("Xu|Mark|David")]
    [InlineData("Quxly|Frobnicate")]
    [InlineData("Distill|Mark")]
    [InlineData("anonymous|Mark")]
    [InlineData("Ada Example|Mark")]
    [InlineData("Ada Example|Bo Sample")]
    [InlineData("Xu, Mark|Goh, Gabriel")]
    [InlineData("Mark Xu")]
    public void Names_that_may_have_been_whole_stay_apart(string sent)
    {
        var record = Of("special_docs", "", sent.Split('|'));

        Assert.Equal(sent.Split('|'), SomeCleaned.Strings(record["authors"]));
        Assert.Null(record["_provenance"]!["original"]);
        Assert.Empty(SomeCleaned.Transformations(record));
    }

    [Fact]
    public void The_head_of_the_text_can_say_that_two_words_are_one_name()
    {
        Assert.Equal(["Frobnicate Quxly"], SomeCleaned.Strings(Of("special_docs", "By Frobnicate Quxly.\n\n", "Quxly", "Frobnicate")["authors"]));
        Assert.Equal(["Quxly", "Frobnicate"], SomeCleaned.Strings(Of("special_docs", "By Quxly Frobnicate.\n\n", "Quxly", "Frobnicate")["authors"]));
        Assert.Equal(["Quxly", "Frobnicate"], SomeCleaned.Strings(Of("special_docs", new string('x', 5000) + " Frobnicate Quxly ", "Quxly", "Frobnicate")["authors"]));
    }

    [Fact]
    public void On_a_forum_one_word_may_be_all_that_somebody_is_called()
    {
        Assert.Equal(["Quxly", "Richard"], SomeCleaned.Strings(Of("alignmentforum", "", "Quxly", "Richard")["authors"]));
        Assert.Equal(["Richard Quxly"], SomeCleaned.Strings(Of("alignmentforum", "Richard Quxly wrote: ", "Quxly", "Richard")["authors"]));
        Assert.Equal(["Mark Xu"], SomeCleaned.Strings(Of("alignmentforum", "", "Xu", "Mark")["authors"]));
    }

    [Theory]
    [InlineData("Gabriel Goh", "Gabriel Goh", "Gabriel", "Goh", "person")]
    [InlineData("Goh, Gabriel", "Gabriel Goh", "Gabriel", "Goh", "person")]
    [InlineData("van der Sample, Mihaela", "Mihaela van der Sample", "Mihaela", "van der Sample", "person")]
    [InlineData("Aaron van den Example", "Aaron van den Example", "Aaron", "van den Example", "person")]
    [InlineData("El Mahdi El Sample", "El Mahdi El Sample", "El Mahdi", "El Sample", "person")]
    [InlineData("J. D. Sample", "J. D. Sample", "J. D.", "Sample", "person")]
    [InlineData("Sample, J.D.", "J.D. Sample", "J.D.", "Sample", "person")]
    [InlineData("Martin Luther King Jr.", "Martin Luther King Jr.", "Martin Luther", "King", "person")]
    [InlineData("King, Jr., Martin", "Martin King Jr.", "Martin", "King", "person")]
    [InlineData("King, Martin, Jr.", "Martin King Jr.", "Martin", "King", "person")]
    [InlineData("G Gordon Sample III", "G Gordon Sample III", "G Gordon", "Sample", "person")]
    [InlineData("Andrew Sample*", "Andrew Sample", "Andrew", "Sample", "person")]
    [InlineData("Andrew Sample†‡ ²", "Andrew Sample", "Andrew", "Sample", "person")]
    [InlineData("Andrew Sample1", "Andrew Sample", "Andrew", "Sample", "person")]
    [InlineData("Andrew Sample (Some Lab)", "Andrew Sample", "Andrew", "Sample", "person")]
    [InlineData("and  Andrew \n Sample.", "Andrew Sample", "Andrew", "Sample", "person")]
    [InlineData("Andrew Sample et al.", "Andrew Sample", "Andrew", "Sample", "person")]
    [InlineData("Dr. Andrew Sample, PhD", "Andrew Sample", "Andrew", "Sample", "person")]
    [InlineData("Seán Ó hExample", "Seán Ó hExample", "Seán", "Ó hExample", "person")]
    [InlineData("Zhou Zhihua", "Zhou Zhihua", null, null, "person")]
    [InlineData("Wei Yin", "Wei Yin", null, null, "person")]
    [InlineData("Fei-Fei Li", "Fei-Fei Li", "Fei-Fei", "Li", "person")]
    [InlineData("周志华", "周志华", null, null, "person")]
    [InlineData("Mark", "Mark", null, null, "person")]
    [InlineData("OpenAI", "OpenAI", null, null, "organisation")]
    [InlineData("Distill", "Distill", null, null, "organisation")]
    [InlineData("Stampy aisafety.info", "Stampy aisafety.info", null, null, "organisation")]
    [InlineData("The PASTA team", "The PASTA team", null, null, "organisation")]
    [InlineData("University of Examples", "University of Examples", null, null, "organisation")]
    [InlineData("Center for Samples and Examples", "Center for Samples and Examples", null, null, "organisation")]
    [InlineData("Fictional Machines, Inc.", "Fictional Machines, Inc.", null, null, "organisation")]
    [InlineData("evhub", "evhub", null, null, "handle")]
    [InlineData("William_S", "William_S", null, null, "handle")]
    [InlineData("TurnTrout", "TurnTrout", null, null, "handle")]
    [InlineData("X4vier", "X4vier", null, null, "handle")]
    [InlineData("GPT-3", "GPT-3", null, null, "handle")]
    [InlineData("Larks", "Larks", null, null, "handle")]
    [InlineData("Anonymous", "Anonymous", null, null, "placeholder")]
    [InlineData("n/a", "n/a", null, null, "placeholder")]
    [InlineData("et al.", "et al.", null, null, "placeholder")]
    [InlineData("", "", null, null, "placeholder")]
    [InlineData("ADA SAMPLE Some Brain BO EXAMPLE Some Brain June 12 Slides", "ADA SAMPLE Some Brain BO EXAMPLE Some Brain June 12 Slides", null, null, "placeholder")]
    public void A_name_is_read(string entry, string name, string? given, string? family, string kind) =>
        Assert.Equal(new AuthorName(name, given, family, kind), Named(entry));

    [Theory]
    [InlineData("Ada Example and Bo Sample", "Ada Example|Bo Sample")]
    [InlineData("Ada Example, Bo Sample, and Testa Fictiva", "Ada Example|Bo Sample|Testa Fictiva")]
    [InlineData("Ada Example & Bo Sample", "Ada Example|Bo Sample")]
    [InlineData("Example, Ada; Sample, Bo", "Ada Example|Bo Sample")]
    [InlineData("Ada Example and GPT-3", "Ada Example|GPT-3")]
    [InlineData("Ada Example and friends", "Ada Example and friends")]
    public void One_entry_may_name_several(string entry, string names)
    {
        var read = new List<AuthorName>();
        AuthorName.Read(entry, read);

        Assert.Equal(names.Split('|'), read.Select(name => name.Name));
    }

    /// <summary>No. 24 of the inherited regressions (ARD formatters.py cut the joined list at 1,024 characters).</summary>
    [Fact]
    public void A_300_author_paper_keeps_all_300()
    {
        var authors = Enumerable.Range(0, 300).Select(i => $"Author{(char)('a' + i / 26 % 26)}{(char)('a' + i % 26)} Fictional{(char)('a' + i / 26)}").ToArray();

        var record = Of("arxiv", "", authors);

        Assert.Equal(authors, SomeCleaned.Strings(record["authors"]));
        Assert.Equal(authors, record["author_names"]!.AsArray().Select(name => name!["name"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("null", "[]")]
    [InlineData("[]", "[]")]
    [InlineData("7", "[]")]
    [InlineData("\"Ada Example\"", """[{"name":"Ada Example","given":"Ada","family":"Example","kind":"person"}]""")]
    [InlineData("[null,\"Mark\"]", """[{"name":"","given":null,"family":null,"kind":"placeholder"},{"name":"Mark","given":null,"family":null,"kind":"person"}]""")]
    public void Whatever_stands_there_is_read(string authors, string names)
    {
        var record = SomeCleaned.Record(row => row["authors"] = JsonNode.Parse(authors));

        Assert.Equal(authors, record["authors"]?.ToJsonString() ?? "null");
        Assert.Equal(names, record["author_names"]!.ToJsonString());
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3)]
    public void Order_and_number_stay_unless_a_repair_says_so(int seed)
    {
        var random = new Random(seed);
        string[] words = ["Xu", "Mark", "Goh", "Gabriel", "evhub", "William_S", "OpenAI", "Ada Example", "J.", "Jr.", "Inc.", "van der Sample", "and Bo Sample", "Larks", "anonymous", "", "Example, Ada", "Zhou Zhihua", "*", "Ada & Bo", "D. E.", "Shan Q.", "é", "漢"];
        for (var i = 0; i < 500; i++)
        {
            var authors = random.Next(3) == 0 ? [Some.Utf16(random, 12), Some.Utf16(random, 12)] : random.GetItems(words, random.Next(8));
            var line = new JsonLineBuilder().BeginObject().Name("authors"u8).BeginArray();
            foreach (var author in authors)
                line.String(author);
            var once = SomeCleaned.Line(Some.RawLine(Some.Text8(line.EndArray().EndObject().Bytes)));
            Assert.Equal(once, SomeCleaned.Line(once));
            var record = SomeCleaned.Parse(once);
            var wasRepaired = SomeCleaned.Transformations(record).Contains("authors@1:authors");
            Assert.True(wasRepaired ? record["authors"]!.AsArray().Count < authors.Length : record["authors"]!.AsArray().Count == authors.Length, once);
            Assert.True(record["author_names"]!.AsArray().Count >= record["authors"]!.AsArray().Count, once);
            Assert.Equal(wasRepaired, record["_provenance"]!["original"]?["authors"] is not null);
        }
    }
}
