using Sluice.Zones;

namespace Sluice.Tests.Zones;

public sealed class AtomicFolderTests : IDisposable
{
    readonly TempFolder _root = new();

    public void Dispose() => _root.Dispose();

    string Final => _root.File("dumps", "one");

    void Commit(string text)
    {
        using var folder = AtomicFolder.Begin(Final);
        File.WriteAllText(folder.File("data.jsonl"), text);
        folder.Commit();
    }

    [Fact]
    public void A_commit_shows_the_folder_with_its_checksums_and_nothing_else()
    {
        Commit("new");

        Assert.Equal([Final], Directory.GetDirectories(_root.File("dumps")));
        Assert.Equal("new", File.ReadAllText(Path.Combine(Final, "data.jsonl")));
        Assert.Empty(Checksums.Verify(Final, Checksums.FileName));
    }

    [Fact]
    public void Before_the_commit_nothing_is_visible()
    {
        using var folder = AtomicFolder.Begin(Final);
        File.WriteAllText(folder.File("data.jsonl"), "new");

        Assert.False(Directory.Exists(Final));
    }

    [Fact]
    public void Without_a_commit_it_leaves_no_trace()
    {
        Commit("old");
        var before = _root.Tree();

        using (var folder = AtomicFolder.Begin(Final))
            File.WriteAllText(folder.File("data.jsonl"), "new");

        Assert.Equal(before, _root.Tree());
    }

    [Fact]
    public void A_commit_replaces_the_folder_that_was_there_whole()
    {
        Commit("old");
        File.WriteAllText(Path.Combine(Final, "left over"), "");

        Commit("new");

        Assert.Equal(["MANIFEST.sha256", "data.jsonl"], Directory.GetFileSystemEntries(Final).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("new", File.ReadAllText(Path.Combine(Final, "data.jsonl")));
        Assert.Single(Directory.GetFileSystemEntries(_root.File("dumps")));
    }

    [Fact]
    public void A_half_made_folder_of_a_killed_process_is_begun_anew()
    {
        _root.Write("dumps/.aside-one/rubbish", "x");

        Commit("new");

        Assert.False(File.Exists(Path.Combine(Final, "rubbish")));
    }

    [Fact]
    public void Recovery_clears_what_was_half_made()
    {
        Commit("old");
        var before = _root.Tree();
        _root.Write("dumps/.aside-two/data.jsonl", "half");
        _root.Write("runs/.aside-run.json", "half");
        Directory.CreateDirectory(_root.File("runs"));

        var cleared = AtomicFolder.Recover(_root.Path);

        Assert.Equal(2, cleared.Count);
        Directory.Delete(_root.File("runs"));
        Assert.Equal(before, _root.Tree());
    }

    [Fact]
    public void Recovery_leaves_alone_what_looks_and_heartbeats_are_writing()
    {
        foreach (var file in new[] { "alerts/.aside-state.json", "alerts/outbox/.aside-one.json", "watch/.aside-heartbeat.json" })
            _root.Write(file, "half");
        _root.Write("raw/watch/.aside-one", "half");

        Assert.Equal([_root.File("raw", "watch", ".aside-one")], AtomicFolder.Recover(_root.Path));
    }

    [Fact]
    public void Recovery_brings_back_what_was_being_replaced()
    {
        Commit("old");
        var before = _root.Tree();
        Directory.Move(Final, _root.File("dumps", ".old-one"));
        _root.Write("dumps/.aside-one/data.jsonl", "new");

        AtomicFolder.Recover(_root.Path);

        Assert.Equal(before, _root.Tree());
    }

    [Fact]
    public void Recovery_finishes_a_replacement_that_was_done_but_for_the_old_one()
    {
        Commit("new");
        var before = _root.Tree();
        _root.Write("dumps/.old-one/data.jsonl", "old");

        AtomicFolder.Recover(_root.Path);

        Assert.Equal(before, _root.Tree());
    }

    [Fact]
    public void A_folder_that_says_how_far_it_came_outlives_its_writer_until_nobody_needs_it()
    {
        Commit("old");
        var before = _root.Tree();
        using (var folder = AtomicFolder.Begin(Final))
            _root.Write("dumps/.aside-one/.resume/shards", "so far");

        Assert.Empty(AtomicFolder.Recover(_root.Path));
        Assert.True(File.Exists(AtomicFolder.Continue(Final).Progress));
        Assert.Single(AtomicFolder.Recover(_root.Path, keepProgress: false));
        Assert.Equal(before, _root.Tree());
    }

    [Fact]
    public void What_only_going_on_needs_is_never_committed()
    {
        using (var folder = AtomicFolder.Begin(Final))
        {
            File.WriteAllText(folder.File("data.jsonl"), "new");
            _root.Write("dumps/.aside-one/.resume/shards", "so far");
            folder.Commit();
        }

        Assert.Equal(["MANIFEST.sha256", "data.jsonl"], Directory.GetFileSystemEntries(Final).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Empty(Checksums.Verify(Final, Checksums.FileName));
    }

    [Fact]
    public void Recovery_leaves_other_hidden_folders_alone()
    {
        _root.Write(".git/config", "theirs");

        Assert.Empty(AtomicFolder.Recover(_root.Path));
        Assert.True(File.Exists(_root.File(".git", "config")));
    }

    [Fact]
    public void A_small_file_is_replaced_whole_and_leaves_nothing_aside()
    {
        var path = _root.File("serveable", "current");
        AtomicFile.Write(path, "a long old name\n");
        AtomicFile.Write(path, "new\n");

        Assert.Equal("new\n", File.ReadAllText(path));
        Assert.Single(Directory.GetFileSystemEntries(_root.File("serveable")));
    }
}
