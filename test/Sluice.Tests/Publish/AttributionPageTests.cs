using Sluice.Publish;
using Sluice.Publish.Rights;
using Sluice.Tests.Zones;
using Sluice.Zones;

namespace Sluice.Tests.Publish;

/// <summary>How a served text is named on <c>ATTRIBUTION.md</c>.</summary>
public sealed class AttributionPageTests
{
    [Fact]
    public void A_text_that_was_changed_is_said_to_be()
    {
        using var temp = new TempFolder();
        using var folder = AtomicFolder.Begin(Path.Combine(temp.Path, "release"));
        var rights = new DocumentRights("CC-BY-4.0", "served", null, null, "c", null, null, null, "r", null);
        using (var page = new AttributionPage(folder))
        {
            page.Add("s", rights, Some.Read("""{"title":"A","url":"https://example.org/a","authors":["Ada Example"]}"""));
            page.Add("s", rights with { Changed = "repaired and redacted" }, Some.Read("""{"title":"B","url":"https://example.org/b"}"""));
        }

        Assert.Equal(["- [A](<https://example.org/a>), by Ada Example", "- [B](<https://example.org/b>) (text repaired and redacted)"], File.ReadAllLines(folder.File(".attribution-0")));
    }
}
