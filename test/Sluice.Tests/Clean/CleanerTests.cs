using System.Text;
using Sluice.Clean;
using Sluice.Clean.Cleaners;
using Sluice.Records;

namespace Sluice.Tests.Clean;

public sealed class CleanerTests
{
    static (string Text, bool Changed) Cleaned(ICleaner cleaner, string text) => SomeText.Cleaned(cleaner, text);

    [Theory]
    [InlineData("a\r\nb", "a\nb")]
    [InlineData("a\rb", "a\nb")]
    [InlineData("\r\r\n\r", "\n\n\n")]
    [InlineData("a\n\rb", "a\n\nb")]
    [InlineData("a\nb\u2028c", "a\nb\u2028c")]
    [InlineData("", "")]
    public void Line_ends_become_line_feeds(string text, string cleaned) => Assert.Equal((cleaned, text != cleaned), Cleaned(new LineEnds(), text));

    [Theory]
    [InlineData(" a b \n", "a b")]
    [InlineData("\u00a0\u3000a\u2003", "a")]
    [InlineData("a", "a")]
    [InlineData("\u200ba\u200b", "\u200ba\u200b")]
    [InlineData(" \t ", "")]
    public void Outer_space_goes_and_inner_stays(string text, string cleaned) => Assert.Equal((cleaned, text != cleaned), Cleaned(new OuterSpace(), text));

    [Theory]
    [InlineData("e\u0301", "\u00e9")]
    [InlineData("A\u030a\u212b", "\u00c5\u00c5")]
    [InlineData("ﬁ ½ →", "ﬁ ½ →")]
    [InlineData("plain", "plain")]
    [InlineData("가", "가")]
    public void Letters_get_one_spelling_and_lose_no_distinction(string text, string cleaned) => Assert.Equal((cleaned, text != cleaned), Cleaned(new UnicodeForm(), text));

    [Fact]
    public void A_text_with_a_lone_surrogate_is_left_as_it_is()
    {
        foreach (var text in new[] { "e\u0301\ud800", "\udc00e\u0301", "\ud800\ud800\udc00e\u0301" })
            Assert.Equal((text, false), Cleaned(new UnicodeForm(), text));
        Assert.Equal(("\U0001F600\u00e9", true), Cleaned(new UnicodeForm(), "\U0001F600e\u0301"));
    }

    [Theory]
    [InlineData("https://a.org/?utm_source=x", "https://a.org/")]
    [InlineData("https://a.org/?a=1&utm_medium=x&b=2", "https://a.org/?a=1&b=2")]
    [InlineData("https://a.org/?UTM_Campaign=x&fbclid=1&gclid=2&a", "https://a.org/?a")]
    [InlineData("https://a.org/p?utm_source=x#frag?utm_source=y", "https://a.org/p#frag?utm_source=y")]
    [InlineData("https://a.org/?b=2&a=1&a=1", "https://a.org/?b=2&a=1&a=1")]
    [InlineData("https://a.org/#?utm_source=x", "https://a.org/#?utm_source=x")]
    [InlineData("https://a.org/?utmost=x&source=utm_source", "https://a.org/?utmost=x&source=utm_source")]
    [InlineData("https://a.org/?", "https://a.org/?")]
    [InlineData("https://a.org/utm_source=x", "https://a.org/utm_source=x")]
    [InlineData("https://a.org/?a=1&amp;utm_source=x", "https://a.org/?a=1")]
    public void Tracking_parameters_leave_and_the_rest_of_the_address_stays(string url, string cleaned) =>
        Assert.Equal((cleaned, url != cleaned), Cleaned(new TrackingParameters(), url));

    [Theory]
    [InlineData(81), InlineData(82), InlineData(83)]
    public void Cleaning_twice_is_cleaning_once(int seed)
    {
        var random = new Random(seed);
        foreach (var cleaner in new Cleaning().Cleaners)
            for (var i = 0; i < 400; i++)
            {
                var text = cleaner is TrackingParameters ? SomeUrl(random) : SomeText.Of(random);
                var (once, changed) = Cleaned(cleaner, text);
                Assert.Equal(text != once, changed);
                Assert.Equal((once, false), Cleaned(cleaner, once));
            }
    }

    [Fact]
    public void Each_looks_at_texts_or_at_the_address()
    {
        var cleaners = new Cleaning().Cleaners;

        Assert.Equal(["trim@1", "tracking_parameters@1"], cleaners.Where(cleaner => cleaner.LooksAt("url")).Select(cleaner => cleaner.Name));
        Assert.Equal(["line_ends@1", "nfc@1", "trim@1"], cleaners.Where(cleaner => cleaner.LooksAt("doi")).Select(cleaner => cleaner.Name));
        Assert.Equal(["hyphenation@1", "blank_lines@1"], cleaners.Where(cleaner => cleaner.LooksAt("text") && !cleaner.LooksAt("title")).Select(cleaner => cleaner.Name));
    }

    [Fact]
    public void A_replacement_that_overlaps_with_the_one_before_is_refused()
    {
        var text = new TextRepair();
        text.Load("abc", "text", "");
        text.Remove(0, 2);

        Assert.Throws<InvalidOperationException>(() => text.Remove(1, 1));
    }

    static string SomeUrl(Random random)
    {
        var url = new StringBuilder("https://a.org/");
        foreach (var part in random.GetItems(new[] { "?", "&", "#", "=", "utm_source", "fbclid", "a", "1", "amp;" }, random.Next(12)))
            url.Append(part);
        return url.ToString();
    }
}
