using System.Text;
using Sluice.Publish.Privacy;
using Sluice.Records;

namespace Sluice.Tests.Publish.Privacy;

/// <summary>What a member's name says of its value, what is shown on one line, and what names in an object become.</summary>
public sealed class PrivateMembersTests
{
    static string Examined(string line)
    {
        var into = new RecordLine();
        PrivacyGate.Standard().Examine(Some.Read(line), into);
        return Encoding.UTF8.GetString(into.Bytes);
    }

    [Theory]
    [InlineData("""{"location":{"lat":51.50741,"lng":-0.12781}}""", """{"location":{"lat":null,"lng":null}}""")]
    [InlineData("""{"Latitude":"51.50741","x":1}""", """{"Latitude":null,"x":1}""")]
    [InlineData("""{"a":[{"coordinates":[51.50741, -0.12781]}]}""", """{"a":[{"coordinates":[]}]}""")]
    [InlineData("""{"phone":15550100199}""", """{"phone":null}""")]
    [InlineData("""{"contact":{"mobile_number":"0400 555 123 x"}}""", """{"contact":{"mobile_number":"[redacted]"}}""")]
    [InlineData("""{"contact": {"e-mail" : "jane roe, example"}}""", """{"contact": {"e-mail" : "[redacted]"}}""")]
    [InlineData("""{"street":"Example Street 12b"}""", """{"street":"[redacted]"}""")]
    public void A_member_that_says_that_it_is_private_is_taken_at_its_word(string line, string expected) => Assert.Equal(expected, Examined(line));

    [Theory]
    [InlineData("""{"lat":1}""")]
    [InlineData("""{"latent":51.50741,"longest":12.34567,"cell":1234567}""")]
    [InlineData("""{"phone":null,"email":"","street":"Wall Street","coordinates":{"x":0.12345,"y":0.23456},"geo":"Europe"}""")]
    public void What_says_nothing_private_stays(string line) => Assert.Equal(line, Examined(line));

    [Fact]
    public void Names_that_are_redacted_stay_apart() =>
        Assert.Equal("""{"by":{"[email redacted] 1":1,"[email redacted] 2":2}}""", Examined("""{"by":{"kim.k@example.org":1,"jo.j@example.org":2}}""").Replace("[redacted]", "[email redacted]"));

    [Theory]
    [InlineData("""{"title":"Write to me: jane      @      example.org"}""", "jane")]
    [InlineData("""{"title":"Call\nmobile\n\n(0) 30 901 8137"}""", "8137")]
    public void A_title_is_judged_as_it_reads_on_one_line(string line, string secret) => Assert.DoesNotContain(secret, Examined(line));

    [Fact]
    public void The_verdict_tells_in_which_fields()
    {
        var verdict = PrivacyGate.Standard().Examine(Some.Read("""{"title":"a","authors":["jane.roe@example.org"],"text":"b"}"""), new RecordLine());

        Assert.Equal(["authors"], verdict.Fields);
        Assert.Equal(["email=1"], verdict.Redacted.Select(pair => $"{pair.Key}={pair.Value}"));
    }

    [Fact]
    public void Numbers_in_a_sentence_are_redacted_however_many_they_are() =>
        Assert.DoesNotContain("010-01", Examined("""{"text":"Our numbers: 555-010-0199, 555-010-0198, 555-010-0197."}"""));

    [Fact]
    public void Its_time_grows_with_what_is_found()
    {
        // Forty thousand finds in one text: comparing each with each would take minutes.
        var line = "{\"text\":\"" + string.Concat(Enumerable.Repeat("write to jane.roe@example.org or call 555-010-0199, ", 20_000)) + "\"}";

        Assert.Equal(40_000, PrivacyGate.Standard().Examine(Some.Read(line), new RecordLine()).Redacted.Values.Sum());
    }
}
