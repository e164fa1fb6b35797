using Sluice.Zones;

namespace Sluice.Tests.Zones;

public sealed class SnapshotTests : IDisposable
{
    readonly TempFolder _folder = new();
    readonly Lake _lake;

    public SnapshotTests() => _lake = new Lake(_folder.Path);

    public void Dispose() => _folder.Dispose();

    static string Row(string id, int version) => $$"""{"id":"{{id}}","v":{{version}}}""";

    void Dump(string name, string type, string[] rows, string[]? removed = null, string status = "complete", string[]? admitted = null)
    {
        SomeDump.Commit(_lake, name, rows, status, type, removed);
        SomeDump.Admit(_lake, Zone.Validated, name, admitted ?? rows);
    }

    async Task<string[]> FoldAsync(Zone zone = Zone.Validated)
    {
        var rows = new List<string>();
        await foreach (var live in Snapshot.ReadAsync(_lake, SomeDump.Source, zone, default))
            rows.Add(Some.Text8(live.Line.Bytes));
        return [.. rows.Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task A_full_dump_alone_is_the_snapshot_repeated_ids_and_all()
    {
        Dump("2026-01-01_000000", "full", [Row("a", 1), Row("a", 2), Row("b", 1)]);

        Assert.Equal([Row("a", 1), Row("a", 2), Row("b", 1)], await FoldAsync());
    }

    [Fact]
    public async Task A_delta_replaces_adds_and_removes_by_id()
    {
        Dump("2026-01-01_000000", "full", [Row("a", 1), Row("a", 2), Row("b", 1), Row("c", 1)]);
        Dump("2026-01-02_000000", "delta", [Row("a", 3), Row("d", 1)], removed: ["c"]);

        Assert.Equal([Row("a", 3), Row("b", 1), Row("d", 1)], await FoldAsync());
    }

    [Fact]
    public async Task The_newest_dump_that_speaks_of_an_id_decides()
    {
        Dump("2026-01-01_000000", "full", [Row("a", 1), Row("b", 1)]);
        Dump("2026-01-02_000000", "delta", [Row("a", 2)], removed: ["b"]);
        Dump("2026-01-03_000000", "delta", [Row("b", 3)], removed: ["a"]);

        Assert.Equal([Row("b", 3)], await FoldAsync());
    }

    [Fact]
    public async Task A_newer_version_that_was_rejected_does_not_bring_the_old_one_back()
    {
        Dump("2026-01-01_000000", "full", [Row("a", 1), Row("b", 1)]);
        Dump("2026-01-02_000000", "delta", [Row("a", 2)], admitted: []);

        Assert.Equal([Row("b", 1)], await FoldAsync());
        Assert.Equal([Row("a", 2), Row("b", 1)], await FoldAsync(Zone.Raw));
    }

    [Fact]
    public async Task A_new_full_dump_begins_a_new_chain()
    {
        Dump("2026-01-01_000000", "full", [Row("a", 1)]);
        Dump("2026-01-02_000000", "full", [Row("b", 1)]);

        Assert.Equal([Row("b", 1)], await FoldAsync());
    }

    [Fact]
    public async Task A_sample_is_no_part_of_it()
    {
        Dump("2026-01-01_000000", "full", [Row("a", 1)]);
        Dump("2026-01-02_000000", "full", [Row("b", 1)], status: "sample");

        Assert.Equal([Row("a", 1)], await FoldAsync());
    }

    [Fact]
    public async Task Without_a_complete_dump_it_is_empty()
    {
        Assert.Empty(await FoldAsync());
    }

    [Fact]
    public async Task A_document_knows_where_its_line_stands()
    {
        Dump("2026-01-01_000000", "full", [Row("a", 1), Row("b", 1)]);
        var offsets = new List<long>();
        await foreach (var live in Snapshot.ReadAsync(_lake, SomeDump.Source, Zone.Validated, default))
            offsets.Add(live.Offset);

        Assert.Equal([0, Row("a", 1).Length + 1], offsets);
    }

    [Fact]
    public async Task A_damaged_line_stops_the_reading()
    {
        Dump("2026-01-01_000000", "full", [Row("a", 1)]);
        File.AppendAllText(Path.Combine(_lake.FolderOf(Zone.Validated, SomeDump.Source, "2026-01-01_000000"), "data.jsonl"), "{\"id\":\n");

        Assert.Equal(1, (await Assert.ThrowsAsync<Sluice.Records.GateFailedException>(() => FoldAsync())).ExitCode);
    }
}
