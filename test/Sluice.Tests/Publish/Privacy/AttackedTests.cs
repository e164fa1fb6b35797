using System.Text.Json.Nodes;
using Sluice.Publish.Privacy;
using Sluice.Records;

namespace Sluice.Tests.Publish.Privacy;

/// <summary>What an attacker with data got through once, or made the gate take for private. The third detectors may be the only ones that see it.</summary>
public sealed class AttackedTests
{
    static PrivacyVerdict Examine(JsonObject document, out string redacted)
    {
        var into = new RecordLine();
        var verdict = PrivacyGate.Standard().Examine(Some.Read(document.ToJsonString()), into);
        redacted = JsonNode.Parse(into.Bytes)!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        return verdict;
    }

    [Theory]
    [InlineData("zqname@zqhost.orgAbstract. We study", "zqhost")]
    [InlineData("1zqname@zqhost.org2other@third.edu", "zqhost")]
    [InlineData("{zqname, other} at cs.zqhost.edu", "zqname")]
    [InlineData("{{zqname,other}}@zqhost.edu", "zqname")]
    [InlineData("zqname, other}@zqhost.edu", "zqhost")]
    [InlineData("zqname$@$zqhost.edu", "zqname")]
    [InlineData(@"\{zqname, other\}$@$zqhost.edu", "zqname")]
    [InlineData(@"zqname\u0040zqhost.org", "zqhost")]
    [InlineData("mailto:zqname%2540zqhost.org", "zqhost")]
    [InlineData("my email is zqname at zqhost.com", "zqhost")]
    [InlineData("zqname.roe@zqhost [truncated]", "zqhost")]
    [InlineData("zqname.roe@zqhost**…**", "zqhost")]
    [InlineData("Location: 16 Zqplace Street, Berkeley", "Zqplace")]
    [InlineData("The meetup is at 1600 Zqplace Ave, Berkeley", "Zqplace")]
    [InlineData("One Zqplace Way, Redmond, WA 98052", "Zqplace")]
    [InlineData("16 Zqplace Street, Boston, Massachusetts 02139", "Zqplace")]
    [InlineData("15 Zqplace Gardens, Cambridge CB2 1RB", "Zqplace")]
    [InlineData("Zqhouse, Mill Lane, Oxford OX2 0DJ", "OX2 0DJ")]
    [InlineData("meet at plus code 849VCWC8+R9", "849VCWC8")]
    [InlineData("https://what3words.com/zqone.two.three", "zqone")]
    [InlineData("The venue: 37.83324, -122.81625", "37.83324")]
    [InlineData("https://wa.me/14153792281", "4153792281")]
    [InlineData("Our numbers: 415-744-6258, 415-744-6259, 415-744-6257", "744")]
    public void What_got_through_does_not_any_more(string text, string secret)
    {
        Assert.NotEmpty(Examine(new JsonObject { ["text"] = $"For details: {text} and thank you." }, out var redacted).Redacted);
        Assert.DoesNotContain(secret, redacted);
    }

    [Theory]
    [InlineData("{zqname", "john}@mailhost.org")]
    [InlineData("221 Zqname Street", "Springfield, IL 62704")]
    [InlineData("zqname@", "mailhost.org")]
    public void A_list_that_was_cut_at_commas_is_judged_as_one(string one, string other)
    {
        var verdict = Examine(new JsonObject { ["authors"] = new JsonArray("Ada Example", one, other) }, out var redacted);

        Assert.Contains("authors", verdict.Fields);
        Assert.DoesNotContain("qname", redacted);
        Assert.Contains("Ada Example", redacted);
    }

    [Theory]
    [InlineData("Tel Aviv 6997801, Israel")]
    [InlineData("Tel Aviv University, 69978-1234")]
    [InlineData("mAP@[.5:.95] and mAP@[0.5:0.95]")]
    [InlineData("pass@1.We find that")]
    [InlineData("Hits@1. We also use Hits@10. in the ablation.")]
    [InlineData("CS @ MIT. in my free time")]
    [InlineData("Folding@home. it is a distributed project")]
    [InlineData("y = x @ layer.max + b")]
    [InlineData("P = M@model.fc.weight")]
    [InlineData("Phone calls 2019 2020 2021 2022")]
    [InlineData("mobile robots 2017 2018 2019")]
    [InlineData("a call for 10 000 000 dollars")]
    [InlineData("reward signal 1 000 000")]
    [InlineData("+10 000 000 000 dollars")]
    [InlineData("the telephone was invented in 1876-03-10")]
    [InlineData("https://x-access-token:${TOKEN}@github.com/")]
    public void What_only_looked_private_does_not_any_more(string text) =>
        Assert.Same(PrivacyVerdict.Clean, Examine(new JsonObject { ["text"] = $"It says {text} there." }, out _));

    [Theory]
    [InlineData("Open letter to 100 AI Labs")]
    [InlineData("What lives at 200 Hz")]
    [InlineData("What I call 1000000 steps")]
    public void A_title_ends_where_it_ends(string title) => Assert.DoesNotContain("redacted", Title(title));

    static string Title(string title)
    {
        Examine(new JsonObject { ["title"] = title }, out var redacted);
        return redacted;
    }

    [Fact]
    public void Prose_may_have_been_cut() =>
        Assert.NotEmpty(Examine(new JsonObject { ["text"] = "Our home address: 221 Zqname" }, out _).Redacted);
}
