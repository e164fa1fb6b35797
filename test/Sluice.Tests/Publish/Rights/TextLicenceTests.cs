using System.Text.Json.Nodes;
using Sluice.Publish.Rights;

namespace Sluice.Tests.Publish.Rights;

/// <summary>Which words in a text state its own licence, and which only look like it.</summary>
public sealed class TextLicenceTests
{
    static LicenceStatement Of(string text, string type = "blogPost", string author = "Ada Example") =>
        new TextLicence().Of(Some.Read(new JsonObject { ["source"] = "blogs", ["source_type"] = type, ["authors"] = new JsonArray(author), ["text"] = text }.ToJsonString()));

    static LicenceStatement Within(string text, string type = "blogPost", string author = "Ada Example") => Of("Some words before.\n\n" + text + "\n\nSome words after.", type, author);

    [Theory]
    [InlineData("This work is licensed under a Creative Commons Attribution 4.0 International License.", "CC-BY-4.0")]
    [InlineData("This post is licensed under CC BY-SA 4.0.", "CC-BY-SA-4.0")]
    [InlineData("This post is licensed CC BY 4.0.", "CC-BY-4.0")]
    [InlineData("Diagrams and text are licensed under Creative Commons Attribution CC-BY 4.0 with the source available on GitHub, unless noted otherwise. The figures that have been reused from other sources don’t fall under this license.", "CC-BY-4.0")]
    [InlineData("Diagrams and text are licensed under Creative Commons Attribution CC-BY 2.0, unless noted otherwise, with the source available on GitHub.", "CC-BY-2.0")]
    [InlineData("This article is an open access article distributed under the terms and conditions of the Creative Commons Attribution (CC BY) license (https://creativecommons.org/licenses/by/4.0/).", "CC-BY-4.0")]
    [InlineData("This is an open access article under the CC BY-NC-ND license (http://creativecommons.org/licenses/by-nc-nd/4.0/).", "CC-BY-NC-ND-4.0")]
    [InlineData("Open Access This article is licensed under a Creative Commons Attribution 4.0 International License, which permits use, sharing and adaptation. The images in this article are included in the licence. To view a copy of this licence, visit http://creativecommons.org/licenses/by/4.0/.", "CC-BY-4.0")]
    [InlineData("Except where otherwise noted, content on this site is licensed under a Creative Commons Attribution 4.0 International license.", "CC-BY-4.0")]
    [InlineData("Unless otherwise stated, all content is licensed under CC BY-NC 4.0.", "CC-BY-NC-4.0")]
    [InlineData("This essay by Ada Example is licensed under CC BY 4.0.", "CC-BY-4.0")]
    [InlineData("© 2020 Ada Example, CC BY 4.0", "CC-BY-4.0")]
    [InlineData("© The Author(s) 2021. This article is published under CC BY 4.0.", "CC-BY-4.0")]
    [InlineData("First words.\n\nLicense: CC BY-SA 4.0\n\nLast words.", "CC-BY-SA-4.0")]
    [InlineData("**License:** https://creativecommons.org/licenses/by-sa/4.0/", "CC-BY-SA-4.0")]
    [InlineData("This work is licensed under a Creative\nCommons Attribution 4.0 License.", "CC-BY-4.0")]
    [InlineData("Text is available under the Creative Commons Attribution-ShareAlike 3.0 License.", "CC-BY-SA-3.0")]
    public void A_text_that_speaks_of_itself_is_believed(string text, string id) => Assert.Equal(LicenceStatement.Of(id), Within(text));

