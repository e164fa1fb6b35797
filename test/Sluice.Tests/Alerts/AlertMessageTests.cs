using Sluice.Alerts;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Tests.Alerts;

/// <summary>What leaves this machine names none of its folders.</summary>
public sealed class AlertMessageTests
{
    [Theory]
    [InlineData("LAKE/raw/alpha/dumps is damaged.", "the lake/raw/alpha/dumps is damaged.")]
    [InlineData("LAKE: no space left", "the lake: no space left")]
    [InlineData("LAKE", "the lake")]
    [InlineData("LAKE-two/one.jsonl is not the lake's", "one.jsonl is not the lake's")]
    [InlineData("Could not find a part of the path 'HOME/ada lovelace/rows.jsonl'.", "Could not find a part of the path 'rows.jsonl'.")]
    [InlineData("(HOME/a/b.csv) and HOME/a/c.csv: neither is there", "(b.csv) and c.csv: neither is there")]
    [InlineData("See HOME/a/rules.json.", "See rules.json.")]
    [InlineData("HOME/folder/", "folder")]
    [InlineData(@"C:\Users\ada\rows.jsonl is held", "rows.jsonl is held")]
    // No paths of this machine.
    [InlineData("http://127.0.0.1:1/api/datasets/a answered 404", "http://127.0.0.1:1/api/datasets/a answered 404")]
    [InlineData("100 of 3/4, a/b/c.jsonl, ../grants/lines.jsonl", "100 of 3/4, a/b/c.jsonl, ../grants/lines.jsonl")]
    [InlineData("/no-such-field-at-a-root/0 is 7 / 8", "/no-such-field-at-a-root/0 is 7 / 8")]
    public void A_path_is_shortened_to_what_says_something_elsewhere(string found, string told)
    {
        using var folder = new TempFolder();
        var lake = new Lake(folder.File("lake"));
        string Here(string text) => text.Replace("LAKE", lake.Root, StringComparison.Ordinal).Replace("HOME", folder.Path, StringComparison.Ordinal);

        var happened = new AlertEvent("e", "alpha", FindingCode.SourceFailing, "2026-01-05T02:00:00Z", null, Here(found), "");

        Assert.Equal(told, AlertMessage.Of(happened, AlertMessage.Open, lake).Found);
    }
}
