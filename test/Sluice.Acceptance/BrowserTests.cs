using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;

namespace Sluice.Acceptance;

/// <summary>The pages in a real browser: Chromium and its driver where they are installed, skipped with a clear line elsewhere.</summary>
public sealed class BrowserTests
{
    [Fact]
    public async Task A_reader_finds_a_record_by_search_and_learns_how_to_cite_it()
    {
        using var browser = Browser();
        await using var server = await Server.StartAsync(new Scratch(), Published.Samples);
        browser.Navigate().GoToUrl(server.Address);
        Assert.Matches(@"\d+ works in 122 records", browser.FindElement(By.TagName("main")).Text);
        Assert.NotEmpty(browser.FindElements(By.CssSelector("svg rect")));

        browser.FindElement(By.Name("q")).SendKeys("reward hacking" + Keys.Enter);
        await UntilAsync(() => browser.Url.Contains("/search") && browser.FindElements(By.CssSelector("mark")).Count > 0, () => browser.Url);
        Assert.Equal("reward", browser.FindElement(By.CssSelector("mark")).Text.ToLowerInvariant());
        var title = browser.FindElements(By.CssSelector("main a[href*='/documents/']"))[0];
        var text = title.Text;
        title.Click();
        await UntilAsync(() => browser.Url.Contains("/documents/") && browser.FindElements(By.TagName("h1")).Count > 0, () => browser.Url);

        Assert.Equal(text, browser.FindElement(By.TagName("h1")).Text);
        var page = browser.FindElement(By.TagName("main")).Text;
        foreach (var part in new[] { "MIT", "aisafety.info.jsonl", "@misc{" })
            Assert.Contains(part, page);

        browser.Navigate().GoToUrl(server.Address + "/search?text=unknown");
        browser.FindElements(By.CssSelector(".hits h2 a"))[0].Click();
        await UntilAsync(() => browser.Url.Contains("/documents/") && browser.FindElements(By.TagName("h1")).Count > 0, () => browser.Url);
        foreach (var part in new[] { "The text is not here.", "No licence of the text is known." })
            Assert.Contains(part, browser.FindElement(By.TagName("main")).Text);
        Assert.Equal(browser.FindElement(By.CssSelector(".card .address a")).GetAttribute("href"), browser.FindElement(By.LinkText("Read the original")).GetAttribute("href"));

        browser.Navigate().GoToUrl(server.Address + "/search?collection=distill");
        browser.FindElements(By.CssSelector(".hits h2 a"))[0].Click();
        await UntilAsync(() => browser.FindElements(By.CssSelector(".text p")).Count > 0, () => browser.Url);
        Assert.Contains("CC-BY-4.0", browser.FindElement(By.CssSelector("section[aria-labelledby=rights]")).Text);
        NothingWasBlocked(browser);
    }

    [Fact]
    public async Task A_reader_finds_a_work_once_and_gets_from_it_to_its_copy_and_back()
    {
        using var browser = Browser();
        await using var server = await Server.StartAsync(new Scratch(), Published.Samples);
        browser.Navigate().GoToUrl(server.Address + "/search?q=" + Uri.EscapeDataString("title:\"swapping goals\""));
        var card = browser.FindElements(By.CssSelector(".hits article")).Single();
        Assert.Contains("1 more copy", card.Text);
        Assert.Contains("1 work (2 records)", browser.FindElement(By.CssSelector(".total")).Text);

        card.FindElement(By.CssSelector("a[href$='#copies']")).Click();
        await UntilAsync(() => browser.Url.EndsWith("#copies") && browser.FindElements(By.Id("copies")).Count == 1, () => browser.Url);
        var stands = browser.Url.Split('#')[0];
        var copies = browser.FindElement(By.CssSelector("section[aria-labelledby=copies]"));
        Assert.Contains("https://arxiv.org/pdf/2205.95905v1", copies.Text);
        // Evidence opens without a script.
        copies.FindElement(By.CssSelector(".members summary")).Click();
        Assert.NotEmpty(copies.FindElement(By.CssSelector(".members details[open] li")).Text);

        copies.FindElement(By.CssSelector(".member a")).Click();
        await UntilAsync(() => browser.FindElements(By.CssSelector(".stands")).Count == 1, () => browser.Url);
        var note = browser.FindElement(By.CssSelector(".stands"));
        Assert.Contains("which stands for the work", note.Text);
        note.FindElement(By.TagName("a")).Click();
        await UntilAsync(() => browser.Url == stands, () => browser.Url);
        Assert.Empty(browser.FindElements(By.CssSelector(".stands")));
        NothingWasBlocked(browser);
    }

