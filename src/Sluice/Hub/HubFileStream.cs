using System.Text;
using Microsoft.Extensions.Logging;
using Sluice.Records;

namespace Sluice.Hub;

/// <summary>
/// A file's bytes on their way in. A connection that breaks or stands still is opened again, from the revision's own
/// address, where it stopped. At the end number and hash must be those that the tree promised, or the last read throws.
/// </summary>
public sealed class HubFileStream : IncomingStream
{
    const int MostFailures = 6;

    readonly HubTransport _transport;
    readonly HubOptions _options;
    readonly TimeProvider _clock;
    readonly ILogger _log;
    readonly Uri _uri;
    readonly HubFile _file;
    readonly string _what;
    readonly FileHash _hash;
    readonly Headway _headway;
    readonly Patience _patience;
    FileAnswer? _answer;
    bool _ranges = true;
    string? _etag;
    long _length;
    long _toSkip;
    string? _sha256;

    internal HubFileStream(HubTransport transport, HubOptions options, TimeProvider clock, ILogger log, Uri uri, HubRevision revision, HubFile file)
    {
        (_transport, _options, _clock, _log, _uri, _file) = (transport, options, clock, log, uri, file);
        _what = $"file {file.Path} of dataset {revision.Dataset} at {revision.Sha}";
        _hash = new FileHash(file);
        _headway = new Headway(options, clock);
        _patience = new Patience(options.Idle, clock);
    }

    public override string? Sha256 => _sha256;

    /// <exception cref="FetchAgainException">The bytes are not those that the tree promised.</exception>
    /// <exception cref="RetryLaterException">The transfer makes no headway.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (Sha256 is null)
        {
            _answer ??= await ConnectAsync(cancellationToken);
            var (read, problem, tooSlow) = await ReadOnceAsync(buffer, cancellationToken);
            if (problem is null && read == 0 && _length < _file.Size)
                problem = "the body ended";
            if (problem is not null && (_length < _file.Size || _toSkip > 0))
                await BrokeAsync(problem, tooSlow, cancellationToken);
            else if (read == 0 || problem is not null)
                Check();
            else if (Skip(buffer, ref read))
                return Take(buffer.Span[..read]);
        }
        return 0;
    }

    async Task<(int Read, string? Problem, bool TooSlow)> ReadOnceAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        try
        {
            var read = await _answer!.Body.ReadAsync(buffer, _patience.For(cancel));
            return _headway.Came(read) || read == 0 ? (read, null, false) : (0, $"fewer than 4 KiB came in {_options.Idle.TotalSeconds:0.#} s", true);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (0, $"no byte came for {_options.Idle.TotalSeconds:0.#} s", false);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return (0, e.Message, false);
        }
    }

    // What a server that knows no ranges sends again.
    bool Skip(Memory<byte> buffer, ref int read)
    {
        var skipped = (int)Math.Min(_toSkip, read);
        _toSkip -= skipped;
        read -= skipped;
        if (skipped > 0)
            buffer.Span.Slice(skipped, read).CopyTo(buffer.Span);
        return read > 0;
    }

    int Take(ReadOnlySpan<byte> bytes)
    {
        _length += bytes.Length;
        if (_length > _file.Size)
            throw Wrong($"more bytes came than the {_file.Size} that the tree promised{_answer!.Kind}");
        _hash.Append(bytes);
        return bytes.Length;
    }

    void Check()
    {
        var (sha256, oid) = _hash.Finish();
        if (oid != _file.Oid)
            throw Wrong($"its {_length} bytes hash to {oid}, the tree promised {_file.Oid}{_answer!.Kind}");
        _sha256 = sha256;
    }

    async Task BrokeAsync(string problem, bool tooSlow, CancellationToken cancel)
    {
        _answer?.Dispose();
        _answer = null;
        _headway.Broke(_length, tooSlow);
        var pause = _transport.Pauses.After(_headway.Failures);
        if (_headway.Failures >= MostFailures || _headway.Left <= pause)
            throw new RetryLaterException($"{_what}: {problem} after {_length} of {_file.Size} bytes, and going on from there failed too. Try again later.");
        _log.LogInformation("{What}: {Problem} after {Length} of {Size} bytes; going on from there in {Seconds:0.0} s", _what, problem, _length, _file.Size, pause.TotalSeconds);
        await Task.Delay(pause, _clock, cancel);
    }

    async Task<FileAnswer> ConnectAsync(CancellationToken cancel)
    {
        while (true)
        {
            var from = _ranges ? _length : 0;
            var within = TimeSpan.FromTicks(Math.Clamp(_headway.Left.Ticks, TimeSpan.TicksPerSecond, _options.Deadline.Ticks > TimeSpan.TicksPerSecond ? _options.Deadline.Ticks : TimeSpan.TicksPerSecond));
            var what = _length == 0 ? _what : $"rest of {_what} ({_length} of {_file.Size} bytes came)";
            var answer = await FileAnswer.OfAsync(await _transport.GetAsync(_uri, what, cancel, from > 0 ? (from, _etag) : null, within), cancel);
            _etag ??= answer.ETag;
            _headway.Connected(_length);
            switch (answer.Continues(from, _file.Size))
            {
                case Continuation.Here:
                    _toSkip = 0;
                    return answer;
                case Continuation.FromTheStart when answer.Length is null || answer.Length == _file.Size:
                    _toSkip = _length;
                    return answer;
                case Continuation.FromTheStart:
                    using (answer)
                        throw Wrong($"{answer.Length} bytes are on offer, the tree promised {_file.Size}{_options.WithoutToken(await answer.SniffAsync(_options.Idle, _clock, cancel))}");
                case Continuation.Nowhere when from == 0:
                    using (answer)
                        throw Wrong($"a part of it came though all {_file.Size} bytes were asked for{answer.Kind}");
                default:
                    // A range that is not the one that was asked for, or that the server says it has not: from the start, without ranges.
                    answer.Dispose();
                    _ranges = false;
                    break;
            }
        }
    }

    FetchAgainException Wrong(string problem) => new($"{_what}: {problem}.");

    public override long Length => _file.Size;
    public override long Position { get => _length; set => throw new NotSupportedException(); }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _answer?.Dispose();
            _hash.Dispose();
            _patience.Dispose();
        }
        base.Dispose(disposing);
    }
}
