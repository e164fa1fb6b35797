using Sluice.Publish.Privacy;
using Sluice.Publish.Privacy.Residue;
using Sluice.Records;

namespace Sluice.Tests.Publish.Privacy.Residue;

public sealed class ResidueTests
{
    static readonly IDetector[] All = PrivacyGate.Standard().Third.ToArray();

    static List<PrivateSpan> Found(string text)
    {
        var found = new List<PrivateSpan>();
        foreach (var detector in All)
            detector.Find(text, found);
        return found;
    }

    /// <summary>Every disguise that docs/privacy.md names.</summary>
    public static TheoryData<PrivacyClass, string> MustFire => new(PrivacyCorpus.MustFire.Select(line => (line.Class, line.Text)));

    public static TheoryData<string> MustNotFire => new(PrivacyCorpus.MustNotFire);

    [Theory]
    [MemberData(nameof(MustFire))]
    public void It_sees_every_disguise(PrivacyClass what, string text) => Assert.Contains(Found(text), span => span.Class == what);

    [Theory]
    [MemberData(nameof(MustNotFire))]
    public void It_leaves_look_alikes_alone(string text) => Assert.Empty(Found(text).Select(span => text.Substring(span.Start, span.Length)));

    [Theory]
    [InlineData("documents.jsonl", "{\"document_id\":\"s:1\",\"text\":\"first\"}\n{\"document_id\":\"s:2\",\"text\":\"write to jane.roe\\u0040example.org\"}\n", 2, "s:2")]
    [InlineData("local/texts.jsonl", "{\"document_id\":\"s:2\",\"text\":\"write to jane.roe@example.org\"}\n", 1, "s:2")]
    [InlineData("validation.json", "{\n  \"found\": \"jane.roe@example.org\"\n}\n", 2, null)]
    [InlineData("validation.html", "<p>\n\njane.roe&#64;example.org</p>\n", 3, null)]
    [InlineData("ATTRIBUTION.md", "# Thanks\n\nto jane.roe at example dot org\n", 3, null)]
    public async Task It_reads_every_file_of_a_release_and_tells_the_place_and_nothing_else(string file, string content, long line, string? document)
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);

        var left = Assert.Single(await new ResidueScan(All).OfAsync(folder.Path, default));

        Assert.Equal((PrivacyClass.Email, file, line, document), (left.Class, left.File, left.Line, left.Document));
        var stopped = await Assert.ThrowsAsync<GateFailedException>(() => ResidueScan.EnsureCleanAsync(folder.Path, "abc", All, default));
        Assert.Equal(1, stopped.ExitCode);
        Assert.Contains($"{file} line {line}", stopped.Message);
        Assert.DoesNotContain("jane", stopped.Message);
        Assert.DoesNotContain("example", stopped.Message);
    }

    [Fact]
    public async Task It_reads_the_tables_of_an_index_and_takes_one_of_words_alone_for_what_it_is()
    {
        using var folder = new TempFolder();
        MakeIndex("words.sqlite", "CREATE VIRTUAL TABLE search USING fts5(title, authors, tags, text, content='')");
        Assert.Empty(await new ResidueScan(All).OfAsync(folder.Path, default));

        MakeIndex("search.sqlite", """
            CREATE TABLE documents (row INTEGER PRIMARY KEY, title TEXT, url TEXT); CREATE TABLE authors (row INTEGER, name TEXT); CREATE TABLE tags (row INTEGER, tag TEXT);
            INSERT INTO authors VALUES (7, 'jane.roe@example.org');
            """);
        var left = Assert.Single(await new ResidueScan(All).OfAsync(folder.Path, default));
        Assert.Equal((PrivacyClass.Email, "search.sqlite", 7), (left.Class, left.File, left.Line));

        MakeIndex("other.sqlite", "CREATE TABLE documents (row INTEGER PRIMARY KEY)");
        await Assert.ThrowsAsync<CheckTheMachineException>(() => new ResidueScan(All).OfAsync(folder.Path, default));

        void MakeIndex(string name, string sql)
        {
            using var index = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(folder.Path, name)};Pooling=False");
            index.Open();
            using var command = index.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }

    [Fact]
    public async Task A_blind_scan_finds_nothing()
    {
        using var folder = new TempFolder();
        File.WriteAllText(Path.Combine(folder.Path, "documents.jsonl"), "{\"text\":\"jane.roe@example.org\"}\n");

        Assert.Empty(await new ResidueScan([]).OfAsync(folder.Path, default));
    }
}
