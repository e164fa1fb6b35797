using Sluice.Publish.Privacy.First;

namespace Sluice.Tests.Publish.Privacy.First;

/// <summary>The first detector of phone numbers: what it must find, what it must leave, and that it can miss.</summary>
public sealed class PhoneScannerTests
{
    [Theory]
    [InlineData("dial +1 (555) 010-0199 now", "dial █ now")]
    [InlineData("+44 20 7946 0958", "█")]
    [InlineData("+61 (0)2 5550 1234", "█")]
    [InlineData("+49-30-901820", "█")]
    [InlineData("reach me on +15550100199", "reach me on █")]
    [InlineData("tel:+1-555-010-0199", "tel:█")]
    [InlineData("Phone: 00 44 20 7946 0958", "Phone: █")]
    [InlineData("(555) 010-0199", "█")]
    [InlineData("555-010-0199", "█")]
    [InlineData("555.010.0199", "█")]
    [InlineData("1-555-010-0199", "█")]
    [InlineData("call 555 010 0199", "call █")]
    [InlineData("Tel: 030 901820", "Tel: █")]
    [InlineData("call me on 020 7946 0958", "call me on █")]
    [InlineData("phone 9555 1234", "phone █")]
    [InlineData("mobile 0400 555 123", "mobile █")]
    [InlineData("phone 555-0199", "phone █")]
    [InlineData("Tel: 555-010-0199 ext. 12", "Tel: █")]
    [InlineData("Tel: +44 20 79…", "Tel: █…")]
    [InlineData("+44 20794…", "█…")]
    [InlineData("Tel: +44 20 79", "Tel: █")]
    [InlineData("text me: 5550100", "text me: █")]
    [InlineData("☎ 555 0199", "☎ █")]
    [InlineData("📞 020 7946 0958", "📞 █")]
    [InlineData("T: 020 7946 0958", "T: █")]
    [InlineData("M: 0400 555 123", "M: █")]
    [InlineData("fax (030) 901820", "fax █")]
    [InlineData("WhatsApp +44.20.7946.0958", "WhatsApp █")]
    [InlineData("Jane Roe, 555-010-0199 or 555-010-0155.", "Jane Roe, █ or █.")]
    [InlineData("(555)010-0199", "█")]
    [InlineData("1 (555) 010-0199", "█")]
    [InlineData("Signal: 15550100199", "Signal: █")]
    [InlineData("555-010-0199 x12", "█")]
    [InlineData("In 2020 call 555-010-0199 first", "In 2020 call █ first")]
    [InlineData("[call](tel:+15550100199)", "[call](tel:█)")]
    [InlineData("+1 555 010 0199", "█")]
    [InlineData("(+44) 20 7946 0958", "█")]
    [InlineData("phone number is 030/901820", "phone number is █")]
    [InlineData("sms 0400-555-123.", "sms █.")]
    public void It_blacks_out(string text, string rest) => Assert.Equal(rest, Seen.Rest(new PhoneScanner(), text));

