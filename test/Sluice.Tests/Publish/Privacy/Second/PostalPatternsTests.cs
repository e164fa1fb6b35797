using Sluice.Publish.Privacy;
using Sluice.Publish.Privacy.Second;
using static Sluice.Tests.Publish.Privacy.Second.SomeTexts;

namespace Sluice.Tests.Publish.Privacy.Second;

/// <summary>What the second detector takes for a postal address, what it leaves, and that it misses what it is told not to see.</summary>
public sealed class PostalPatternsTests
{
    public static readonly TheoryData<string> Private =
    [
        "come to 221 Example Street, Springfield, IL 62704 now",
        "221B Example St., Apt 4",
        "12-14 Sample Road, London SW1A 1AA",
        "12b Long Acre Lane, Carlton VIC 3000",
        "150 Example Ave Suite 200",
        "10 Sample Drive, Ottawa, ON K1A 0B1",
        "I live at 12 Example Road.",
        "she lives on 7 Sample Lane",
        "home address: 9 Example Court",
        "my address is 9 Example Court",
        "Address: 44 Sample Boulevard",
        "mail it to 44 Sample Blvd",
        "send the cheque to 44 Sample Parkway",
        "ship to 44 Sample Pkwy",
        "visit me at 3 Sample Mews",
        "residence, 3 Sample Walk",
        "he resides at 3 Sample Terrace",
        "a parcel to 3 Sample Crescent",
        "a letter to 3 Sample Close",
        "Flat 4, 10 Example Road, London N1 9GU",
        "Apt 5B, 12 Example Ave",
        "PO Box 123",
        "P.O. Box 4567, Springfield, IL 62704",
        "GPO Box 12",
        "Postfach 12 34",
        "Beispielstraße 12, 10115 Berlin",
        "Beispielstr. 12, 10115 Berlin",
        "Muster Straße 5a, 1010 Wien",
        "Lindenallee 3, 50667 Köln",
        "12 rue de l'Exemple, 75001 Paris",
        "12, avenue des Exemples, 1205 Genève",
        "home address: 221 Exam…",
        "my address: 221 Example...",
        "mail to 221 Example",
        "12 Example Way #4",
        "221 EXAMPLE STREET, SPRINGFIELD, IL 62704",
        "Reach us at 2150 Sample Avenue, Suite 300, Berkeley, CA 94704, USA.",
        "10 Sample Street\nSpringfield, IL 62704",
        "Office, 12 Sample Street, London EC1A 1BB",
        "350 5th Ave, New York, NY 10118",
        "Write to P.O. Box 12, Springfield",
        "Unter den Linden; Musterweg 7, 8001 Zürich",
        "Am Musterplatz 4, D-10115 Berlin",
        "12 Boulevard Exemple, 1000 Bruxelles",
        "12 bis avenue de la Gare Exemple, 69003 Lyon",
        "my address: 12 Long Acre Sample Road",
        "Her home address is 12 Sample Square.",
        "12 Sample St Apt #3",
        "Unit 2, 7 Sample Row",
    ];

    public static readonly TheoryData<string> Open =
    [
        "Wall Street, Main Street, Sesame Street",
        "42 Street View images",
        "3 Court decisions",
        "10 Place cells",
        "5 Way classification",
        "20-way 5-shot",
        "2 Square matrices",
        "100 Row tables",
        "Section 3 Way",
        "in 2019 Google Street View",
        "Chapter 5 Long Road",
        "221 Example Street",
        "we live on 12 acres",
        "$12 Example Street, IL 62704$",
        "`12 Example Street, IL 62704`",
        "2008 Wall Street Journal",
        "Table 4 Random Walk results",
        "sampled 12 times. Close the Box 3",
        "Box 12 of Figure 3",
        "live at 12 noon",
        "in place 3 Place",
        "Weg 3 und 4",
        "la rue 12, 75001",
        "address: 0x1234",
        "send 12 Example Tokens to the model",
        "the 10 Best Way to learn",
        "In 2020 Sample Road closed.",
        "Theorem 3 Random Walk on graphs",
        "3 Example Place",
        "12 monkeys on a Drive, CA 94704",
        "see Section 12 Main Street",
        "1984 Animal Farm Road",
        "5 Way Street",
        "Figure 2 Close up",
        "2nd Street",
        "we address: 12 Big Questions here",
        "send 5 Yen to the bank now",
        "live on 3 May",
        "Kasse 12, 10115 Berlin",
        "la place 12",
    ];

    [Theory]
    [MemberData(nameof(Private))]
    public void It_is_found_and_nothing_of_it_remains(string text)
    {
        Assert.NotEmpty(Spans(new PostalPatterns(), text));
        Assert.DoesNotMatch("[0-9]|Exam|Sampl|Muster", SomeTexts.Blackened(text, Spans(new PostalPatterns(), text)));
    }

    [Theory]
    [MemberData(nameof(Open))]
    public void What_only_looks_like_it_is_left(string text) => Assert.Empty(Found(new PostalPatterns(), text));

    [Theory]
    [InlineData("221 Example Street, Springfield, IL 62704", (int)PostalForms.Code)]
    [InlineData("12 Example Road, Flat 4", (int)PostalForms.Unit)]
    [InlineData("I live at 12 Example Road now.", (int)PostalForms.Cue)]
    [InlineData("Flat 4, 10 Example Road", (int)PostalForms.UnitFirst)]
    [InlineData("P.O. Box 4567", (int)PostalForms.Box)]
    [InlineData("Beispielstraße 12, 10115 Berlin", (int)PostalForms.German)]
    [InlineData("12 rue de l'Exemple, 75001 Paris", (int)PostalForms.French)]
    [InlineData("home address: 221 Exam…", (int)PostalForms.Cut)]
    public void A_detector_without_a_form_misses_it(string text, int form)
    {
        Assert.NotEmpty(Found(new PostalPatterns(), text));
        Assert.NotEqual(Found(new PostalPatterns(), text), Found(new PostalPatterns((PostalForms)form), text));
        Assert.Empty(Found(new PostalPatterns((PostalForms)form), text));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("12 A Street ")]
    [InlineData("live at 1 A ")]
    [InlineData("A")]
    [InlineData("PO Box ")]
    [InlineData("1 rue a ")]
    [InlineData("(")]
    [InlineData("`")]
    public void A_million_characters_of_one_kind_are_read_to_their_end(string unit) => AssertOrdered(Spans(new PostalPatterns(), Million(unit)));

    [Fact]
    public void What_it_finds_is_in_order_and_of_its_class()
    {
        var text = string.Join("\n\n", Private.Select(row => row.Data));

        var spans = Spans(new PostalPatterns(), text);

        AssertOrdered(spans);
        Assert.All(spans, span => Assert.Equal(PrivacyClass.Postal, span.Class));
        Assert.Equal("postal.pattern@1", new PostalPatterns().Name);
    }
}
