using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sluice.Server.HubStandIn;

/// <summary>A request that came, with its headers as they were sent, the token too.</summary>
/// <param name="Path">As sent, without the query.</param>
/// <param name="Query">As sent, with its question mark; empty without one.</param>
public sealed record RequestRecord(
    Listener Listener, string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>What was answered; 0 until then, and for ever if no answer was sent.</summary>
    public int Status { get; internal set; }

    /// <summary>When it came, by the server's clock.</summary>
    [JsonIgnore]
    public DateTimeOffset At { get; init; }
}

/// <summary>The requests of a server, in the order in which they came: the newest 100,000 of them, and all in the file if one is given.</summary>
sealed class RequestLog : IDisposable
{
    const int MostKept = 100_000;

    static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    readonly Lock _gate = new();
    readonly Queue<RequestRecord> _kept = new();
    readonly StreamWriter? _file;

    readonly TimeProvider _clock;

    public RequestLog(string? file, TimeProvider clock)
    {
        _clock = clock;
        if (file is not null)
            _file = new StreamWriter(new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.Read)) { AutoFlush = true, NewLine = "\n" };
    }

    public IReadOnlyList<RequestRecord> All
    {
        get
        {
            lock (_gate)
                return [.. _kept];
        }
    }

    /// <summary>Remembers a request when it comes: nobody who has the answer can look too early.</summary>
    public RequestRecord Begin(HubRequest request)
    {
        var headers = request.Http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var record = new RequestRecord(request.Listener, request.Method, request.RawPath, request.RawQuery, headers) { At = _clock.GetUtcNow() };
        lock (_gate)
        {
            _kept.Enqueue(record);
            if (_kept.Count > MostKept)
                _kept.Dequeue();
        }
        return record;
    }

    /// <summary>Writes a request to the file once its status is known.</summary>
    public void End(RequestRecord record)
    {
        if (_file is null)
            return;
        lock (_gate)
            _file.WriteLine(JsonSerializer.Serialize(record, Json));
    }

    public void Dispose() => _file?.Dispose();
}
