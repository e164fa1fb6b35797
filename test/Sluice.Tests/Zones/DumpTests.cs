using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Tests.Zones;

public sealed class DumpTests : IDisposable
{
    static readonly DateTimeOffset Start = new(2026, 1, 31, 4, 0, 0, TimeSpan.FromHours(2));

    readonly TempFolder _folder = new();
    readonly Lake _lake;

    public DumpTests() => _lake = new Lake(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_name_is_the_second_in_UTC_with_a_number_for_the_next_in_it()
    {
        var names = new List<string>();
        for (var i = 0; i < 3; i++)
            names.Add(SomeDump.Commit(_lake, Dump.NewName(_lake, SomeDump.Source, Start), []).Name);

        Assert.Equal(["2026-01-31_020000", "2026-01-31_020000-2", "2026-01-31_020000-3"], names);
    }

    [Fact]
    public void The_tenth_dump_of_a_second_comes_after_the_second_one()
    {
        foreach (var name in new[] { "2026-01-31_020000-10", "2026-01-31_020000-2", "2026-01-31_020001", "2026-01-31_020000", "2026-01-31_020000-9" })
            SomeDump.Commit(_lake, name, []);

        Assert.Equal(["2026-01-31_020000", "2026-01-31_020000-2", "2026-01-31_020000-9", "2026-01-31_020000-10", "2026-01-31_020001"],
            Dump.All(_lake, SomeDump.Source).Select(dump => dump.Name));
        Assert.Equal("2026-01-31_020001", Dump.LatestComplete(_lake, SomeDump.Source)!.Name);
    }

    [Fact]
    public void The_cursor_is_the_newest_complete_dump()
    {
        SomeDump.Commit(_lake, "2026-01-01_000000", []);
        SomeDump.Commit(_lake, "2026-01-02_000000", [], status: "unchanged", type: "delta");
        SomeDump.Commit(_lake, "2026-01-03_000000", [], status: "sample");

        Assert.Equal("2026-01-02_000000", Dump.LatestComplete(_lake, SomeDump.Source)!.Name);
        Assert.Equal(["2026-01-01_000000", "2026-01-02_000000"], Dump.Chain(_lake, SomeDump.Source).Select(dump => dump.Name));
    }

    [Fact]
    public void A_dump_is_found_by_name_by_folder_and_by_its_source()
    {
        SomeDump.Commit(_lake, "2026-01-01_000000", []);
        var newest = SomeDump.Commit(_lake, "2026-01-02_000000", []);

        Assert.Equal(newest.Name, Dump.Find(_lake, SomeDump.Source).Name);
        Assert.Equal(newest.Name, Dump.Find(_lake, newest.Folder + Path.DirectorySeparatorChar).Name);
        Assert.Equal("2026-01-01_000000", Dump.Find(_lake, "2026-01-01_000000").Name);
        Assert.Throws<CorrectTheCallException>(() => Dump.Find(_lake, "2026-01-03_000000"));
    }

    [Fact]
    public void Metadata_is_written_and_read_back_in_snake_case()
    {
        var dump = SomeDump.Commit(_lake, "2026-01-01_000000", ["{}"]);

        Assert.Contains("\"huggingface_dataset_version\": \"main\"", File.ReadAllText(Path.Combine(dump.Folder, "_metadata.json")));
        Assert.Equal(1, dump.Metadata.Data.Lines);
        Assert.True(dump.Metadata.IsComplete);
    }

    [Fact]
    public void Metadata_that_is_damaged_or_missing_fails_a_gate()
    {
        var dump = SomeDump.Commit(_lake, "2026-01-01_000000", []);
        File.WriteAllText(Path.Combine(dump.Folder, "_metadata.json"), "{");
        Assert.Throws<GateFailedException>(() => dump.Metadata);

        File.Delete(Path.Combine(dump.Folder, "_metadata.json"));
        Assert.Throws<GateFailedException>(() => dump.Metadata);
    }
}
