using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sluice.Records;

namespace Sluice.Hub;

/// <summary>
/// A file's bytes on their way in. At the end their number and hash must be those that the tree promised, or the last
/// read throws. It also gives up on a body that stands still.
/// </summary>
public sealed class VerifyingStream : Stream
{
    readonly Stream _body;
    readonly HubFile _file;
    readonly TimeSpan _idle;
    readonly TimeProvider _clock;
    readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    readonly IncrementalHash? _gitBlob;
    long _length;

    public VerifyingStream(Stream body, HubFile file, TimeSpan idle, TimeProvider clock)
    {
        (_body, _file, _idle, _clock) = (body, file, idle, clock);
        if (file.IsLfs)
            return;
        _gitBlob = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        _gitBlob.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {file.Size}\0")));
    }

    /// <summary>The sha256 of the whole file; known after the last read.</summary>
    public string? Sha256 { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Sha256 is not null)
            return 0;
        using var idle = new CancellationTokenSource(_idle, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, cancellationToken);
        int read;
        try
        {
            read = await _body.ReadAsync(buffer, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HubTransferException($"{_file.Path}: no byte came for {_idle.TotalSeconds} s after {_length} of {_file.Size}.");
        }
        catch (Exception e) when (e is HttpIOException or IOException or HttpRequestException)
        {
            throw new HubTransferException($"{_file.Path}: the transfer broke after {_length} of {_file.Size} bytes: {e.Message}", e);
        }
        if (read == 0)
        {
            Check();
            return 0;
        }
        _length += read;
        _sha256.AppendData(buffer.Span[..read]);
        _gitBlob?.AppendData(buffer.Span[..read]);
        if (_length > _file.Size)
            throw new HubTransferException($"{_file.Path}: more bytes came than the {_file.Size} that the tree promised.");
        return read;
    }

    void Check()
    {
        var sha256 = Convert.ToHexStringLower(_sha256.GetHashAndReset());
        var found = _gitBlob is null ? sha256 : Convert.ToHexStringLower(_gitBlob.GetHashAndReset());
        if (_length != _file.Size)
            throw new HubTransferException($"{_file.Path}: {_length} bytes came, the tree promised {_file.Size}.");
        if (found != _file.Oid)
            throw new HubTransferException($"{_file.Path}: its bytes hash to {found}, the tree promised {_file.Oid}.");
        Sha256 = sha256;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => _file.Size;
    public override long Position { get => _length; set => throw new NotSupportedException(); }
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _body.Dispose();
            _sha256.Dispose();
            _gitBlob?.Dispose();
        }
        base.Dispose(disposing);
    }
}

/// <summary>A transfer that broke, stood still, or brought other bytes than promised. It is tried once more from the start. Exit 3.</summary>
public sealed class HubTransferException(string message, Exception? inner = null) : StopException(3, message, inner);
