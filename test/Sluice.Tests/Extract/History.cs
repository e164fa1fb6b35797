using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Sluice.Records;

namespace Sluice.Tests.Extract;

/// <summary>A row of upstream, and by how it was made what a selection must do with it.</summary>
/// <param name="Key">Its id, or null if it has none that can be used.</param>
/// <param name="Length">Of its text, the one thing that the selection of these tests changes its mind about.</param>
/// <param name="Reason">Why every selection drops it, or null.</param>
sealed record HistoricRow(string? Key, string Line, int Length, DropReason? Reason)
{
    public string Name => Key ?? "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Some.Bytes(Line)));

    public DropReason? ReasonAt(int minLength) => Reason ?? (Length < minLength ? DropReason.TooShort : null);
}

/// <summary>
/// A dataset that lives: rows come, are edited, backdated, deleted, added again, put in another order, repeated, moved
/// to another file, and into and out of the filter. Nothing of the product is used to say what that means.
/// </summary>
sealed class History(Random random)
{
    static readonly string[] Names = ["arxiv.jsonl", "distill.jsonl", "lesswrong.jsonl"];

    readonly List<HistoricRow> _graveyard = [];

    public SortedDictionary<string, List<HistoricRow>> Files { get; } = new(Names.ToDictionary(name => name, _ => new List<HistoricRow>()), StringComparer.Ordinal);

    public int MinLength { get; private set; } = 40;

    /// <summary>All rows, in the order of file and line.</summary>
    public IEnumerable<HistoricRow> Rows => Files.Values.SelectMany(rows => rows);

    public void Step()
    {
        for (var edits = random.Next(1, 7); edits > 0; edits--)
            Edit(Files[Names[random.Next(Names.Length)]]);
        if (random.Next(8) == 0)
            MinLength = random.Next(2) == 0 ? 40 : 80;
    }

    void Edit(List<HistoricRow> rows)
    {
        var at = rows.Count == 0 ? 0 : random.Next(rows.Count);
        switch (rows.Count == 0 ? 0 : random.Next(10))
        {
            case 0 or 1:
                rows.Insert(at, NewRow(random.Next(12)));
                break;
            case 2 when rows[at].Key is { } id:
                rows[at] = NewRow(int.Parse(id[1..]));
                break;
            case 3:
                _graveyard.Add(rows[at]);
                rows.RemoveAt(at);
                break;
            case 4 when _graveyard.Count > 0:
                rows.Insert(at, _graveyard[random.Next(_graveyard.Count)]);
                break;
            case 5:
                var order = rows.ToArray();
                random.Shuffle(order);
                rows.Clear();
                rows.AddRange(order);
                break;
            case 6:
                rows.Insert(at, rows[random.Next(rows.Count)]);
                break;
            case 7:
                Files[Names[random.Next(Names.Length)]].Add(rows[at]);
                rows.RemoveAt(at);
                break;
            case 8 when rows[at].Key is { } id:
                rows[at] = NewRow(int.Parse(id[1..]), backdated: true);
                break;
            default:
                rows.Add(random.Next(3) == 0 ? new HistoricRow(null, "rubbish " + random.Next(3), 0, DropReason.MalformedJson) : NewRow(null));
                break;
        }
    }

    HistoricRow NewRow(int? number, bool backdated = false)
    {
        var row = new JsonObject { ["id"] = number is { } id ? $"r{id}" : null, ["title"] = "On safety, version " + random.Next(3) };
        var length = random.GetItems([20, 60, 100], 1)[0];
        var reason = (DropReason?)null;
        row["text"] = new string('x', length - 1) + (random.Next(2) == 0 ? "é" : "y");
        row["date_published"] = backdated ? $"{random.Next(2020, 2024)}-02-29" is var day && day.StartsWith("2020") ? day : "2021-03-04T05:06:07Z" : "2022-05-06";
        switch (random.Next(12))
        {
            case 0:
                (row["date_published"], reason) = ("2019-12-31", DropReason.BeforeMinDate);
                break;
            case 1:
                (row["date_published"], reason) = (null, DropReason.MissingDate);
                break;
            case 2:
                (row["date_published"], reason) = ("2021-02-30", DropReason.UnreadableDate);
                break;
            case 3:
                (row["title"], reason) = ("On weather", DropReason.NoKeyword);
                break;
        }
        return new HistoricRow(number is { } key ? $"r{key}" : null, row.ToJsonString(), length, reason);
    }
}
