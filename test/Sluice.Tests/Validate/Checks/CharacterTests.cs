using System.Text;
using System.Text.Json.Nodes;
using Sluice.Validate;
using Sluice.Validate.Checks;

namespace Sluice.Tests.Validate.Checks;

/// <summary>Control and replacement characters, mojibake, and what is beyond ASCII.</summary>
public sealed class CharacterTests
{
    static string Line(string field, string text) => field == "authors"
        ? new JsonObject { ["authors"] = new JsonArray("Ada Example", text) }.ToJsonString()
        : new JsonObject { [field] = text }.ToJsonString();

    [Theory]
    [InlineData("\u0000")]
    [InlineData("\u0008")]
    [InlineData("\u000C")]
    [InlineData("\u001F")]
    [InlineData("\u007F")]
    [InlineData("\u0080")]
    [InlineData("\u009F")]
    public void Control_characters_are_found_in_title_and_text(string character)
    {
        Assert.Equal(["text.control_character /text"], SomeValidation.Of(new CharactersAreText(), Line("text", "a" + character)));
        Assert.Equal(["text.control_character /title"], SomeValidation.Of(new CharactersAreText(), $$"""{"title":"{{(character[0] > '\u007E' ? character : $"\\u{(int)character[0]:x4}")}}"}"""));
        Assert.Empty(SomeValidation.Of(new CharactersAreText(), Line("authors", "a" + character)));
    }

    [Fact]
    public void A_finding_names_the_first_and_counts_the_others()
    {
        var found = SomeValidation.Check(new CharactersAreText(), Line("text", "a\u0007b\u0008c\uFFFDd\uFFFD")).Select(finding => finding.Found);

        Assert.Equal(["U+0007 (and 1 more)", "a\u0007b\u0008c\uFFFDd\uFFFD (and 1 more)"], found);
    }

    [Fact]
    public void Tabs_line_ends_and_the_first_printable_characters_are_text() =>
        Assert.Empty(SomeValidation.Of(new CharactersAreText(), Line("text", " \t\r\n~\u00A0\u00AD\u200B\u2028\uFEFF\uFFFC😀")));

    [Theory]
    [InlineData("title", "/title")]
    [InlineData("text", "/text")]
    [InlineData("authors", "/authors/1")]
    public void A_lost_character_and_mojibake_are_found_in_each_field(string field, string pointer)
    {
        Assert.Equal(["text.replacement_character " + pointer], SomeValidation.Of(new CharactersAreText(), Line(field, "caf\uFFFD")));
        Assert.Equal(["text.mojibake " + pointer], SomeValidation.Of(new TextIsNotMojibake(), Line(field, "HuÃ¡scar")));
        Assert.Empty(SomeValidation.Of(new CharactersAreText(), Line("abstract", "caf\uFFFD")));
    }

    static string[] Mojibake(string text) => SomeValidation.Of(new TextIsNotMojibake(), Line("text", text));

    [Theory]
    [InlineData("HuÃ¡scar")]
    [InlineData("donâ€™t")]
    [InlineData("donâ\u0080\u0099t")]
    [InlineData("a â†’ b")]
    [InlineData("â€œquotedâ€\u009D")]
    [InlineData("donÃ¢â‚¬â„¢t")]
    [InlineData("cafÃ© crÃ¨me")]
    [InlineData("Ã\u00A0 la carte")]
    [InlineData("fÃ¼r")]
    [InlineData("SÃ£o Paulo")]
    [InlineData("EspaÃ±a")]
    [InlineData("sÅ‚owo")]
    [InlineData("NÃ³s")]
    [InlineData("Viá»‡t")]
    [InlineData("Ð¿Ñ€Ð¸Ð²ÐµÑ‚")]
    [InlineData("Î±-helix")]
    [InlineData("Ï€/2")]
    [InlineData("æ—¥æœ¬èªž")]
    [InlineData("ðŸ˜€")]
    [InlineData("ï»¿start")]
    [InlineData("lost ï¿½ here")]
    [InlineData("Â£100")]
    [InlineData("25Â°C")]
    [InlineData("fooÂ\u00A0bar")]
    [InlineData("Â¿QuÃ©?")]
    [InlineData("x âˆˆ S, a â‰¤ b")]
    public void Text_read_in_the_wrong_encoding_is_found(string text) => Assert.Equal(["text.mojibake /text"], Mojibake(text));

