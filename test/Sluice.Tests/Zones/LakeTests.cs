using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Tests.Zones;

public sealed class LakeTests : IDisposable
{
    readonly TempFolder _folder = new();
    readonly Lake _lake;

    public LakeTests() => _lake = new Lake(_folder.File("lake"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Opening_a_lake_creates_nothing()
    {
        Assert.False(_lake.Exists);
        Assert.Equal(2, Assert.Throws<CorrectTheCallException>(_lake.MustExist).ExitCode);
        Assert.False(Directory.Exists(_lake.Root));
    }

    [Fact]
    public void A_new_lake_says_its_format()
    {
        _lake.Create();

        Assert.Equal("{\"format\": 1}\n", File.ReadAllText(Path.Combine(_lake.Root, "lake.json")));
        Assert.Same(_lake, _lake.MustExist());
    }

    [Fact]
    public void A_folder_of_another_format_is_refused()
    {
        _folder.Write("lake/lake.json", "{\"format\": 2}\n");

        Assert.Throws<CorrectTheCallException>(_lake.Create);
    }

    [Fact]
    public void A_lock_keeps_a_second_taker_out_until_it_is_given_back()
    {
        using (LakeLock.Take(_lake))
            Assert.Equal(5, Assert.Throws<CheckTheMachineException>(() => LakeLock.Take(_lake)).ExitCode);

        LakeLock.Take(_lake).Dispose();
    }

    [Fact]
    public void Taking_the_lock_puts_the_lake_in_order()
    {
        _folder.Write("lake/raw/a/dumps/.aside-x/data.jsonl", "half");

        LakeLock.Take(_lake).Dispose();

        Assert.Empty(Directory.GetDirectories(_lake.Dumps("a")));
    }

    [Fact]
    public void What_stays_in_the_lock_file_of_a_dead_process_keeps_nobody_out()
    {
        _folder.Write("lake/.lock", "4711");

        LakeLock.Take(_lake).Dispose();
    }

    [Fact]
    public void Folders_still_being_written_are_not_dumps()
    {
        _folder.Write("lake/raw/a/dumps/2026-01-31_020000/data.jsonl", "");
        _folder.Write("lake/raw/a/dumps/.aside-2026-01-31_020001/data.jsonl", "");

        Assert.Equal(["2026-01-31_020000"], _lake.DumpNames(Zone.Raw, "a"));
        Assert.Equal(["a"], _lake.Sources());
    }
}
