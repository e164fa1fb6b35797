using System.Text;
using System.Text.Json.Nodes;
using Sluice.Clean.Cleaners;
using Sluice.Records;

namespace Sluice.Tests.Clean;

public sealed class MisreadTextTests
{
    static readonly Encoding Latin1 = Encoding.Latin1;

    static string Cleaned(string text) => SomeText.Cleaned(new MisreadText(), text).Text;

    // UTF-8 read as Windows-1252, with Latin-1's controls for the five bytes that it leaves open.
    static string Misread(string text) => string.Concat(Encoding.UTF8.GetBytes(text).Select(b => Sluice.Records.Windows1252.CharOf(b)));

    [Theory]
    [InlineData("The agent’s “goals” — all of them… and π ≤ ½")]
    [InlineData("Müller, José and François met in Zürich")]
    [InlineData("naïve façade, coöperate, résumé, Ångström, Ørsted")]
    [InlineData("→ Next: 100 € or £20 · © 2020 ™ ± 5°")]
    [InlineData("Пример текста на русском языке")]
    [InlineData("日本語のテキスト")]
    [InlineData("α, β and θ; 𝔼[x] 🙂")]
    [InlineData("Gavenčiak, Łukasz, Ștefan, Đorđe, Žižek")]
    public void What_was_misread_is_read_again(string text)
    {
        Assert.Equal(text, Cleaned(Misread(text)));
        Assert.Equal(text, Cleaned(Latin1.GetString(Encoding.UTF8.GetBytes(text))));
    }

    [Theory]
    [InlineData("The agent’s “goals”, in Zürich")]
    [InlineData("Erdős’ – λ → ∞")]
    public void What_was_misread_twice_is_read_twice(string text) => Assert.Equal(text, Cleaned(Misread(Misread(text))));

    [Theory]
    [InlineData("Ünïcödé — “fine” as it is")]
    [InlineData("„10 Å“ and „Spaß“, CAFÉ”, SÃO PAULO")]
    [InlineData("«À VOIR»  « Â » and VOILÀ – LÀ… NAÏVETÉ’S")]
    [InlineData("the Å’s and É’s of CAFÉ™ and CLICHÉ®")]
    [InlineData("Tomáš Gavenčiak’s áš…, ‘naïš’")]
    [InlineData("ÃO, Â, Ã and â alone; Ð, Ñ, ß")]
    [InlineData("plain")]
    [InlineData("漢字 Ελληνικά Привет")]
    [InlineData("x\u0080y\u009d")]
    public void What_people_write_stays(string text) => Assert.Equal(text, Cleaned(text));

    [Theory]
    [InlineData("HuÃ¡scar", "Huáscar")]
    [InlineData("donâ\u0080\u0099t", "don’t")]
    [InlineData("a â†’ b", "a → b")]
    [InlineData("â€œquotedâ€\u009D", "“quoted”")]
    [InlineData("donÃ¢â‚¬â„¢t", "don’t")]
    [InlineData("cafÃ© crÃ¨me", "café crème")]
    [InlineData("Ã\u00A0 la carte", "à la carte")]
    [InlineData("fÃ¼r", "für")]
    [InlineData("SÃ£o Paulo", "São Paulo")]
    [InlineData("EspaÃ±a", "España")]
    [InlineData("sÅ‚owo", "słowo")]
    [InlineData("NÃ³s", "Nós")]
    [InlineData("Viá»‡t", "Việt")]
    [InlineData("Ð¿Ñ€Ð¸Ð²ÐµÑ‚", "привет")]
    [InlineData("Î±-helix", "α-helix")]
    [InlineData("Ï€/2", "π/2")]
    [InlineData("æ—¥æœ¬èªž", "日本語")]
    [InlineData("ðŸ˜€", "😀")]
    [InlineData("ï»¿start", "\ufeffstart")]
    [InlineData("lost ï¿½ here", "lost \ufffd here")]
    [InlineData("Â£100", "£100")]
    [InlineData("25Â°C", "25°C")]
    [InlineData("fooÂ\u00A0bar", "foo\u00a0bar")]
    [InlineData("Â¿QuÃ©?", "¿Qué?")]
    [InlineData("x âˆˆ S, a â‰¤ b", "x ∈ S, a ≤ b")]
    public void Common_damage_is_repaired(string text, string repaired)
    {
        Assert.Equal(repaired, Cleaned(text));
        Assert.Equal("“sound” " + repaired, Cleaned("“sound” " + text));
    }

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
    [InlineData("operator \u00C2\u00B2 and \u00C2 in a Hilbert space, the word Ã la carte")]
    [InlineData("Ã\u00B3")]
    public void Letters_before_punctuation_stay(string text) => Assert.Equal(text, Cleaned(text));

    [Fact]
    public void A_damaged_place_beside_a_sound_one_is_repaired_alone() =>
        Assert.Equal("“Sound” and agent’s CAFÉ”", Cleaned("“Sound” and agentâ€™s CAFÉ”"));

    [Fact]
    public void A_place_that_could_be_meant_is_repaired_where_the_whole_text_is_damaged()
    {
        Assert.Equal("3 × 4, agent’s", Cleaned(Misread("3 × 4, agent’s")));
        Assert.Equal("3 Ã— 4", Cleaned("3 Ã— 4"));
    }

    [Fact]
    public void Code_about_mojibake_stays() => Assert.Equal("It’s `â€™` in `Ã©`.", Cleaned("Itâ€™s `â€™` in `Ã©`."));

    [Fact]
    public void Lone_controls_are_the_quotation_marks_of_Windows_1252()
    {
        Assert.Equal("It’s “so” – yes…", Cleaned("It\u0092s \u0093so\u0094 \u0096 yes\u0085"));
        Assert.Equal("line\u0085line", Cleaned("line\u0085line"));
        Assert.Equal("â\u0092 x", Cleaned("â\u0092 x"));
    }

    [Fact]
    public void What_came_back_gives_the_damaged_text_again()
    {
        var (random, places) = (new Random(61), 0);
        for (var i = 0; i < 3000; i++)
        {
            var repair = new Sluice.Clean.TextRepair();
            repair.Load(SomeText.Of(random).AsSpan(), "text", "");
            var report = new ProvenanceEdit();
            repair.Clean(new MisreadText(), report);
            foreach (var (before, after) in PlacesOf(report))
            {
                Assert.True(before == Misread(after) || before == Latin1.GetString(Encoding.UTF8.GetBytes(after)) || before == $"{(char)Sluice.Records.Windows1252.ByteOf(after[0])}", $"{before} became {after}");
                places++;
            }
        }
        Assert.InRange(places, 500, int.MaxValue);
    }

    static IEnumerable<(string Before, string After)> PlacesOf(ProvenanceEdit report)
    {
        var line = Some.Read("""{"_provenance":{"transformations":[]}}""");
        var edit = new LineEdit().Begin(line);
        report.ApplyTo(edit, line);
        return (JsonNode.Parse(edit.Apply().Span)!["_provenance"]!["repairs"] as JsonArray ?? [])
            .SelectMany(repair => repair!["places"]!.AsArray()).Select(place => ((string)place!["before"]!, (string)place["after"]!)).ToList();
    }
}
