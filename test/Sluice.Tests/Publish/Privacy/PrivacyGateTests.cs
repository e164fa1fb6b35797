using System.Text;
using System.Text.Json.Nodes;
using Sluice.Publish.Privacy;
using Sluice.Records;

namespace Sluice.Tests.Publish.Privacy;

public sealed class PrivacyGateTests
{
    /// <summary>Finds a word, and calls it what it is told.</summary>
    sealed class Finds(string word, PrivacyClass what = PrivacyClass.Email) : IDetector
    {
        public PrivacyClass Class => what;

        public string Name => $"{what.Name()}.{word}@1";

        public void Find(ReadOnlySpan<char> text, List<PrivateSpan> found)
        {
            for (var at = 0; text[at..].IndexOf(word, StringComparison.Ordinal) is var hit and >= 0; at += hit + word.Length)
                found.Add(new PrivateSpan(what, at + hit, word.Length));
        }
    }

    static (JsonNode Document, PrivacyVerdict Verdict) Examine(string json, IDetector[] first, IDetector[] second, IDetector[]? third = null)
    {
        var into = new RecordLine();
        var verdict = new PrivacyGate(first, second, third ?? []).Examine(Some.Read(json), into);
        return (JsonNode.Parse(into.Bytes)!, verdict);
    }

    [Fact]
    public void What_both_find_is_redacted_in_every_string_and_the_rest_keeps_its_bytes()
    {
        var line = """{"document_id":"s:1","title":"of secretive","tags":["a","secretive \u0041"],"extra":{"secretive":{"deep":["\"secretive\""]}},"text":"A \ud83d\ude00 secretive\nend","votes": 1.50}""";
        var into = new RecordLine();

        var verdict = new PrivacyGate([new Finds("secretive")], [new Finds("cretive")], []).Examine(Some.Read(line), into);

        Assert.Equal("""{"document_id":"s:1","title":"of [email]","tags":["a","[email] A"],"extra":{"[email] 1":{"deep":["\"[email]\""]}},"text":"A 😀 [email]\nend","votes": 1.50}""", Encoding.UTF8.GetString(into.Bytes));
        Assert.Equal((5, 0), (verdict.Redacted["email"], verdict.Disagreed.Count));
        Assert.Equal(["extra", "tags", "text", "title"], verdict.Fields.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_document_without_any_keeps_its_bytes()
    {
        var line = """{"document_id":"s:1","text":"nothing \u0041 here"}""";
        var into = new RecordLine();

        Assert.Same(PrivacyVerdict.Clean, new PrivacyGate([new Finds("secretive")], [new Finds("secretive")], []).Examine(Some.Read(line), into));

        Assert.Equal(line, Encoding.UTF8.GetString(into.Bytes));
    }

    [Theory]
    [InlineData("only the first sees secretive", "secretive", "nobody", "nobody")]
    [InlineData("only the second sees secretive", "nobody", "secretive", "nobody")]
    [InlineData("only the third sees secretive", "nobody", "nobody", "secretive")]
    public void Where_one_sees_what_another_does_not_it_is_redacted_and_told(string text, string first, string second, string third)
    {
        var (document, verdict) = Examine(new JsonObject { ["text"] = text }.ToJsonString(), [new Finds(first)], [new Finds(second)], [new Finds(third)]);

        Assert.Equal(["email"], verdict.Disagreed);
        Assert.DoesNotContain("secretive", (string)document["text"]!);
    }

    [Fact]
    public void The_third_need_not_see_what_two_agree_on_but_two_classes_are_two_opinions()
    {
        Assert.Empty(Examine("""{"text":"secretive"}""", [new Finds("secretive")], [new Finds("secretive")], [new Finds("nobody")]).Verdict.Disagreed);
        Assert.Equal(["email", "phone"], Examine("""{"text":"secretive"}""", [new Finds("secretive")], [new Finds("secretive", PrivacyClass.Phone)]).Verdict.Disagreed);
    }

    [Fact]
    public void Stretches_that_meet_become_one()
    {
        var (document, verdict) = Examine("""{"text":"see secretive place, please"}""", [new Finds("secretive place", PrivacyClass.Postal)], [new Finds("place", PrivacyClass.Postal)], [new Finds("secret", PrivacyClass.Phone)]);

        Assert.Equal("see [redacted], please", (string?)document["text"]);
        Assert.Equal(["postal=1"], verdict.Redacted.Select(pair => $"{pair.Key}={pair.Value}"));
    }

    [Fact]
    public void What_tells_documents_apart_is_left_alone() =>
        Assert.Equal("s:secretive", (string?)Examine("""{"document_id":"s:secretive","text":"x"}""", [new Finds("secretive")], [new Finds("secretive")]).Document["document_id"]);

    [Theory]
    [InlineData(3, "[…]")]
    [InlineData(7, "[email]")]
    [InlineData(10, "[redacted]")]
    [InlineData(16, "[email redacted]")]
    [InlineData(40, "[email address redacted]")]
    public void A_redaction_is_never_longer_than_what_it_stands_for(int length, string expected)
    {
        var redacted = Redaction.Of("<" + new string('x', length) + ">", [new PrivateSpan(PrivacyClass.Email, 1, length)]);

        Assert.Equal($"<{expected}>", redacted);
        Assert.True(redacted.Length <= length + 2);
    }

    [Fact]
    public void An_address_stays_one() =>
        Assert.Equal("https://example.org/by/redacted/x", Redaction.Of("https://example.org/by/jane@example.net/x", [new PrivateSpan(PrivacyClass.Email, 23, 16)]));
}
