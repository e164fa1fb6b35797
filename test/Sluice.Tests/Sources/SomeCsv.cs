using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Extract;
using Sluice.Hub;
using Sluice.Pipeline;
using Sluice.Sources;
using Sluice.Tests.Hub;
using Sluice.Validate;
using Sluice.Zones;

namespace Sluice.Tests.Sources;

/// <summary>A web server on loopback with Epoch AI's file, or one like it, and a lake beside it. Each run begins a minute after the last.</summary>
sealed class SomeCsv : IAsyncDisposable
{
    public const string Source = "epoch_ai";
    public const string Header = "Model,Organization,Publication date,Link,Abstract,Authors,Domain\n";

    readonly TempFolder _folder = new();
    TinyServer _server = null!;

    public Lake Lake => new(_folder.File("lake"));

    public FakeClock Clock { get; } = new();

    public Uri Endpoint => _server.Uri;

    public byte[] Content { get; set; } = [];

    /// <summary>Goes before the server's own answer; true if it gave one. Default none.</summary>
    public Func<HttpContext, Task<bool>>? Fault { get; set; }

    public string ContentType { get; set; } = "text/csv";

    public bool TellsETag { get; set; } = true;

    /// <summary>Status and range of each answer.</summary>
    public List<(int Status, string? Range)> Answers { get; } = [];

    public static async Task<SomeCsv> StartAsync(byte[] content)
    {
        var some = new SomeCsv { Content = content };
        some._server = await TinyServer.StartAsync(some.AnswerAsync);
        return some;
    }

    public static Task<SomeCsv> StartAsync(params string[] rows) => StartAsync(Encoding.UTF8.GetBytes(Header + string.Concat(rows.Select(row => row + "\n"))));

    public string ETag => $"\"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Content))[..16]}\"";

    public void Write(params string[] rows) => Content = Encoding.UTF8.GetBytes(Header + string.Concat(rows.Select(row => row + "\n")));

    async Task AnswerAsync(HttpContext http)
    {
        var (request, response) = (http.Request, http.Response);
        var range = request.Headers.Range.ToString() is { Length: > 0 } asked ? asked : null;
        response.OnStarting(() =>
        {
            Answers.Add((response.StatusCode, range));
            return Task.CompletedTask;
        });
        if (Fault is not null && await Fault(http))
            return;
        if (request.Path != "/data/notable_ai_models.csv")
        {
            response.StatusCode = 404;
            return;
        }
        if (TellsETag)
            response.Headers.ETag = ETag;
        response.ContentType = ContentType;
        if (TellsETag && request.Headers.IfNoneMatch == ETag)
        {
            response.StatusCode = 304;
            return;
        }
        var from = 0;
        if (range is not null && (request.Headers.IfRange.Count == 0 || request.Headers.IfRange == ETag))
        {
            from = int.Parse(range["bytes=".Length..].TrimEnd('-'));
            response.StatusCode = 206;
            response.Headers.ContentRange = $"bytes {from}-{Content.Length - 1}/{Content.Length}";
        }
        response.ContentLength = Content.Length - from;
        await response.Body.WriteAsync(Content.AsMemory(from));
    }

    public Run NewRun(bool dryRun = false)
    {
        Clock.Advance(TimeSpan.FromMinutes(1));
        if (!dryRun)
            Lake.Create();
        return new Run(Lake, Clock, NullLogger.Instance, dryRun: dryRun);
    }

    /// <summary>Everything is kept unless a test selects.</summary>
    public ExtractOptions All => new()
    {
        Endpoint = Endpoint,
        Hub = new HubOptions { Deadline = TimeSpan.FromSeconds(5), Idle = TimeSpan.FromSeconds(2), Token = "hf_not_for_others" },
        MaxShrink = 100,
        Selection = new Selection { MinDate = null, Keywords = [], MinLength = 0 },
    };

    public string? Registry { get; set; }

    public Flow Flow() => new(SourceRegistry.Load(Registry), new ValidateOptions());

    public Task<ExtractReport> ExtractAsync(Func<ExtractOptions, ExtractOptions>? with = null, bool dryRun = false) =>
        Flow().Extract(NewRun(dryRun), Source, (with ?? (options => options))(All)).ExtractAsync(default);

    public Task<RunReport> RunAsync(Func<ExtractOptions, ExtractOptions>? with = null) =>
        Flow().RunAsync(NewRun(), [Source], (with ?? (options => options))(All), default);

    public string File(params string[] names) => _folder.File(names);

    public IReadOnlyList<(string Path, string? Authorization)> Asked => _server.Asked;

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
