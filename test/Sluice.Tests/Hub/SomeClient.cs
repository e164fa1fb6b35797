using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Hub;

namespace Sluice.Tests.Hub;

/// <summary>Clients for tests: short times, a fixed jitter.</summary>
static class SomeClient
{
    public static HubClient Of(Uri endpoint, double deadline = 8, double idle = 2, string? token = null, string? origin = null, ILogger? log = null) => new(
        new HubOptions { Endpoint = endpoint, Deadline = TimeSpan.FromSeconds(deadline), Idle = TimeSpan.FromSeconds(idle), Token = token, Origin = origin },
        TimeProvider.System, log ?? NullLogger.Instance, new Random(1));

    public static Task<HubRevision> RevisionAsync(this HubClient client, string dataset = SomeHub.Dataset, string revision = "main") => client.GetRevisionAsync(dataset, revision, default);

    public static async Task<byte[]> ReadAsync(this HubClient client, HubRevision revision, HubFile? file = null)
    {
        await using var stream = client.Open(revision, file ?? revision.Files[0]);
        var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}

/// <summary>A log that a test can read.</summary>
sealed class LogLines : ILogger
{
    readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
                return [.. _lines];
        }
    }

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_lines)
            _lines.Add($"{logLevel} {formatter(state, exception)} {exception}");
    }
}
