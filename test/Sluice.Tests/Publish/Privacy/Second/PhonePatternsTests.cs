using Sluice.Publish.Privacy;
using Sluice.Publish.Privacy.Second;
using static Sluice.Tests.Publish.Privacy.Second.SomeTexts;

namespace Sluice.Tests.Publish.Privacy.Second;

/// <summary>What the second detector takes for a telephone number, what it leaves, and that it misses what it is told not to see.</summary>
public sealed class PhonePatternsTests
{
    public static readonly TheoryData<string> Private =
    [
        "ring +1 (555) 010-0199 now",
        "+44 20 7946 0958",
        "+61 (0)2 5550 1234",
        "+49-30-901820",
        "reach me: +15550100199.",
        "the number is +15550100199",
        "tel:+1-555-010-0199",
        "call 00 44 20 7946 0958",
        "(555) 010-0199",
        "at 555-010-0199.",
        "555.010.0199",
        "1-555-010-0199",
        "phone 555 010 0199",
        "Tel: 030 901820",
        "call me on 020 7946 0958",
        "phone 9555 1234",
        "mobile 0400 555 123",
        "fax 555-0199",
        "sms: 5550199",
        "☎ 555 0199",
        "📞 5550100199",
        "T: 020 7946 0958 M: 07700 900123",
        "Tel: +44 20 79…",
        "Tel: +44 20 79...",
        "Tel: +44 20 79",
        "or +44 20 794…",
        "555-010-0199 ext. 12",
        "Phone: 555-010-0199, Fax: 555-010-0188, Cell: 555-010-0177",
        "WhatsApp +44 7700 900123",
        "(+44) 20 7946 0958",
        "+33 1 23 45 67 89",
        "signal: 030/901820",
        "555-010-0199 or 555-010-0188",
        "+1.555.010.0199",
        "Call +1 555 010 0199 today",
        "Phone (555) 010 0199",
        "Phone: +1-555-010-0199 x12",
        "Phone: +1 (555) 010-0199, Fax: +1 (555) 010-0188.",
        "Cell: 5550100199",
        "text me: 07700 900 123",
        "Telephone number: 020 7946 0958",
        "Tel.: 020 7946 0958",
        "tel 020-7946-0958",
        "✆ 020 7946 0958",
        "+81-3-5550-0199",
        "+1 555.010.0199",
        "(555)010-0199",
        "1 (555) 010-0199",
        "|555-010-0199|",
        "\"555-010-0199\"",
        "call 555 0199…",
        "Tel: 55501…",
        "+1 (555) 01…",
        "+1 (555) 010",
        "my number:555-010-0199",
        "+4915550100199",
        "M: 0400 555 123",
        "Ph 9555 1234",
        "signal: +15550100199",
        "+44 (0) 20 7946 0958",
        "+44(0)2079460958",
    ];

    public static readonly TheoryData<string> Open =
    [
        "2301.12345",
        "arXiv:2301.12345v2 and 1706.03762",
        "10.1145/3442188.3445922",
        "978-0-262-03384-8",
        "2476-0757",
        "0000-0002-1825-0097",
        "192.168.100.200",
        "2020-01-02",
        "12.03.2021",
        "01-02-2003",
        "pp. 555-5599",
        "123-456",
        "1.2.3.4",
        "1,234,567,890",
        "https://x.example/555-010-0199",
        "deadbeef5550100199",
        "10.1007/978-3-030-12345-6",
        "555-010-0199-22",
        "$x +12 345 678$",
        "x + 1 555",
        "+0.12345678",
        "y = +1234567890",
        "x +1234567890",
        "555-0199",
        "123-456-7890 123-456-7891 123-456-7892",
        "a gain of +1.2345678",
        "555 010 0199",
        "0.1234 0.5678 0.9101",
        "signal 0.1234567",
        "pH 7.1234567",
        "recall 1234567",
        "Tel Aviv 6997801, Israel",
        "in 2019-2020 we",
        "call arXiv:2301.12345",
        "cells 1 2 3 4 5 6 7 8",
        "cell 1 2 3 4 5 6 7 8",
        "cell 0.12 0.34 0.56",
        "+12345",
        "555-010-0199-555-010-0188",
        "call 10.1145/3442188.3445922",
        "the score was 123-456-789",
        "2020-01-02 10:20:30",
        "call in 2019",
        "signal at 1.23e-10",
        "call f(1234567)",
        "x=555-010-0199",
        "ABC555-010-0199",
        "$+1 555 010 0199$",
        "0.555.010.0199",
        "call 1,234,567",
        "the call of 10.1038/s41586-021-03819-2",
        "cell line 2020-01-02",
        "12345-67890-12345-67890",
        "row 111-222-3333 444-555-6666 777-888-9999",
        "+1-2+3-4",
        "+5 -3 +2 -7 +1 -4",
        "1234567890",
        "+1.23 +4.56 +7.89",
        "+3 (12.5) 4.5 6.7 8.9",
        "phoneme 1234567",
        "microphone 1234567",
        "recall 12 345 678",
        "call 8.1 7.2 6.3 5.4",
        "fax 12/03/2021",
        "#5550100199",
        "isbn 9780262033848",
        "signal-to-noise 0.1234567",
        "ISSN: 2476-0757 Tel",
        "commit 5550100199abcdef",
        "call 192.168.100.200",
    ];

    [Theory]
    [MemberData(nameof(Private))]
    public void It_is_found_and_nothing_of_it_remains(string text)
    {
        Assert.NotEmpty(Spans(new PhonePatterns(), text));
        Assert.DoesNotMatch("[0-9]{4}", SomeTexts.Blackened(text, Spans(new PhonePatterns(), text)));
    }

    [Theory]
    [MemberData(nameof(Open))]
    public void What_only_looks_like_it_is_left(string text) => Assert.Empty(Found(new PhonePatterns(), text));

    [Theory]
    [InlineData("reach us: +44 20 7946 0958", (int)PhoneForms.International)]
    [InlineData("reach us: +15550100199", (int)PhoneForms.Unbroken)]
    [InlineData("at 555-010-0199", (int)PhoneForms.NorthAmerican)]
    [InlineData("at (555) 010-0199", (int)PhoneForms.AreaInBrackets)]
    [InlineData("Tel: 030 901820", (int)PhoneForms.Cued)]
    [InlineData("Tel: +44 20 79…", (int)PhoneForms.Cut)]
    public void A_detector_without_a_form_misses_it(string text, int form)
    {
        Assert.NotEmpty(Found(new PhonePatterns(), text));
        Assert.NotEqual(Found(new PhonePatterns(), text), Found(new PhonePatterns((PhoneForms)form), text));
        Assert.Empty(Found(new PhonePatterns((PhoneForms)form), text));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("1-")]
    [InlineData("1 ")]
    [InlineData("+1 ")]
    [InlineData("555-010-")]
    [InlineData("call 123456…")]
    [InlineData("(1) ")]
    [InlineData("$")]
    public void A_million_characters_of_one_kind_are_read_to_their_end(string unit) => AssertOrdered(Spans(new PhonePatterns(), Million(unit)));

    [Fact]
    public void What_it_finds_is_in_order_and_of_its_class()
    {
        var text = string.Join("\n\n", Private.Select(row => row.Data));

        var spans = Spans(new PhonePatterns(), text);

        AssertOrdered(spans);
        Assert.All(spans, span => Assert.Equal(PrivacyClass.Phone, span.Class));
        Assert.Equal("phone.pattern@1", new PhonePatterns().Name);
    }
}
