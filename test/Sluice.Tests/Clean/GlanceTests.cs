using System.Text;
using Sluice.Clean;
using Sluice.Records;

namespace Sluice.Tests.Clean;

/// <summary>The look at the bytes may see a sign too many, never one too few.</summary>
public sealed class GlanceTests
{
    static readonly IReadOnlyList<ICleaner> Cleaners = new Cleaning().Cleaners;

    static void Sees_all(string text, string collection = "special_docs")
    {
        var json = new JsonLineBuilder().String(text).Bytes;
        var dirt = Glance.At(json[1..^1]);
        foreach (var field in new[] { "text", "title", "summaries" })
            foreach (var cleaner in Cleaners.Where(cleaner => cleaner.LooksAt(field) && (cleaner.Signs & dirt) == Dirt.None))
                Assert.False(SomeText.Cleaned(cleaner, text, field, collection).Changed, $"{cleaner.Name} would change {Finding(text)}, but its bytes showed only {dirt}");
    }

    static string Finding(string text) => string.Concat(text.Select(c => c is >= ' ' and < (char)127 ? $"{c}" : $"\\u{(int)c:x4}"));

    [Fact]
    public void Of_every_character_between_others()
    {
        for (var scalar = 1; scalar <= 0x10FFFF; scalar += scalar is > 0x3400 and < 0xF000 or > 0xF100 and < 0xF800 or > 0x11000 and < 0x1D000 or > 0x1D200 and < 0x2F000 or > 0x30000 ? 97 : 1)
            if (Rune.IsValid(scalar))
                foreach (var around in new[] { "e", " ", "ã" })
                    Sees_all($"{around}{new Rune(scalar)}{around}");
    }

    [Theory]
    [InlineData(51), InlineData(52), InlineData(53)]
    public void Of_random_texts(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 3000; i++)
            Sees_all(SomeText.Of(random), random.GetItems(SomeText.Collections, 1)[0]);
    }

    [Theory]
    [InlineData("Plain text with \\\"quotes\\\", a slash \\/ and\\n\\nparagraphs\\tand tabs.")]
    [InlineData("“Typography” – it’s 5 € · naïve café … ½ × → ≤ π 漢字 🙂")]
    [InlineData("R&D & more, a < b, x<3, well-\\nKnown")]
    public void A_clean_text_is_seen_to_be_clean(string body) => Assert.Equal(Dirt.Any, Glance.At(Some.Bytes(body)));

    [Theory]
    [InlineData("\\u0041")]
    [InlineData("x\\u200bx")]
    public void Escapes_are_decoded_to_be_sure(string body) => Assert.NotEqual(Dirt.Any, Glance.At(Some.Bytes(body)));
}
