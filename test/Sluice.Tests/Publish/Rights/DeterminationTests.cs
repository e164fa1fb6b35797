using System.Text.Json.Nodes;
using Sluice.Publish.Privacy;
using Sluice.Publish.Rights;
using Sluice.Records;
using Sluice.Sources;

namespace Sluice.Tests.Publish.Rights;

/// <summary>By whose word a text is served or not, and why.</summary>
public sealed class DeterminationTests
{
    static readonly SourceEntry Registered = SourceRegistry.Load().Source("alignment_research");
    static readonly PrivacyVerdict Clean = PrivacyVerdict.Clean;

    static PrivacyVerdict Redacted(string field) => new(new(StringComparer.Ordinal) { ["email"] = 1 }, [], new HashSet<string> { field });

    static DocumentRights Of(Action<JsonObject> edit, PrivacyVerdict? verdict = null, SourceEntry? source = null)
    {
        var row = new JsonObject
        {
            ["document_id"] = "alignment_research:1", ["source"] = "lesswrong", ["title"] = "T", ["authors"] = new JsonArray("Ada Example"), ["url"] = "https://www.lesswrong.com/posts/1/t",
            ["text"] = Some.Text, ["date_published"] = "2023-01-02", ["date_precision"] = "day", ["date_basis"] = "published",
            ["_provenance"] = new JsonObject { ["license"] = "MIT", ["license_scope"] = "compilation" },
        };
        edit(row);
        return new Determination().Of(source ?? Registered, Some.Read(row.ToJsonString()), verdict ?? Clean);
    }

    static (string, string, string?, string?) Told(DocumentRights rights) => (rights.License, rights.Text, rights.Basis, rights.Why);

    [Fact]
    public void Nobodys_word_is_no_licence_and_the_compilations_is_not_the_texts()
    {
        var rights = Of(_ => { });

        Assert.Equal(("NOASSERTION", "unknown", null, "no_basis"), Told(rights));
        Assert.Equal((null, null, "Ada Example. “T”. 2023. https://www.lesswrong.com/posts/1/t"), (rights.Attribution, rights.TermsUrl, rights.Citation));
    }

    [Fact]
    public void The_records_own_word_goes_first_then_its_texts_then_its_sites_then_its_collections()
    {
        static void Distill(JsonObject row) => (row["source"], row["url"]) = ("distill", "https://distill.pub/2020/x");

        Assert.Equal(("CC-BY-4.0", "served", "registry.site", null), Told(Of(Distill)));
        Assert.Equal(("CC-BY-4.0", "served", "registry.collection", null), Told(Of(row => { Distill(row); row["url"] = "https://example.org/x"; })));
        Assert.Equal(("CC-BY-2.0", "served", "record.text", null), Told(Of(row => { Distill(row); row["text"] = "A.\n\nText is licensed under CC BY 2.0."; })));
        Assert.Equal(("CC-BY-SA-4.0", "served", "record.license", null), Told(Of(row => { Distill(row); row["text"] = "A.\n\nText is licensed under CC BY 2.0."; row["license"] = "CC-BY-SA-4.0"; })));
    }

    [Fact]
    public void A_record_that_denies_beats_its_site_and_its_collection()
    {
        var rights = Of(row => (row["source"], row["url"], row["license"]) = ("distill", "https://distill.pub/x", "http://arxiv.org/licenses/nonexclusive-distrib/1.0/"));

        Assert.Equal(("NOASSERTION", "withheld", "record.license", "denied"), Told(rights));
        Assert.Contains("arXiv's own licence", rights.Reason);
    }

    [Theory]
    [InlineData("""{"text":"All rights reserved"}""", "denied")]
    [InlineData("42", "unclear")]
    [InlineData("false", "unclear")]
    public void What_stands_in_a_licence_field_is_not_passed_over_for_the_terms_of_the_site(string license, string why) =>
        Assert.Equal(why, Of(row => (row["source"], row["url"], row["license"]) = ("distill", "https://distill.pub/x", JsonNode.Parse(license))).Why);

    [Fact]
    public void A_licence_whose_notice_must_go_along_is_withheld() => Assert.Equal(("MIT", "withheld", "record.license", "policy"), Told(Of(row => row["license"] = "MIT")));

    [Fact]
    public void It_is_told_whether_the_text_was_changed()
    {
        static void Licensed(JsonObject row)
        {
            row["license"] = "CC BY 4.0";
            row["_provenance"]!["repairs"] = new JsonArray(new JsonObject { ["by"] = "ligatures@1", ["field"] = "text", ["count"] = 1 });
        }

        Assert.Equal("repaired and redacted", Of(Licensed, Redacted("text")).Changed);
        Assert.Contains("; text repaired", Of(Licensed, Redacted("title")).Attribution);
        Assert.Null(Of(row => row["license"] = "CC BY 4.0").Changed);
    }

