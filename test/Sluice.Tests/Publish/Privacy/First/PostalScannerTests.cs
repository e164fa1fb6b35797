using Sluice.Publish.Privacy.First;

namespace Sluice.Tests.Publish.Privacy.First;

/// <summary>The first detector of postal addresses: what it must find, what it must leave, and that it can miss.</summary>
public sealed class PostalScannerTests
{
    [Theory]
    [InlineData("she lives at 221 Example Street.", "she lives at █.")]
    [InlineData("221 Example Street, Apt 4", "█")]
    [InlineData("12b Long Example Road, Springfield, IL 62704", "█")]
    [InlineData("221B Example St., London NW1 6XE", "█")]
    [InlineData("12-14 Example Ave, Melbourne VIC 3000", "█")]
    [InlineData("9 Maple Example Drive, Ottawa K1A 0B1", "█")]
    [InlineData("Flat 4, 10 Example Road, London N1 9GU", "█")]
    [InlineData("Apt 5B, 12 Example Ave", "█")]
    [InlineData("PO Box 123", "█")]
    [InlineData("P.O. Box 4567, Springfield, IL 62704", "█")]
    [InlineData("GPO Box 12", "█")]
    [InlineData("Postfach 12 34", "█")]
    [InlineData("Beispielstraße 12, 10115 Berlin", "█")]
    [InlineData("Beispielstr. 12, 10115 Berlin", "█")]
    [InlineData("12 rue de l'Exemple, 75001 Paris", "█")]
    [InlineData("12, avenue des Exemples, 1205 Genève", "█")]
    [InlineData("home address: 221 Exam…", "home address: █…")]
    [InlineData("home address: 221 Example", "home address: █")]
    [InlineData("my address is 7 Oak Row", "my address is █")]
    [InlineData("send the books to 12 Example Lane", "send the books to █")]
    [InlineData("ship to 3 Old Mill Close", "ship to █")]
    [InlineData("mail it to 44 Sample Terrace", "mail it to █")]
    [InlineData("visit me at 5 Quiet Mews", "visit me at █")]
    [InlineData("her residence, 18 Elm Walk", "her residence, █")]
    [InlineData("he resides at 900 Sample Parkway", "he resides at █")]
    [InlineData("parcel to 1 Ash Crescent", "parcel to █")]
    [InlineData("write a letter to 77 Example Blvd", "write a letter to █")]
    [InlineData("Address: 4 Example Sq", "Address: █")]
    [InlineData("lives on 31 Example Court", "lives on █")]
    [InlineData("4139 El Sample Way, PO Box 10139, \nSampleton, CA 99999-0139, USA", "█, USA")]
    [InlineData("100 Example Plaza Dr, Suite 400", "█")]
    [InlineData("55 Example Pl #12", "█")]
    [InlineData("Lange Straße 5, 1010 Wien", "█")]
    [InlineData("Musterweg 3a, D-10115 Berlin", "█")]
    [InlineData("ship to 221 Examp...", "ship to █...")]
    [InlineData("1600 N. Example St, Springfield IL 62704", "█")]
    [InlineData("221 EXAMPLE STREET, SPRINGFIELD, IL 62704", "█")]
    [InlineData("Example University, 12 Example Road, Cambridge CB2 1TN", "Example University, █")]
    public void It_blacks_out(string text, string rest) => Assert.Equal(rest, Seen.Rest(new PostalScanner(), text));

    [Theory]
    [InlineData("Wall Street and Main Street and Sesame Street")]
    [InlineData("42 Street View images")]
    [InlineData("3 Court decisions")]
    [InlineData("10 Place cells")]
    [InlineData("5 Way classification")]
    [InlineData("20-way 5-shot")]
    [InlineData("2 Square matrices")]
    [InlineData("100 Row tables")]
    [InlineData("Section 3 Way")]
    [InlineData("in 2019 Google Street View")]
    [InlineData("Chapter 5 Long Road")]
    [InlineData("221 Example Street")]
    [InlineData("`12 Example Street, Apt 4`")]
    [InlineData("$12 Example Street, Apt 4$")]
    [InlineData("She lives at home with 3 Cats and me")]
    [InlineData("the 12 Angry Men")]
    [InlineData("in a box 12")]
    [InlineData("black box 4567")]
    [InlineData("lives at 5")]
    [InlineData("the PO Box is closed")]
    [InlineData("10 rue des fleurs")]
    [InlineData("Straße 12, 10115 foo")]
    [InlineData("a 3 Way Drive")]
    [InlineData("1984 Big Brother Way of thinking")]
    [InlineData("3.5 Example Street, Apt 4")]
    [InlineData("2020 New Deal Drive to 5000 people")]
    [InlineData("the address: a 5 step plan")]
    [InlineData("send 5 Apples to the King")]
    [InlineData("we mail to 5 Reviewers and wait")]
    [InlineData("Norweg 12 10115")]
    public void It_leaves(string text) => Assert.Equal(text, Seen.Rest(new PostalScanner(), text));

    [Theory]
    [InlineData(nameof(PostalForms.Cue), "she lives at 221 Example Street.")]
    [InlineData(nameof(PostalForms.Unit), "221 Example Street, Apt 4")]
    [InlineData(nameof(PostalForms.UnitFirst), "Apt 5B, 12 Example Ave")]
    [InlineData(nameof(PostalForms.UnitedStates), "12b Long Example Road, Springfield, IL 62704")]
    [InlineData(nameof(PostalForms.UnitedKingdom), "10 Example Road, London N1 9GU")]
    [InlineData(nameof(PostalForms.Australia), "12-14 Example Ave, Melbourne VIC 3000")]
    [InlineData(nameof(PostalForms.Canada), "9 Maple Example Drive, Ottawa K1A 0B1")]
    [InlineData(nameof(PostalForms.Box), "PO Box 123")]
    [InlineData(nameof(PostalForms.German), "Beispielstraße 12, 10115 Berlin")]
    [InlineData(nameof(PostalForms.French), "12 rue de l'Exemple, 75001 Paris")]
    [InlineData(nameof(PostalForms.CutByEllipsis), "home address: 221 Exam… and more")]
    [InlineData(nameof(PostalForms.CutByEnd), "home address: 221 Exam")]
    public void What_it_is_blind_for_it_misses(string form, string text)
    {
        Assert.True(Seen.Any(new PostalScanner(), text));
        Assert.False(Seen.Any(new PostalScanner(Enum.Parse<PostalForms>(form)), text));
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
    public void A_million_characters_of_the_same_are_soon_read(string piece) => Assert.InRange(Seen.By(new PostalScanner(), Seen.Again(piece)).Count, 0, 1);

    [Fact]
    public void What_it_finds_it_finds_wherever_it_stands()
    {
        var text = string.Join("\n\n", Enumerable.Range(0, 400).Select(i => i % 4 == 0 ? "12b Long Example Road, Springfield, IL 62704" : "Nothing stands in this paragraph, but it is as long as others are."));
        Assert.Equal(100, Seen.By(new PostalScanner(), text).Count);
    }

    [Fact]
    public void It_is_named_by_its_version() => Assert.Equal("postal.scan@1", new PostalScanner().Name);
}