    [Theory]
    [InlineData("The plane. By Some Body (Ada Example) - Own work (a museum, in France), CC BY 2.5, https://commons.wikimedia.org/w/index.php?curid=1")]
    [InlineData("Image credit: Wikipedia, CC-BY-SA.")]
    [InlineData("The ”mouse″ and ”swipe″ icons in the demo are licensed under CC-BY.")]
    [InlineData("Wikipedia is licensed under CC BY-SA 3.0.")]
    [InlineData("We release our dataset under CC BY 4.0.")]
    [InlineData("Our code is licensed under CC0 1.0.")]
    [InlineData("This dataset is licensed under CC BY 4.0.")]
    [InlineData("This image is licensed under CC BY 4.0.")]
    [InlineData("The code in this post is licensed under CC BY 4.0.")]
    [InlineData("Photos in this article are licensed under CC BY 2.0.")]
    [InlineData("© 2019 Photo by Ada Example, CC BY 2.0")]
    [InlineData("© Ada Example, CC BY 2.0")]
    [InlineData("> This work is licensed under CC BY 4.0.")]
    [InlineData("    This work is licensed under CC BY 4.0.")]
    [InlineData("```\nThis work is licensed under CC BY 4.0.\n```")]
    [InlineData("Write `This work is licensed under CC BY 4.0.` at its end.")]
    [InlineData("They wrote: \"This work is licensed under CC BY 4.0.\"")]
    [InlineData("If this work is licensed under CC BY 4.0 then others may copy it.")]
    [InlineData("Is this work licensed under CC BY 4.0?")]
    [InlineData("License: MIT")]
    [InlineData("Some authors prefer Creative Commons licences; see https://creativecommons.org/licenses/by/4.0/.")]
    [InlineData("The song says all rights reserved by love, and so on.")]
    public void What_speaks_of_other_things_says_nothing_of_the_text(string text) => Assert.Equal(default, Within(text));

    [Theory]
    [InlineData("I don't think this paper is licensed under CC BY 4.0.")]
    [InlineData("Suppose this article is licensed under CC BY 4.0.")]
    [InlineData("Perhaps this article is licensed under CC BY 4.0.")]
    [InlineData("Everybody knows that this article is licensed under CC BY 4.0.")]
    [InlineData("This article will be licensed under CC BY 4.0.")]
    [InlineData("I loved it. This book is released under CC BY 4.0.")]
    [InlineData("This survey is licensed under CC BY 4.0.")]
    [InlineData("The figures of this article are licensed under CC BY 4.0.")]
    [InlineData("This article's figures are licensed under CC BY 4.0.")]
    [InlineData("He wrote at its end:\n\nThis work is licensed under CC BY 4.0.")]
    public void A_mention_is_no_statement(string text) => Assert.Equal(default, Within(text));

    [Theory]
    [InlineData("This work is licensed under CC BY 4.0 only until 2020; now no licence is given.")]
    [InlineData("This work is not licensed under CC BY 4.0.")]
    [InlineData("This work is no longer licensed under CC BY 4.0.")]
    [InlineData("This work is licensed under the MIT License, unlike CC BY 4.0.")]
    [InlineData("This work is licensed under CC BY 4.0, for non-commercial use.")]
    [InlineData("This work is licensed under CC BY 4.0 or CC BY-SA 3.0.")]
    [InlineData("This work is licensed under CC BY 4.0 except its second half.")]
    [InlineData("This work is licensed under Creative Commons Attribution 4.0 NonCommercial NoDerivs.")]
    [InlineData("This work is licensed under a Creative Commons licence by 3 authors.")]
    [InlineData("This work is licensed under https://notcreativecommons.org/licenses/by/4.0/.")]
    [InlineData("This work is licensed under CC BY. The photo is by Bo Sample (https://creativecommons.org/licenses/by/2.0/).")]
    [InlineData("This work is licensed under CC BY, the photo by https://creativecommons.org/licenses/by/2.0/.")]
    [InlineData("This work is licensed under CC BY (https://creativecommons.org/licenses/by-nc/4.0/).")]
    [InlineData("This is an open access article distributed under the Creative Commons Attribution License. See https://creativecommons.org/licenses/by/4.0/ for it.")]
    public void What_a_text_says_of_itself_and_takes_back_is_not_clear_and_not_passed_over(string text)
    {
        var statement = Within(text);

        Assert.Equal((null, false, false), (statement.License, statement.Denies, statement.SaysNothing));
    }

    [Fact]
    public void A_text_calls_itself_what_it_is()
    {
        Assert.Equal("CC-BY-4.0", Within("This paper is licensed under CC BY 4.0.", "conferencePaper").License);
        Assert.Equal("CC-BY-4.0", Within("This book is licensed under CC BY 4.0.", "book").License);
        Assert.Equal(default, Within("This paper is licensed under CC BY 4.0.", "blogPost"));
        Assert.Equal(default, Within("This book is licensed under CC BY 4.0.", "conferencePaper"));
    }

