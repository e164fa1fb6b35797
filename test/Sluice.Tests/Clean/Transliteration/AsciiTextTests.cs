using System.Text;
using Sluice.Clean.Transliteration;

namespace Sluice.Tests.Clean.Transliteration;

public sealed class AsciiTextTests
{
    static string Ascii(string text) => new AsciiText().Of(text).ToString();

    [Theory]
    [InlineData("plain, why?\n\tyes", "plain, why?\n\tyes")]
    [InlineData("“quoted” – it’s… a—b", "\"quoted\" - it's... a--b")]
    [InlineData("a\u00a0b\u2009c\u200bd\u2028e", "a b cd\ne")]
    [InlineData("naïve Łódź Straße Ærø þing Đặng Kılıç", "naive Lodz Strasse AEro thing Dang Kilic")]
    [InlineData("e\u0301 n\u0303", "e n")]
    [InlineData("π", "pi")]
    [InlineData("Π and π", "Pi and pi")]
    [InlineData("2πr", "2 pi r")]
    [InlineData("αβ", "alpha beta")]
    [InlineData("(λ)", "(lambda)")]
    [InlineData("α₁²", "alpha_1^2")]
    [InlineData("ς ϕ ϵ", "sigma phi epsilon")]
    [InlineData("λόγος", "logos")]
    [InlineData("Σωκράτης", "Sokrates")]
    [InlineData("Щербаков", "Shcherbakov")]
    [InlineData("a → b ⇒ c ↔ d", "a -> b => c <-> d")]
    [InlineData("a≤b≠c", "a<=b!=c")]
    [InlineData("∀x∈ℝ∃y", "forall x in R exists y")]
    [InlineData("−∞", "-infinity")]
    [InlineData("∑ᵢ xᵢ", "sum_i x_i")]
    [InlineData("√2 × 3 ÷ 4 ± 1", "sqrt 2 x 3 / 4 +/- 1")]
    [InlineData("A∪B∩C", "A union B intersection C")]
    [InlineData("½ 1½ ¾", "1/2 1 1/2 3/4")]
    [InlineData("x² x¹⁰ x₁ x₁₀", "x^2 x^10 x_1 x_10")]
    [InlineData("x²3 aⁿb H₂O", "x^2 3 a^n b H_2O")]
    [InlineData("𝐱 𝔽 𝒩 ℓ ℝ 𝛼 𝟙", "x F N l R alpha 1")]
    [InlineData("€5 £7 5¥ $9", "EUR 5 GBP 7 5 JPY $9")]
    [InlineData("90° §3 ¬p", "90 deg section 3 not p")]
    [InlineData("① ⓐ ⑴ Ⅳ", "(1) (a) (1) IV")]
    [InlineData("┌─┐│█", "+-+|#")]
    [InlineData("• a · b ■", "* a * b #")]
    [InlineData("ＡＢＣ１！", "ABC1!")]
    [InlineData("「a」。", "\"a\". ")]
    [InlineData("ﬁne oﬃce", "fine office")]
    [InlineData("⌊x⌋ ⌈y⌉ ⟨z⟩", "floor(x) ceil(y) <z>")]
    [InlineData("😀 漢", "[U+1F600] [U+6F22]")]
    [InlineData("❤\ufe0f", "[U+2764][U+FE0F]")]
    [InlineData("\u0301a", "[U+0301]a")]
    [InlineData("？¿‽", "[U+FF1F][U+00BF][U+203D]")]
    [InlineData("", "")]
    public void A_text_is_readable_in_ascii(string text, string ascii) => Assert.Equal(ascii, Ascii(text));

    [Fact]
    public void Half_a_pair_is_shown_by_its_own_number() => Assert.Equal("[U+D800]a[U+DC00]", Ascii("\ud800a\udc00"));

    [Fact]
    public void What_the_map_does_not_have_is_counted_until_it_is_forgotten()
    {
        var ascii = new AsciiText();
        ascii.Of("😀😀");
        ascii.Of("漢 fine é");

        Assert.Equal([(0x6F22, 1), (0x1F600, 2)], ascii.Unmapped.Select(pair => (pair.Key, pair.Value)));
        ascii.Forget();
        Assert.Empty(ascii.Unmapped);
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3)]
    public void Any_text_becomes_ascii_with_no_question_mark_but_its_own(int seed)
    {
        var random = new Random(seed);
        var mapped = AsciiMap.Shipped.Blocks.SelectMany(block => block.Entries).Select(entry => char.ConvertFromUtf32(entry.CodePoint)).ToArray();
        for (var i = 0; i < 2000; i++)
        {
            var text = new StringBuilder(Some.Utf16(random, 20));
            for (var j = random.Next(12); j > 0; j--)
                text.Insert(random.Next(text.Length + 1), random.Next(3) == 0 ? random.GetItems(new[] { "?", "a", "1", " ", "\u0301" }, 1)[0] : mapped[random.Next(mapped.Length)]);
            var ascii = Ascii(text.ToString());
            Assert.True(System.Text.Ascii.IsValid(ascii), ascii);
            Assert.Equal(text.ToString().Count(c => c == '?'), ascii.Count(c => c == '?'));
            Assert.Equal(ascii, Ascii(ascii));
        }
    }

    [Fact]
    public void Each_character_of_the_map_stands_in_it_once_is_beyond_ascii_and_becomes_ascii()
    {
        var entries = AsciiMap.Shipped.Blocks.SelectMany(block => block.Entries).ToList();

        Assert.True(entries.Count > 3000);
        Assert.Empty(entries.GroupBy(entry => entry.CodePoint).Where(same => same.Count() > 1).Select(same => AsciiText.Name(same.Key)));
        Assert.All(entries, entry =>
        {
            Assert.True(entry.CodePoint > 0x7F);
            Assert.True(System.Text.Ascii.IsValid(entry.Entry.Text + entry.Entry.Sound) && !entry.Entry.Text.Contains('?'), AsciiText.Name(entry.CodePoint));
            Assert.DoesNotContain("[U+", Ascii(char.ConvertFromUtf32(entry.CodePoint)));
        });
    }

    /// <summary>The map is versioned: whoever changes it changes this hash, and the version with it.</summary>
    [Fact]
    public void A_change_of_the_map_is_a_change_of_its_version()
    {
        using var stream = typeof(AsciiMap).Assembly.GetManifestResourceStream("Sluice.Clean.Transliteration.ascii_map.txt")!;
        Assert.Equal(("ascii@1", "6bc59451ee22e775"), (AsciiMap.Version, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(stream))[..16]));
    }
}
