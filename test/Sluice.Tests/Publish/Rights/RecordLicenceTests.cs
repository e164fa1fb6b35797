using Sluice.Publish.Rights;

namespace Sluice.Tests.Publish.Rights;

/// <summary>What a record's own fields say of its licence.</summary>
public sealed class RecordLicenceTests
{
    [Theory]
    [InlineData("CC-BY-4.0", "CC-BY-4.0")]
    [InlineData("cc-by-sa-3.0", "CC-BY-SA-3.0")]
    [InlineData("MIT", "MIT")]
    [InlineData("mit", "MIT")]
    [InlineData("The MIT License", "MIT")]
    [InlineData("Apache License, Version 2.0", "Apache-2.0")]
    [InlineData("CC BY 4.0", "CC-BY-4.0")]
    [InlineData("CC-BY-NC-ND 4.0", "CC-BY-NC-ND-4.0")]
    [InlineData("CC BY 4", "CC-BY-4.0")]
    [InlineData("CC0", "CC0-1.0")]
    [InlineData("CC0 1.0 Universal (CC0 1.0) Public Domain Dedication", "CC0-1.0")]
    [InlineData("Creative Commons Attribution-ShareAlike 3.0", "CC-BY-SA-3.0")]
    [InlineData("Creative Commons Attribution 4.0 International License", "CC-BY-4.0")]
    [InlineData("Attribution-NonCommercial-NoDerivatives 4.0 International", "CC-BY-NC-ND-4.0")]
    [InlineData("Creative Commons Attribution-NonCommercial-NoDerivs 3.0 Unported (CC BY-NC-ND 3.0)", "CC-BY-NC-ND-3.0")]
    [InlineData("http://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0")]
    [InlineData("https://creativecommons.org/licenses/by-nc-sa/4.0", "CC-BY-NC-SA-4.0")]
    [InlineData("https://creativecommons.org/licenses/by-sa/4.0/legalcode", "CC-BY-SA-4.0")]
    [InlineData("https://creativecommons.org/licenses/by/4.0/deed.de", "CC-BY-4.0")]
    [InlineData("https://creativecommons.org/licenses/by/3.0/us/", "CC-BY-3.0-US")]
    [InlineData("https://creativecommons.org/licenses/by-nd-nc/1.0/", "CC-BY-NC-ND-1.0")]
    [InlineData("http://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0")]
    [InlineData("CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)", "CC-BY-4.0")]
    [InlineData("https://spdx.org/licenses/MIT.html", "MIT")]
    public void Ids_addresses_and_names_are_read(string value, string id) =>
        Assert.Equal(LicenceStatement.Of(id), RecordLicence.Read(value, "license"));

    [Theory]
    [InlineData("Creative Commons Attribution", "version")]
    [InlineData("https://creativecommons.org/licenses/by/", "version")]
    [InlineData("Creative Commons", "none of its licences")]
    [InlineData("https://creativecommons.org/licenses/by-sa/3.0/fr/", "no id")]
    [InlineData("https://creativecommons.org/publicdomain/mark/1.0/", "no licence")]
    [InlineData("CC BY 4.0 or CC BY-SA 4.0", "both")]
    [InlineData("CC BY 4.0 for the pictures, ask for the text", "\"CC BY 4.0 for the pictures, ask for the text\"")]
    [InlineData("see our site", "\"see our site\"")]
    public void What_names_no_licence_is_none_and_it_is_said_why(string value, string why)
    {
        var statement = RecordLicence.Read(value, "license");

        Assert.Equal((null, false), (statement.License, statement.Denies));
        Assert.Contains(why, statement.Problem);
    }

    [Theory]
    [InlineData("Creative Commons Attribution 4.0 NonCommercial NoDerivs")]
    [InlineData("CC BY 4.0 SA")]
    [InlineData("CC BY 3.0 4.0")]
    [InlineData("CC0 NonCommercial")]
    [InlineData("a Creative Commons licence by 3 authors")]
    [InlineData("Creative Commons by 3")]
    [InlineData("https://web.example.org/schools/MIT")]
    [InlineData("https://notcreativecommons.org/licenses/by/4.0/")]
    [InlineData("https://example.org/?see=creativecommons.org/licenses/by/4.0/")]
    [InlineData("https://creativecommons.org.example.org/licenses/by/4.0/")]
    [InlineData("https://creativecommons.org@example.org/licenses/by/4.0/")]
    [InlineData("https://spdx.org.example.org/licenses/MIT.html")]
    public void What_only_looks_like_a_licence_is_none(string value) => Assert.Equal((null, false, false), RecordLicence.Read(value, "license") is var read ? (read.License, read.Denies, read.SaysNothing) : default);