    [Theory]
    [InlineData("2301.12345")]
    [InlineData("arXiv:2301.12345v2")]
    [InlineData("1706.03762")]
    [InlineData("10.1145/3442188.3445922")]
    [InlineData("978-0-262-03384-8")]
    [InlineData("call ISBN 978-0-262-03384-8")]
    [InlineData("2476-0757")]
    [InlineData("0000-0002-1825-0097")]
    [InlineData("192.168.100.200")]
    [InlineData("2020-01-02")]
    [InlineData("12.03.2021")]
    [InlineData("01-02-2003")]
    [InlineData("123-456")]
    [InlineData("pp. 555-5599")]
    [InlineData("1.2.3.4")]
    [InlineData("10,000,000")]
    [InlineData("+12,345,678")]
    [InlineData("https://example.org/555-010-0199")]
    [InlineData("https://example.org/call/5550100199")]
    [InlineData("10.1007/978-3-030-12345-6")]
    [InlineData("555-010-0199-22")]
    [InlineData("$+12 345 678$")]
    [InlineData("x + 1 555")]
    [InlineData("+0.12345678")]
    [InlineData("y = +1234567890")]
    [InlineData("x +1234567890")]
    [InlineData("(a)+1234567890")]
    [InlineData("555-0199")]
    [InlineData("555-010-0199 555-010-0198 555-010-0197")]
    [InlineData("a1b2c3d4-555-010-0199")]
    [InlineData("call in 2019-2020")]
    [InlineData("we call 1.2345678")]
    [InlineData("call arXiv 2301.12345")]
    [InlineData("phone calls in 2020-01-02")]
    [InlineData("3 +44 20 7946 0958 7")]
    [InlineData("+1 1 1 1 1 1 1 1 1")]
    [InlineData("+1.23456789")]
    [InlineData("12 345 678")]
    [InlineData("555 010 0199")]
    [InlineData("1234567890")]
    [InlineData("call $10000000 a loss")]
    [InlineData("the cell has 100,000,000 states")]
    [InlineData("signal at 192.168.100.200")]
    [InlineData("4812 and 10 000 000")]
    [InlineData("2^555-010-0199")]
    public void It_leaves(string text) => Assert.Equal(text, Seen.Rest(new PhoneScanner(), text));

    [Theory]
    [InlineData(nameof(PhoneForms.International), "dial +44 20 7946 0958 now")]
    [InlineData(nameof(PhoneForms.BareInternational), "reach me on +15550100199 now")]
    [InlineData(nameof(PhoneForms.NorthAmerican), "see 555-010-0199 now")]
    [InlineData(nameof(PhoneForms.AreaInBrackets), "see (555) 010-0199 now")]
    [InlineData(nameof(PhoneForms.Word), "mobile 0400 555 123")]
    [InlineData(nameof(PhoneForms.Mark), "T: 020 7946 0958")]
    [InlineData(nameof(PhoneForms.CutByEllipsis), "Tel: +44 20 79… and more")]
    [InlineData(nameof(PhoneForms.CutByEnd), "Tel: +44 20 79")]
    public void What_it_is_blind_for_it_misses(string form, string text)
    {
        Assert.True(Seen.Any(new PhoneScanner(), text));
        Assert.False(Seen.Any(new PhoneScanner(Enum.Parse<PhoneForms>(form)), text));
    }

    [Fact]
    public void An_extension_belongs_to_its_number()
    {
        Assert.Equal("Tel: █", Seen.Rest(new PhoneScanner(), "Tel: 555-010-0199 ext. 12"));
        Assert.Equal("Tel: █ ext. 12", Seen.Rest(new PhoneScanner(PhoneForms.Extension), "Tel: 555-010-0199 ext. 12"));
    }

    [Theory]
    [InlineData("@")]
    [InlineData("a.")]
    [InlineData("{a,")]
    [InlineData("7")]
    [InlineData("at ")]
    [InlineData("(")]
    [InlineData("a@")]
    [InlineData("a@b.c ")]
    [InlineData("}@")]
    [InlineData("1 ")]
    [InlineData("[at] ")]
    [InlineData("1-")]
    [InlineData("+1")]
    [InlineData("°")]
    [InlineData("1.2345, ")]
    [InlineData("/1.2345")]
    [InlineData("$ ")]
    [InlineData("\\(")]
    [InlineData("`")]
    [InlineData("jane at dot ")]
    [InlineData("12 Aa Street ")]
    [InlineData("\u200B")]
    public void A_million_characters_of_the_same_are_soon_read(string piece) => Assert.InRange(Seen.By(new PhoneScanner(), Seen.Again(piece)).Count, 0, 1);

    [Fact]
    public void What_it_finds_it_finds_wherever_it_stands()
    {
        var text = string.Join("\n\n", Enumerable.Range(0, 400).Select(i => i % 4 == 0 ? "dial +44 20 7946 0958 now" : "Nothing stands in this paragraph, but it is as long as others are."));
        Assert.Equal(100, Seen.By(new PhoneScanner(), text).Count);
    }

    [Fact]
    public void It_is_named_by_its_version() => Assert.Equal("phone.scan@1", new PhoneScanner().Name);
}
