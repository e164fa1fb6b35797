using System.Diagnostics;
using System.Text;

namespace Sluice.Acceptance;

/// <summary><c>sluice hub serve</c> over a folder, as its own process on loopback.</summary>
public sealed class Hub : IAsyncDisposable
{
    readonly Process _process;

    Hub(Process process, string endpoint) => (_process, Endpoint) = (process, endpoint);

    public string Endpoint { get; }

    public static async Task<Hub> StartAsync(string folder, params string[] flags)
    {
        var process = Published.Start(Path.GetTempPath(), ["hub", "serve", folder, "--port", "0", .. flags]);
        var line = await process.StandardOutput.ReadLineAsync() ?? await process.StandardError.ReadToEndAsync();
        return new Hub(process, line[(line.LastIndexOf(" at ", StringComparison.Ordinal) + 4)..].Trim());
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}

/// <summary>A folder that goes with its test, with a hub folder in it if one is written.</summary>
public sealed class Scratch : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("sluice-test-").FullName;

    public string Lake => Path.Combine(Folder, "lake");

    public string HubFolder => Path.Combine(Folder, "hub");

    public string DatasetFile(string name) => Path.Combine(HubFolder, "StampyAI", "alignment-research-dataset", name);

    public void WriteDataset(string name, params string[] lines)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(DatasetFile(name))!);
        File.WriteAllText(DatasetFile(name), string.Concat(lines.Select(line => line + "\n")), new UTF8Encoding(false));
    }

    /// <summary>A valid record, with any field said otherwise.</summary>
    public static string Record(string id, string title = "On alignment", string? text = null, string date = "2023-05-01T00:00:00Z") =>
        $$"""{"id": {{Quote(id)}}, "source": "arxiv", "title": {{Quote(title)}}, "text": {{Quote(text ?? string.Concat(Enumerable.Repeat("A sentence about alignment and safety. ", 5)))}}, "url": "https://example.org/{{id}}", "date_published": "{{date}}", "authors": ["Ada Sampleton"], "summaries": []}""";

    static string Quote(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    /// <summary>Every file below a folder with its hash: equal texts, equal trees.</summary>
    public static string TreeHash(string folder) =>
        !Directory.Exists(folder) ? "none" : string.Join('\n', Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => $"{Path.GetRelativePath(folder, path)} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))}"));

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

/// <summary>The real records, beside the checkout where the project is built; a stranger's clone has none.</summary>
static class SharedData
{
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(Published.Repository, "..", "shared", "data"));

    /// <summary>Skips where the folder is absent; a folder that is there and broken fails.</summary>
    public static string HubOrSkip()
    {
        Assert.SkipUnless(Directory.Exists(Folder), "The real records are not beside this checkout; the samples stand in for them.");
        var hub = Path.Combine(Folder, "hub");
        Assert.True(Directory.Exists(Path.Combine(hub, "StampyAI", "alignment-research-dataset")), $"{Folder} is there, but holds no hub/StampyAI/alignment-research-dataset.");
        return hub;
    }
}
