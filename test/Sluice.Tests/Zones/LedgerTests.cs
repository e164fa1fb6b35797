using System.Text.Json.Nodes;
using Sluice.Zones;

namespace Sluice.Tests.Zones;

public sealed class LedgerTests : IDisposable
{
    readonly TempFolder _folder = new();
    readonly string _path;

    public LedgerTests()
    {
        var lake = new Lake(_folder.Path);
        _path = Path.Combine(lake.Runs, "2026-01-31_020000.json");
        Ledger.Write(lake, "2026-01-31_020000", ReceiptJson.Write(new JsonObject { ["run"] = "2026-01-31_020000", ["kept"] = 7 }));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_entry_is_what_the_run_said_with_a_seal_after_it()
    {
        var entry = JsonNode.Parse(File.ReadAllText(_path))!.AsObject();

        Assert.Equal(["run", "kept", "seal"], entry.Select(field => field.Key));
        Assert.Equal(64, (int)((string)entry["seal"]!).Length);
        Assert.Null(Ledger.Verify(_path));
    }

    [Fact]
    public void An_edited_entry_breaks_the_seal()
    {
        File.WriteAllText(_path, File.ReadAllText(_path).Replace("7", "8"));

        Assert.NotNull(Ledger.Verify(_path));
    }

    [Fact]
    public void An_edited_seal_breaks_it()
    {
        var text = File.ReadAllText(_path);
        var at = text.LastIndexOf("\"seal\": \"", StringComparison.Ordinal) + 9;
        File.WriteAllText(_path, text[..at] + (text[at] == '0' ? '1' : '0') + text[(at + 1)..]);

        Assert.NotNull(Ledger.Verify(_path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}\n")]
    public void An_entry_without_a_seal_differs(string text)
    {
        File.WriteAllText(_path, text);

        Assert.Equal("no seal", Ledger.Verify(_path)!.Found);
    }

    [Fact]
    public void Something_after_the_seal_differs()
    {
        File.AppendAllText(_path, "{}\n");

        Assert.NotNull(Ledger.Verify(_path));
    }
}
