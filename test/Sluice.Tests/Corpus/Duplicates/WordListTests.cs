using Sluice.Corpus.Duplicates;
using Sluice.Records;

namespace Sluice.Tests.Corpus.Duplicates;

public sealed class WordListTests
{
    static ulong[] Of(string text)
    {
        var words = new WordList();
        words.Read(Some.Read(new JsonLineBuilder().BeginObject().Name("text"u8).String(text).EndObject() is var json ? Some.Text8(json.Bytes) : "").TryGetString("text"u8, out var body) ? body : default);
        return words.Words.ToArray();
    }

    [Theory]
    [InlineData("Inner alignment matters", "INNER  alignment,\n\tmatters!")]
    [InlineData("naïve Bayes", "NAÏVE “Bayes”")]
    [InlineData("a b", "a—b")]
    [InlineData("a b", "a\u00a0b")]
    [InlineData("say it", "\"say\" \\it/")]
    [InlineData("e\u0301", "e")]
    public void Case_marks_and_white_space_do_not_matter(string one, string other) => Assert.Equal(Of(one), Of(other));

    [Theory]
    [InlineData("alignment", "alignments")]
    [InlineData("abcdefgh", "abcdefghi")]
    [InlineData("abcdefghabcdefgh", "abcdefgh abcdefgh")]
    [InlineData("β", "b")]
    [InlineData("x1", "x2")]
    public void Other_words_are_other_words(string one, string other) => Assert.NotEqual(Of(one), Of(other));

    [Fact]
    public void Han_and_kana_are_words_one_by_one_and_other_scripts_are_not() =>
        Assert.Equal([4, 3, 2, 1, 0], new[] { "漢字かな", "a漢b", "два слова", "одно", " …—\n" }.Select(text => Of(text).Length));

    [Fact]
    public void Escaped_letters_are_read_as_what_they_are()
    {
        var words = new WordList();
        words.Read("\\u00e9tude\\n2"u8);
        Assert.Equal(Of("étude 2"), words.Words.ToArray());
    }

    [Theory]
    [InlineData(11), InlineData(12)]
    public void Any_text_is_read_to_its_end(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 500; i++)
            Assert.True(Of(Some.Utf16(random, 60)).Length <= 60);
    }
}