    [Theory]
    [InlineData("NÃO, SÃO PAULO, AMANHÃ, IRMÃ")]
    [InlineData("AMANH\u00C3\u201D AMANH\u00C3\u00BB AMANH\u00C3\u2026 IRM\u00C3\u2013DEUS AMANH\u00C3\u00A0\u2014")]
    [InlineData("São Paulo, coração, à la carte, où, naïve Â, crêpe")]
    [InlineData("«\u00A0voil\u00E0\u00A0» «\u00A0caf\u00E9\u00A0» l\u00E0…\u00A0» \u00E9\u201D \u00E8\u2019\u00A0 all\u00E2\u2026\u201D")]
    [InlineData("Á, Â, Ã, Ä, Å: \u201C\u00C3\u201D and \u2018\u00C5\u2019 and «\u00C2»")]
    [InlineData("A–Ö, Å–Ö, 10 Å², 3 Å–5 Å, Å…")]
    [InlineData("VIỆT NAM, Đặng, tiếng Việt, NGƯỜI, HÀ NỘI")]
    [InlineData("£100, 25°C, ½, ©2020, §3, x², ±2, a×b, ×2, 2×±1")]
    [InlineData("Úžasný, Čeština, ŠÚŽ, Übung, Spaß… Spaß” STRASSE")]
    [InlineData("CAFÉ… CAF\u00C9\u201D CAF\u00C9\u00A0\u2014 CAF\u00C9\u00AE VOIL\u00C0\u00BB \u00C0\u00A0la HYV\u00C4\u201D")]
    [InlineData("ESPAÑA, ñandú, ÎLE, «ÎLE», COS\u00CC\u201D LUNED\u00CC\u2026")]
    [InlineData("Привет, 日本語, αβγ, 😀, x ∈ S, → ≤")]
    [InlineData("operator \u00C2\u00B2 and \u00C2 in a Hilbert space, the word Ã la carte")]
    [InlineData("plain ASCII only")]
    [InlineData("Ã")]
    [InlineData("Ã\u00B3")]
    public void Letters_before_punctuation_are_not(string text) => Assert.Empty(Mojibake(text));

    [Fact]
    public void Every_letter_and_sign_of_common_texts_is_found_once_misread_between_letters()
    {
        // The detector's own table is not asked: the five bytes that Windows-1252 leaves open come back as they are.
        const string Cp1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";
        string Misread(string text) => string.Concat(Encoding.UTF8.GetBytes(text).Select(b => b is >= 0x80 and < 0xA0 ? Cp1252[b - 0x80] : (char)b));

        foreach (var word in "dépôt façade Übung größer señor então çok żółw hračka người thế it’s a—b “so” €5 £5 x≥0 x→y привет 日本 γράμμα 😀".Split(' '))
        {
            Assert.True(Mojibake("see " + Misread(word) + " there").Length == 1, word);
            Assert.True(Mojibake("see " + Misread(Misread(word)) + " there").Length == 1, word + " twice");
            Assert.True(Mojibake("see " + word + " there").Length == 0, word);
        }
    }

    static string[] Ascii(string line) => [.. SomeValidation.Check(new TextIsAscii(), line).Select(finding => $"{finding.Pointer} {finding.Found}")];

    [Theory]
    [InlineData("""{"a":"é","b":["x",{"c":"ü"}],"d":"e\u00e9"}""", "/a U+00E9", "/b U+00FC", "/d U+00E9")]
    [InlineData("""{"a":"\ud83d\ude00","b":"😀","c":"\ud800"}""", "/a U+1F600", "/b U+1F600", "/c U+D800")]
    [InlineData("""{"a":"\\u00e9\u0041\n","b":"~\u007f"}""")]
    [InlineData("""{"_provenance":{"a":"é"},"a":1}""")]
    [InlineData("""{"a":"\u00e9é"}""", "/a U+00E9")]
    [InlineData("""{"é/":1,"a":{"é":1}}""", "/é~1 U+00E9", "/a U+00E9")]
    public void What_is_beyond_ASCII_is_found_once_a_field(string line, params string[] found) => Assert.Equal(found, Ascii(line));

    [Fact]
    public void It_is_asked_for()
    {
        var line = Some.Line(1, row => row["title"] = "On oversight, über alles");
        Validation With(bool ascii) => new(SomeValidation.Source, Sluice.JsonSchema.Schema.Parse("{}"), new ValidateOptions { Ascii = ascii });

        Assert.Empty(With(false).Judge(Some.RawRecordOf(line), new Sluice.Records.Document()));
        Assert.Equal(["text.not_ascii"], Some.Codes(With(true).Judge(Some.RawRecordOf(line), new Sluice.Records.Document())));
        Assert.NotEqual(With(false).Configuration, With(true).Configuration);
    }
}