    [Theory]
    [InlineData("https://www.creativecommons.org/licenses/by/4.0/?ref=chooser-v1", "CC-BY-4.0")]
    [InlineData("https://opensource.org/license/mit", "MIT")]
    [InlineData("http://www.apache.org/licenses/LICENSE-2.0.html", "Apache-2.0")]
    [InlineData("https://www.gnu.org/licenses/fdl-1.3.html", "GFDL-1.3")]
    [InlineData("Creative Commons BY-SA 4.0", "CC-BY-SA-4.0")]
    [InlineData("Creative Commons BY 4.0", "CC-BY-4.0")]
    [InlineData("cc by 4.0", "CC-BY-4.0")]
    public void Addresses_of_those_who_publish_licences_and_short_names_are_read(string value, string id) => Assert.Equal(id, RecordLicence.Read(value, "license").License);

    [Theory]
    [InlineData("""{"license":42}""")]
    [InlineData("""{"license":false}""")]
    [InlineData("""{"license":{"holder":{"text":"ask me"}}}""")]
    [InlineData("""{"license":"none"}""")]
    [InlineData("""{"rights":"© 2020 Ada Example. Do not redistribute."}""")]
    [InlineData("""{"copyright":"MIT"}""")]
    [InlineData("""{"license":"Private terms: do not redistribute","rights":"CC BY 4.0"}""")]
    [InlineData("""{"license":"CC BY-SA","rights":"CC BY 4.0"}""")]
    [InlineData("""{"license":"CC-BY-4.0","_upstream_upstream_rights":"ask me"}""")]
    [InlineData("""{"_upstream_license":"ask me"}""")]
    public void Whatever_is_said_and_not_understood_is_not_clear(string line)
    {
        var statement = RecordLicence.Of(Some.Read(line));

        Assert.Equal((null, false, false), (statement.License, statement.Denies, statement.SaysNothing));
    }

    [Theory]
    [InlineData("""{"license":{"text":"All rights reserved"}}""")]
    [InlineData("""{"copyright":{"notice":"All rights reserved"}}""")]
    [InlineData("""{"license":["CC-BY-4.0",["CC BY 3.0",{"deep":[{"er":"All Rights Reserved."}]}]]}""")]
    public void A_denial_is_found_however_deep_it_stands(string line) => Assert.True(RecordLicence.Of(Some.Read(line)).Denies);

    [Theory]
    [InlineData("http://arxiv.org/licenses/nonexclusive-distrib/1.0/")]
    [InlineData("Copyright 2020 Ada Example. All rights reserved.")]
    public void A_field_may_deny(string value) => Assert.True(RecordLicence.Read(value, "license").Denies);

    [Theory]
    [InlineData("""{"license":null}""")]
    [InlineData("""{"license":" ","licenses":[],"rights":{}}""")]
    [InlineData("""{"copyright":"© 2020 Ada Example"}""")]
    [InlineData("""{"license":[{"x":[null,""]}],"licensee":"CC-BY-4.0"}""")]
    [InlineData("""{"rights":"Copyright (c) 2020 by Ada Example and Bo Sample"}""")]
    [InlineData("""{"_provenance":{"license":"MIT"}}""")]
    public void Silence_says_nothing_and_the_compilations_stamp_is_not_the_texts(string line) => Assert.True(RecordLicence.Of(Some.Read(line)).SaysNothing);

    [Theory]
    [InlineData("""{"license":{"id":"CC-BY-4.0"}}""", "CC-BY-4.0")]
    [InlineData("""{"License":{"name":"Attribution","url":"http://creativecommons.org/licenses/by/4.0/"}}""", "CC-BY-4.0")]
    [InlineData("""{"licenses":["CC-BY-4.0"]}""", "CC-BY-4.0")]
    [InlineData("""{"license":"Creative Commons Attribution","license_url":"https://creativecommons.org/licenses/by/3.0/"}""", "CC-BY-3.0")]
    [InlineData("""{"_upstream_rights":"CC BY-SA 4.0"}""", "CC-BY-SA-4.0")]
    [InlineData("""{"license":"CC-BY-4.0","license_url":"https://creativecommons.org/licenses/by-sa/4.0/"}""", null)]
    [InlineData("""{"license":"CC-BY-4.0","rights":"All rights reserved"}""", null)]
    public void All_fields_together_say_one_thing_or_none(string line, string? id) => Assert.Equal(id, RecordLicence.Of(Some.Read(line)).License);

    [Fact]
    public void What_is_quoted_is_one_short_line()
    {
        var problem = RecordLicence.Read("a\nb " + new string('x', 500), "license").Problem!;

        Assert.Contains("\"a b xxx", problem);
        Assert.True(problem.Length < 200);
    }
}
