using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Sluice.Records;

namespace Sluice.Hub;

/// <summary>What a web server said of the bytes that it gave.</summary>
/// <param name="ETag">As sent, or null.</param>
/// <param name="LastModified">The server's date of them, in ISO 8601, or null.</param>
/// <param name="Charset">The encoding that it declares, or null.</param>
public sealed record Downloaded(string Sha256, long Size, string? ETag, string? LastModified, string? Charset);

/// <summary>
/// Gets one file of which nothing is promised: its hash is known once it is here. A transfer that breaks goes on where it
/// stopped if the server vouches that the file is still the same one, and begins again if not.
/// </summary>
public sealed class Download(HubOptions options, TimeProvider clock, ILogger log, Random jitter) : IDisposable
{
    const int MostFailures = 6;

    readonly HubTransport _transport = new(options, clock, log, jitter) { IsHub = false };

    /// <summary>Bytes of a file beyond which it is not taken. Default 4 GiB.</summary>
    public long Most { get; init; } = 4L << 30;

    public int Requests => _transport.Requests;

    /// <summary>Fills <paramref name="into"/> with the file; null if the server says that it is still the one that is known.</summary>
    /// <param name="known">What was said of it the last time; null asks for it in any case.</param>
    /// <exception cref="RetryLaterException">It cannot be had before the deadline.</exception>
    /// <exception cref="FixTheNameOrAccessException">The server said no, or sends something else.</exception>
    public async Task<Downloaded?> FetchAsync(Uri uri, Known? known, FileStream into, CancellationToken cancel)
    {
        var what = $"file {uri.AbsolutePath}";
        var headway = new Headway(options, clock);
        using var patience = new Patience(options.Idle, clock);
        string? etag = null;
        while (true)
        {
            var from = etag is null ? 0 : into.Length;
            using var answer = await FileAnswer.OfAsync(await _transport.GetAsync(uri, what, cancel, from > 0 ? (from, etag) : null, Within(headway), from == 0 ? known : null), cancel);
            if (answer.IsKnown)
                return null;
            headway.Connected(into.Length);
            if (!answer.GoesOn(from, etag))
            {
                // Not the stretch that was asked for: from the start, without ranges.
                into.SetLength(0);
                etag = null;
                if (from > 0 && answer.IsPart)
                    continue;
            }
            await RefuseAsync(answer, what, cancel);
            etag = answer.StrongETag;
            var size = answer.Length + (answer.IsPart ? from : 0);
            if (await ReadAsync(answer, into, size, patience, headway, what, cancel) is not { } problem)
                return new Downloaded(HashOf(into), into.Length, answer.ETag, answer.LastModified, answer.Charset);
            headway.Broke(into.Length, problem.TooSlow);
            var pause = _transport.Pauses.After(headway.Failures);
            if (headway.Failures >= MostFailures || headway.Left <= pause)
                throw new RetryLaterException($"{options.Endpoint.OriginalString}, {what}: {problem.Said} after {into.Length} bytes, and going on from there failed too. Try again later.");
            log.LogInformation("{What}: {Problem} after {Length} bytes; trying again in {Seconds:0.0} s", what, problem.Said, into.Length, pause.TotalSeconds);
            await Task.Delay(pause, clock, cancel);
        }
    }

    TimeSpan Within(Headway headway) => headway.Left > TimeSpan.FromSeconds(1) ? headway.Left : TimeSpan.FromSeconds(1);

    async Task<(string Said, bool TooSlow)?> ReadAsync(FileAnswer answer, FileStream into, long? size, Patience patience, Headway headway, string what, CancellationToken cancel)
    {
        var buffer = new byte[1 << 16];
        into.Position = into.Length;
        while (true)
        {
            var (read, problem) = await ReadOnceAsync(answer.Body, buffer, patience, cancel);
            if (problem is not null)
                return (problem, false);
            if (read == 0)
                return into.Length < size ? ("the body ended", false) : null;
            into.Write(buffer, 0, read);
            if (into.Length > Most)
                throw new FixTheNameOrAccessException($"{options.Endpoint.OriginalString}, {what}: more than {Most} bytes came. No source is so large: look at what it is.");
            if (!headway.Came(read))
                return ($"fewer than 4 KiB came in {options.Idle.TotalSeconds:0.#} s", true);
        }
    }

    async Task<(int Read, string? Problem)> ReadOnceAsync(Stream body, byte[] buffer, Patience patience, CancellationToken cancel)
    {
        try
        {
            return (await body.ReadAsync(buffer, patience.For(cancel)), null);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (0, $"no byte came for {options.Idle.TotalSeconds:0.#} s");
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return (0, e.Message.TrimEnd('.'));
        }
    }

    // A login page and a body that somebody compressed on the way are not the file.
    async Task RefuseAsync(FileAnswer answer, string what, CancellationToken cancel)
    {
        if (answer.Kind.Length > 0)
            throw new CheckTheEndpointException($"{options.Endpoint.OriginalString} gave no {what}: something else came{options.WithoutToken(await answer.SniffAsync(options.Idle, clock, cancel))}. Check the url in the registry, and --endpoint.");
    }

    static string HashOf(FileStream file)
    {
        file.Flush();
        file.Position = 0;
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    public void Dispose() => _transport.Dispose();
}

/// <summary>What a server said of the bytes that rest here: it need not send the same again.</summary>
public sealed record Known(string? ETag, string? LastModified)
{
    public bool IsAnything => ETag is not null || LastModified is not null;
}
