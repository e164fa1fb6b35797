using Sluice.Publish.Privacy;

namespace Sluice.Tests.Publish.Privacy;

public sealed class FileRedactionTests
{
    [Theory]
    [InlineData("page.md", "# A page\n\nwith 3 lines\n\n\nand blank ones\n\n")]
    [InlineData("page.html", "<p>a page\n")]
    [InlineData("data.json", "{\n  \"a\": \"b\\u0041\"\n}\n")]
    [InlineData("empty.jsonl", "")]
    public async Task A_file_without_any_keeps_its_bytes(string name, string content)
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, name);
        File.WriteAllText(path, content);

        await FileRedaction.ApplyAsync(PrivacyGate.Standard(), path, default);

        Assert.Equal(content, File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData("page.md", "# Of jane.roe@example.org\n\nand nothing\n\n\nmore\n\n", "# Of [email redacted]\n\nand nothing\n\n\nmore\n\n")]
    [InlineData("data.json", "{\n  \"found\": \"jane.roe\\u0040example.org\",\n  \"a\": 1.50\n}\n", "{\n  \"found\": \"[email redacted]\",\n  \"a\": 1.50\n}\n")]
    [InlineData("data.jsonl", "{\"a\":\"\\u0041\"}\n{\"b\":[\"jane.roe@example.org\"]}\n", "{\"a\":\"\\u0041\"}\n{\"b\":[\"[email redacted]\"]}\n")]
    public async Task What_is_found_is_redacted_and_all_else_stays(string name, string content, string expected)
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, name);
        File.WriteAllText(path, content);

        await FileRedaction.ApplyAsync(PrivacyGate.Standard(), path, default);

        Assert.Equal(expected, File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }
}
