namespace Sluice.Hub;

/// <summary>A file of this machine on its way into the lake, held against what was listed of it.</summary>
/// <param name="what">For messages.</param>
public sealed class LocalStream(Stream from, HubFile file, string what) : IncomingStream
{
    readonly FileHash _hash = new(file);
    long _length;
    string? _sha256;

    public override string? Sha256 => _sha256;

    /// <exception cref="FetchAgainException">The bytes are not those that were listed.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_sha256 is not null)
            return 0;
        var read = await from.ReadAsync(buffer, cancellationToken);
        _hash.Append(buffer.Span[..read]);
        _length += read;
        if (read > 0)
            return read;
        var (sha256, oid) = _hash.Finish();
        _sha256 = oid == file.Oid ? sha256
            : throw new FetchAgainException($"{what}: its {_length} bytes hash to {oid}, a moment ago they were {file.Size} with {file.Oid}: it is being written to. Run again once it is whole.");
        return 0;
    }

    public override long Length => file.Size;
    public override long Position { get => _length; set => throw new NotSupportedException(); }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            from.Dispose();
            _hash.Dispose();
        }
        base.Dispose(disposing);
    }
}
