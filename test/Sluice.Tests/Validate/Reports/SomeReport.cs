using Sluice.Records;
using Sluice.Validate.Reports;

namespace Sluice.Tests.Validate.Reports;

/// <summary>Reports over findings made by hand, in a folder that is gone with it.</summary>
sealed class SomeReport : IDisposable
{
    readonly TempFolder _folder = new();
    readonly List<ValidatedPart> _parts = [];

    public string Folder => _folder.Path;

    public SomeReport With(string source, IReadOnlyDictionary<string, long> kept, params (long Line, string? Id, string? Collection, Finding Finding)[] findings)
    {
        var json = new JsonLineBuilder();
        var text = "";
        foreach (var (line, id, collection, finding) in findings)
        {
            finding.WriteTo(json.Clear(), new Site(new Place("some file.jsonl", line, 0), id, collection));
            text += Some.Text8(json.Bytes) + "\n";
        }
        _parts.Add(new ValidatedPart(source, "2026-01-31_020000", "https://hub.example/datasets/a/blob/c0ffee", _folder.Write($"part-{_parts.Count}.jsonl", text), kept));
        return this;
    }

    public static Dictionary<string, long> Kept(long count, string collection = "lesswrong") => new() { [collection] = count };

    public Task<ValidationReport> BuildAsync(Against? against = null) => ValidationReport.OfAsync("a test", "About it.", _parts, against, default);

    public async Task<(string Json, string Markdown, string Html)> WriteAsync(Against? against = null)
    {
        await ReportFiles.WriteAsync(await BuildAsync(against), Folder, default);
        return (Read(ReportFiles.Json), Read(ReportFiles.Markdown), Read(ReportFiles.Html));
    }

    string Read(string name) => File.ReadAllText(_folder.File(name));

    public void Dispose() => _folder.Dispose();
}