    [Theory]
    [InlineData("light", 1200)]
    [InlineData("dark", 1200)]
    [InlineData("light", 390)]
    public async Task The_pages_can_be_read_in_light_and_dark_and_on_a_phone(string scheme, int width)
    {
        using var browser = Browser();
        await using var server = await Server.StartAsync(new Scratch(), Published.Samples);
        browser.ExecuteCdpCommand("Emulation.setEmulatedMedia", new() { ["features"] = new[] { new Dictionary<string, object> { ["name"] = "prefers-color-scheme", ["value"] = scheme } } });
        browser.ExecuteCdpCommand("Emulation.setDeviceMetricsOverride", new() { ["width"] = width, ["height"] = 900, ["deviceScaleFactor"] = 1, ["mobile"] = false });
        foreach (var path in new[] { "/", "/search?q=interpretability", "/documents/alignment_research:4ce839582352a78469a0687cf93a31d5", "/documents/alignment_research:1a575e8999ef7c6e3641298519e32657" })
        {
            browser.Navigate().GoToUrl(server.Address + path);
            Assert.NotEmpty(browser.FindElement(By.TagName("h1")).Text);
            Assert.True((bool)browser.ExecuteScript("return document.documentElement.scrollWidth <= window.innerWidth + 1")!, $"{path} scrolls sideways at {width}");
            var colours = (string)browser.ExecuteScript("const s = getComputedStyle(document.body); return s.color + ' on ' + s.backgroundColor")!;
            Assert.True(Contrast(colours) >= 7, $"{path} in {scheme}: {colours}");
        }
        NothingWasBlocked(browser);
        browser.Navigate().GoToUrl(server.Address);
        Keep(browser, width < 500 ? "home-phone.png" : scheme == "dark" ? "home-dark.png" : "home.png");
    }

    // The README's picture: written over only when asked, so that a test run leaves the checkout as it was.
    static void Keep(ChromeDriver browser, string name)
    {
        var folder = Environment.GetEnvironmentVariable("SLUICE_WRITE_IMAGES") is "1"
            ? Path.Combine(Published.Repository, "docs", "images")
            : Path.Combine(AppContext.BaseDirectory, "images");
        Directory.CreateDirectory(folder);
        var shot = Path.Combine(folder, name);
        browser.GetScreenshot().SaveAsFile(shot);
        Assert.True(new FileInfo(shot).Length > 10_000, "the screenshot is empty");
    }

    // A browser follows a link in its own time.
    static async Task UntilAsync(Func<bool> holds, Func<string> found)
    {
        for (var tries = 0; tries < 200; tries++)
        {
            try
            {
                if (holds())
                    return;
            }
            catch (WebDriverException)
            {
                // The page was just being replaced: look again.
            }
            await Task.Delay(50);
        }
        Assert.Fail("This never came: " + found());
    }

    // A violated content policy and a missing asset both end up here.
    static void NothingWasBlocked(ChromeDriver browser) =>
        Assert.DoesNotContain(browser.Manage().Logs.GetLog(LogType.Browser), entry => entry.Level >= LogLevel.Warning);

    // WCAG contrast ratio of "rgb(r, g, b) on rgb(r, g, b)".
    static double Contrast(string colours)
    {
        var luminances = colours.Split(" on ").Select(colour => Luminance([.. colour.Split('(', ')')[1].Split(',').Take(3).Select(part => double.Parse(part.Trim()) / 255)])).Order().ToArray();
        return (luminances[1] + 0.05) / (luminances[0] + 0.05);
    }

    static double Luminance(double[] rgb)
    {
        var linear = rgb.Select(c => c <= 0.03928 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToArray();
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    }

    static ChromeDriver Browser()
    {
        var chromium = Find("chromium", "chromium-browser", "google-chrome");
        var driver = Find("chromedriver");
        var isCi = Environment.GetEnvironmentVariable("CI") is "true";
        Assert.SkipWhen(!isCi && (chromium is null || driver is null), "Chromium and chromedriver are not installed (Debian: apt-get install chromium chromium-driver).");
        Assert.True(chromium is not null && driver is not null, "CI has to install Chromium and chromedriver.");
        var options = new ChromeOptions { BinaryLocation = chromium };
        options.AddArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars", "--window-size=1200,900");
        options.SetLoggingPreference(LogType.Browser, LogLevel.All);
        return new ChromeDriver(ChromeDriverService.CreateDefaultService(Path.GetDirectoryName(driver)), options);
    }

    static string? Find(params string[] names) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).SelectMany(folder => names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
}
