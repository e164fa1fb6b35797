using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace Sluice.Server.HubStandIn;

/// <summary>An answer written past the web server, onto the socket: the only way to promise what does not come.</summary>
sealed class RawConnection(HttpContext http) : WriteOnlyStream
{
    // Long enough for a caller to read what came before the end, and to hang up first.
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    readonly Socket _socket = http.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;
    bool _isChunked;

    /// <summary>Writes the status line and the headers, with the framing that the fault is about.</summary>
    public async Task WriteHeadAsync(Answer answer, FaultKind kind, CancellationToken cancel)
    {
        _isChunked = kind == FaultKind.TruncateChunked || (kind != FaultKind.TruncateSilent && answer.Length is null);
        var head = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {answer.Status} {ReasonPhrases.GetReasonPhrase(answer.Status)}\r\n"));
        foreach (var (name, value) in answer.Headers)
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        head.Append(kind == FaultKind.TruncateSilent ? "Connection: close\r\n\r\n"
            : _isChunked ? "Transfer-Encoding: chunked\r\n\r\n"
            : string.Create(CultureInfo.InvariantCulture, $"Content-Length: {answer.Length}\r\n\r\n"));
        await SendAsync(Encoding.UTF8.GetBytes(head.ToString()), cancel);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Length == 0)
            return;
        if (_isChunked)
            await SendAsync(Encoding.ASCII.GetBytes(buffer.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"), cancellationToken);
        await SendAsync(buffer, cancellationToken);
        if (_isChunked)
            await SendAsync("\r\n"u8.ToArray(), cancellationToken);
    }

    async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        while (bytes.Length > 0)
            bytes = bytes[await _socket.SendAsync(bytes, SocketFlags.None, cancel)..];
    }

    /// <summary>Ends the connection: reset at once, or closed cleanly once the caller has had the time to read.</summary>
    public async Task EndAsync(bool isReset, CancellationToken stopping)
    {
        if (isReset)
        {
            _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        else
        {
            _socket.Shutdown(SocketShutdown.Send);
            using var gone = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
            await Task.Delay(Patience, TimeProvider.System, gone.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
        http.Abort();
    }
}
