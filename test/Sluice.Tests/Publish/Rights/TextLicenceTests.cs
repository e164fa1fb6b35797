using Sluice.Publish.Rights;

namespace Sluice.Tests.Publish.Rights;

/// <summary>Which words in a text state its own licence, and which only look like it.</summary>
public sealed class TextLicenceTests
{
    static LicenceStatement Of(string text) => new TextLicence().Find(text);

    [Theory]
    [InlineData("This work is licensed under a Creative Commons Attribution 4.0 International License.", "CC-BY-4.0")]
    [InlineData("This post is licensed under CC BY-SA 4.0.", "CC-BY-SA-4.0")]
    [InlineData("This post is licensed CC BY 4.0.", "CC-BY-4.0")]
    [InlineData("Diagrams and text are licensed under Creative Commons Attribution CC-BY 4.0 with the source available on GitHub, unless noted otherwise. The figures that have been reused from other sources don’t fall under this license.", "CC-BY-4.0")]
    [InlineData("Diagrams and text are licensed under Creative Commons Attribution CC-BY 2.0, unless noted otherwise, with the source available on GitHub.", "CC-BY-2.0")]
    [InlineData("This article is an open access article distributed under the terms and conditions of the Creative Commons Attribution (CC BY) license (https://creativecommons.org/licenses/by/4.0/).", "CC-BY-4.0")]
    [InlineData("This is an open access article under the CC BY-NC-ND license (http://creativecommons.org/licenses/by-nc-nd/4.0/).", "CC-BY-NC-ND-4.0")]
    [InlineData("Open Access This article is licensed under a Creative Commons Attribution 4.0 International License, which permits use, sharing and adaptation. The images in this article are included in the licence. To view a copy of this licence, visit http://creativecommons.org/licenses/by/4.0/.", "CC-BY-4.0")]
    [InlineData("This is an open access article distributed under the Creative Commons Attribution License. See https://creativecommons.org/licenses/by/4.0/ for it.", "CC-BY-4.0")]
    [InlineData("Except where otherwise noted, content on this site is licensed under a Creative Commons Attribution 4.0 International license.", "CC-BY-4.0")]
    [InlineData("Unless otherwise stated, all content is licensed under CC BY-NC 4.0.", "CC-BY-NC-4.0")]
    [InlineData("This essay by Ada Example is licensed under CC BY 4.0.", "CC-BY-4.0")]
    [InlineData("© 2020 Ada Example, CC BY 4.0", "CC-BY-4.0")]
    [InlineData("© The Author(s) 2021. This article is published under CC BY 4.0.", "CC-BY-4.0")]
    [InlineData("First words.\n\nLicense: CC BY-SA 4.0\n\nLast words.", "CC-BY-SA-4.0")]
    [InlineData("**License:** https://creativecommons.org/licenses/by-sa/4.0/", "CC-BY-SA-4.0")]
    [InlineData("This work is licensed under a Creative\nCommons Attribution 4.0 License.", "CC-BY-4.0")]
    [InlineData("Text is available under the Creative Commons Attribution-ShareAlike 3.0 License.", "CC-BY-SA-3.0")]
    public void A_text_that_speaks_of_itself_is_believed(string text, string id) => Assert.Equal(LicenceStatement.Of(id), Of("Some words before.\n\n" + text + "\n\nSome words after."));

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
    [InlineData("This work is not licensed under CC BY 4.0.")]
    [InlineData("If this work is licensed under CC BY 4.0 then others may copy it.")]
    [InlineData("Is this work licensed under CC BY 4.0?")]
    [InlineData("This work is licensed under the MIT License, unlike CC BY 4.0.")]
    [InlineData("License: MIT")]
    [InlineData("Some authors prefer Creative Commons licences; see https://creativecommons.org/licenses/by/4.0/.")]
    [InlineData("The song says all rights reserved by love, and so on.")]
    public void What_speaks_of_other_things_says_nothing_of_the_text(string text) => Assert.Equal(default, Of("Some words before.\n\n" + text + "\n\nSome words after."));

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
