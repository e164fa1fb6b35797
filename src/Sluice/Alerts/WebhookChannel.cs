using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Sluice.Alerts;

/// <summary>How patient a webhook is within one look.</summary>
public sealed record WebhookOptions
{
    /// <summary>Tries in a look. Default 4.</summary>
    public int Tries { get; init; } = 4;

    /// <summary>Longest pause after the first failure; it doubles with each. Default 1 s.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest that <c>Retry-After</c> is waited for in a look; what asks for more waits for a later one. Default 30 s.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For one answer. Default 10 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>
/// POSTs each alert as JSON, signed if there is a secret: <c>X-Sluice-Signature: sha256=</c> and the HMAC-SHA256 of
/// <c>timestamp.body</c> in hex. 2xx counts as taken. What may pass is tried again, with random pauses; a redirect or any
/// other 4xx is a no.
/// </summary>
/// <param name="secret">Null: not signed.</param>
public sealed class WebhookChannel(Uri address, string? secret, TimeProvider clock, WebhookOptions? options = null) : IAlertChannel, IDisposable
{
    public const string EventHeader = "X-Sluice-Event";
    public const string TimestampHeader = "X-Sluice-Timestamp";
    public const string SignatureHeader = "X-Sluice-Signature";

    readonly WebhookOptions _options = options ?? new WebhookOptions();
    readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = !address.IsLoopback }) { Timeout = Timeout.InfiniteTimeSpan };

    public string Name => "webhook";

    // The rest of the address may be a secret too.
    string Receiver => address.GetLeftPart(UriPartial.Authority);

    /// <summary>The header's value for a body that is sent at this time, in seconds since 1970.</summary>
    public static string Sign(string secret, string timestamp, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.ASCII.GetBytes(timestamp + "."), .. body];
        return "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
    }

    public async Task<Delivery> SendAsync(AlertMessage message, CancellationToken cancel)
    {
        // Receivers that come back are not all asked in the same instant; the same event waits the same everywhere.
        var jitter = new Random(BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(message.Event + message.State)), 0));
        for (var tries = 1; ; tries++)
        {
            var delivery = await TryAsync(message, cancel);
            if (delivery.State != DeliveryState.Later || tries >= _options.Tries || delivery.Wait > _options.LongestPause)
                return delivery;
            var pause = delivery.Wait ?? TimeSpan.FromTicks((long)((_options.FirstPause.Ticks << (tries - 1)) * jitter.NextDouble()));
            await Task.Delay(pause, clock, cancel);
        }
    }

    async Task<Delivery> TryAsync(AlertMessage message, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(_options.Timeout);
        try
        {
            using var request = Request(message);
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            if (answer.IsSuccessStatusCode)
                return Delivery.Done;
            var problem = $"{Receiver} answered {(int)answer.StatusCode}.";
            return answer.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)answer.StatusCode >= 500
                ? Delivery.Later(problem, Asked(answer)) : Delivery.Refused(problem);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Delivery.Later($"{Receiver} gave no answer within {_options.Timeout.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} s.");
        }
        catch (HttpRequestException e)
        {
            return Delivery.Later($"{Receiver} cannot be reached: {e.Message}");
        }
    }

    HttpRequestMessage Request(AlertMessage message)
    {
        var (body, timestamp) = (message.ToBytes(), clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        request.Headers.TryAddWithoutValidation("User-Agent", $"Sluice/{typeof(WebhookChannel).Assembly.GetName().Version?.ToString(3)}");
        request.Headers.TryAddWithoutValidation(EventHeader, message.Event);
        request.Headers.TryAddWithoutValidation(TimestampHeader, timestamp);
        if (secret is not null)
            request.Headers.TryAddWithoutValidation(SignatureHeader, Sign(secret, timestamp, body));
        return request;
    }

    TimeSpan? Asked(HttpResponseMessage answer)
    {
        var pause = answer.Headers.RetryAfter?.Delta ?? answer.Headers.RetryAfter?.Date - (answer.Headers.Date ?? clock.GetUtcNow());
        return pause < TimeSpan.Zero ? TimeSpan.Zero : pause;
    }

    public void Dispose() => _http.Dispose();
}
