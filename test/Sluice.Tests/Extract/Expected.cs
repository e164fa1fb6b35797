using Sluice.Extract;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Tests.Extract;

/// <summary>What a history must have been told as, worked out the plain way: maps from id to lines, compared.</summary>
sealed class Expected
{
    readonly HashSet<string> _ever = [];
    Dictionary<string, string> _before = [];
    Dictionary<string, string> _now = [];
    Dictionary<string, DropReason> _dropped = [];
    long _read;
    long _kept;

    public string Snapshot => string.Join('\n', _now.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key + "\t" + pair.Value));

    public static string Map(IEnumerable<(string Name, string Line)> rows) =>
        string.Join('\n', rows.GroupBy(row => row.Name).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => group.Key + "\t" + Lines(group.Select(row => row.Line))));

    public void Tell(History history)
    {
        _before = _now;
        _ever.UnionWith(_before.Keys);
        var rows = history.Rows.ToList();
        (_read, _kept) = (rows.Count, rows.Count(row => row.ReasonAt(history.MinLength) is null));
        _now = rows.Where(row => row.ReasonAt(history.MinLength) is null).GroupBy(row => row.Name).ToDictionary(group => group.Key, group => Lines(group.Select(row => row.Line)));
        _dropped = rows.Where(row => row.Key is not null && row.ReasonAt(history.MinLength) is not null)
            .GroupBy(row => row.Key!).ToDictionary(group => group.Key, group => group.First().ReasonAt(history.MinLength)!.Value);
    }

    public void MustBe(ExtractReport report, Dump dump, string where)
    {
        var counts = report.Counts;
        var expected = (Added: _now.Keys.Count(id => !_before.ContainsKey(id) && !_ever.Contains(id)), Reappeared: _now.Keys.Count(id => !_before.ContainsKey(id) && _ever.Contains(id)),
            Changed: _now.Count(pair => _before.TryGetValue(pair.Key, out var lines) && lines != pair.Value), Removed: _before.Keys.Count(id => !_now.ContainsKey(id)),
            Unchanged: _now.Count(pair => _before.TryGetValue(pair.Key, out var lines) && lines == pair.Value));
        Assert.True(expected == (counts.Added, counts.Reappeared, counts.Changed, counts.Removed, counts.Unchanged), $"{where}: {counts}, expected {expected}");
        Assert.True((_read, _kept) == (counts.Read, counts.Kept) && counts.Read == counts.Kept + counts.Dropped.Values.Sum(), $"{where}: {counts}");
        var removed = _before.Keys.Where(id => !_now.ContainsKey(id)).Order(StringComparer.Ordinal)
            .Select(id => $$"""{"id":"{{id}}","why":"{{(_dropped.TryGetValue(id, out var reason) ? reason.Name() : "gone_upstream")}}"}""");
        Assert.Equal(removed, File.ReadLines(Path.Combine(dump.Folder, "removed.jsonl")).Order(StringComparer.Ordinal));
    }

    static string Lines(IEnumerable<string> lines) => string.Join('\t', lines);
}