    [Fact]
    public void Words_that_name_no_licence_are_not_passed_over_for_the_next()
    {
        Assert.Equal(("NOASSERTION", "unknown", null, "unclear"), Told(Of(row => (row["source"], row["url"], row["license"]) = ("distill", "https://distill.pub/x", "ask me"))));
    }

    [Theory]
    [InlineData("2022-12-01", "day", "published", "served")]
    [InlineData("2022-11-30", "day", "published", "unknown")]
    [InlineData("2022-01-01", "year", "published", "unknown")]
    [InlineData("2023-01-01", "year", "published", "served")]
    [InlineData("2023-05-05", "day", "last_edited", "unknown")]
    public void Terms_that_began_on_a_day_hold_from_that_day_on(string date, string precision, string basis, string state)
    {
        var rights = Of(row => (row["source"], row["url"], row["date_published"], row["date_precision"], row["date_basis"]) = ("special_docs", "https://forum.effectivealtruism.org/posts/a/b", date, precision, basis));

        Assert.Equal((state, "2026-11-28"), (rights.Text, rights.VerifiedAt));
        Assert.Equal(state == "served" ? null : "before_terms", rights.Why);
    }

    [Fact]
    public void The_terms_of_a_site_are_not_those_of_a_summary_of_its_pages() =>
        Assert.Equal("unknown", Of(row => (row["source"], row["url"]) = ("alignment_newsletter", "https://distill.pub/2020/x")).Text);

    [Fact]
    public void Arxivs_metadata_has_a_licence_and_its_texts_have_none()
    {
        var rights = Of(row => (row["source"], row["url"]) = ("arxiv", "https://arxiv.org/abs/2103.00001"));

        Assert.Equal(("unknown", "CC0-1.0", "https://info.arxiv.org/help/api/tou.html"), (rights.Text, rights.MetadataLicense, rights.TermsUrl));
    }

    [Fact]
    public void A_share_alike_text_keeps_its_licence_and_the_reason_says_what_that_asks() =>
        Assert.Contains("share alike", Of(row => row["license"] = "CC-BY-SA-4.0").Reason);

    [Fact]
    public void A_text_without_derivatives_is_served_only_as_it_is()
    {
        static void NoDerivatives(JsonObject row) => row["license"] = "CC-BY-ND-4.0";
        static Action<JsonObject> Repaired(string field) => row =>
        {
            NoDerivatives(row);
            row["_provenance"]!["repairs"] = new JsonArray(new JsonObject { ["by"] = "ligatures@1", ["field"] = field, ["count"] = 1 });
        };

        Assert.Equal("served", Of(NoDerivatives).Text);
        Assert.Equal("served", Of(Repaired("title")).Text);
        Assert.Equal(("CC-BY-ND-4.0", "withheld", "record.license", "modified"), Told(Of(Repaired("text"))));
        Assert.Equal("withheld", Of(NoDerivatives, Redacted("text")).Text);
        Assert.Equal("served", Of(NoDerivatives, Redacted("authors")).Text);
    }

    [Fact]
    public void A_document_on_which_the_detectors_disagree_is_withheld_whatever_its_licence()
    {
        var rights = Of(row => row["license"] = "CC0-1.0", new PrivacyVerdict(new(StringComparer.Ordinal), ["phone"], new HashSet<string>()));

        Assert.Equal(("CC0-1.0", "withheld", "record.license", "privacy.disagreement"), Told(rights));
        Assert.Contains("phone", rights.Reason);
    }

    [Fact]
    public void A_licence_that_the_registry_does_not_name_is_withheld_and_the_reason_says_what_to_do()
    {
        var rights = Of(row => row["license"] = "GPL-3.0-only");

        Assert.Equal("unlisted", rights.Why);
        Assert.Contains("licences of alignment_research", rights.Reason);
    }

    [Fact]
    public void The_registrys_policy_decides_by_id_before_family()
    {
        var source = Registered with { Licences = new(StringComparer.Ordinal) { ["CC-BY"] = new(TextPolicy.Serve, "It may."), ["CC-BY-2.0"] = new(TextPolicy.Withhold, "Not this one.") } };

        Assert.Equal("served", Of(row => row["license"] = "CC-BY-3.0", source: source).Text);
        Assert.Equal(("withheld", "policy", "Not this one."), Of(row => row["license"] = "CC-BY-2.0", source: source) is var rights ? (rights.Text, rights.Why, rights.Reason) : default);
    }

    [Fact]
    public void An_attribution_names_title_authors_address_and_licence() =>
        Assert.Equal("“T” by Ada Example, https://www.lesswrong.com/posts/1/t, licensed under CC-BY-4.0 (https://creativecommons.org/licenses/by/4.0/)", Of(row => row["license"] = "CC BY 4.0").Attribution);
}