    [Theory]
    [InlineData("> FILL\nThis work is licensed under CC BY 4.0.")]
    [InlineData("> FILL This work is licensed under CC BY 4.0.")]
    [InlineData("\"FILL This work is licensed under CC BY 4.0. And so on.\"")]
    [InlineData("“He wrote. This work is licensed under CC BY 4.0. And so on.”")]
    [InlineData("“FILL\n\nThis work is licensed under CC BY 4.0.\n\nAnd so on.”")]
    [InlineData("\"FILL\n\nThis work is licensed under CC BY 4.0.\n\nAnd so on.\"")]
    [InlineData("~~~\nThis work is licensed under CC BY 4.0.\n~~~")]
    [InlineData("````\n```\nThis work is licensed under CC BY 4.0.\n````")]
    [InlineData("<blockquote>FILL This work is licensed under CC BY 4.0.</blockquote>")]
    public void A_quotation_is_seen_however_far_back_it_began(string text) =>
        Assert.Equal(default, Within(text.Replace("FILL", string.Concat(Enumerable.Repeat("He wrote many words. ", 50)), StringComparison.Ordinal)));

    [Fact]
    public void What_stands_behind_a_quotation_is_read() =>
        Assert.Equal("CC-BY-4.0", Within("> He wrote.\n\n“This” is “a” text, and \"so\" on.\n\n~~~\ncode\n~~~\n\nThis work is licensed under CC BY 4.0.").License);

    [Theory]
    [InlineData("Datasets that we used:\n\nMazeWorld\nLicense: CC BY 4.0\nSize: 3 GB")]
    [InlineData("Datasets that we used:\n\nMazeWorld\n\nLicense: CC BY 4.0\n\nSize: 3 GB")]
    [InlineData("Datasets that we used:\n\nLicense: CC BY 4.0")]
    [InlineData("Copyright law changed in 2019: since then works under CC BY 4.0 can be reused.")]
    [InlineData("© 2014 Jane Fictiva, licensed under CC BY 2.0")]
    public void Labels_and_notices_of_other_things_are_none_of_the_texts(string text) => Assert.Equal(default, Within(text));

    [Theory]
    [InlineData("License: CC BY 4.0")]
    [InlineData("© 2020 Ada Example, CC BY 4.0")]
    public void Labels_and_notices_count_at_the_edges_of_a_text(string line)
    {
        var many = string.Concat(Enumerable.Repeat("Some words.\n\n", 20));

        Assert.Equal("CC-BY-4.0", Of(line + "\n\n" + many).License);
        Assert.Equal("CC-BY-4.0", Of(many + line).License);
        Assert.Equal(default, Of(many + line + "\n\n" + many));
    }

    [Theory]
    [InlineData("© 2021 Ada Example. All rights reserved.")]
    [InlineData("Copyright (c) 2021, Some Society. All Rights Reserved")]
    [InlineData("All rights reserved.")]
    public void A_text_that_reserves_all_rights_denies(string text) => Assert.True(Of("Some words.\n" + text + "\nMore.").Denies);

    [Fact]
    public void Two_marks_that_differ_are_none() =>
        Assert.Contains("both CC-BY-4.0 and CC-BY-SA-4.0", Of("This post is licensed under CC BY 4.0.\n\nThis text is licensed under CC BY-SA 4.0.").Problem);

    [Fact]
    public void A_mark_without_a_version_is_none_and_a_second_one_may_tell_it()
    {
        Assert.Contains("without its version", Of("This work is licensed under a Creative Commons Attribution License.").Problem);
        Assert.Equal("CC-BY-4.0", Of("This work is licensed under a Creative Commons Attribution License.\n\nLicense: CC BY 4.0").License);
    }

    [Fact]
    public void Texts_of_any_kind_are_read_without_a_fault()
    {
        var random = new Random(6);
        string[] pieces = ["this work", " is licensed under ", "CC BY", " 4.0", "©", "creativecommons.org/", "licenses/by", "/4.0/", "License:", "\n", ".", "```", "> ", "\"", " all rights reserved", ",", "creative commons", " ", "\ud800"];
        for (var i = 0; i < 4000; i++)
            Of(string.Concat(random.GetItems(pieces, random.Next(14))));
    }

    [Fact]
    public void Time_grows_with_the_text_alone()
    {
        var text = string.Concat(Enumerable.Repeat("this work is licensed under the cc by ", 60_000));
        var began = TimeProvider.System.GetTimestamp();

        Of(text);

        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 0, 20);
    }
}
