namespace Sluice.Bench;

/// <summary>A table under measurement: shown row by row, and at the end put into a page by the program that measured it.</summary>
sealed class Page(string? path, string name)
{
    readonly List<string> _lines = [];

    public void Add(string line)
    {
        _lines.Add(line);
        Console.WriteLine(line);
    }

    /// <summary>Replaces what stands between <c>&lt;!-- name --&gt;</c> and <c>&lt;!-- /name --&gt;</c>; without a page, nothing.</summary>
    public void Write()
    {
        if (path is null)
            return;
        var (begin, end) = ($"<!-- {name} -->", $"<!-- /{name} -->");
        var text = File.ReadAllText(path);
        var (from, to) = (text.IndexOf(begin, StringComparison.Ordinal), text.IndexOf(end, StringComparison.Ordinal));
        if (from < 0 || to < from)
            throw new InvalidOperationException($"{path} has no place for the table: {begin} and {end}.");
        File.WriteAllText(path, $"{text[..(from + begin.Length)]}\n{string.Join('\n', _lines)}\n{text[to..]}");
    }
}
