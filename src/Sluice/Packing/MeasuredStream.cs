using System.Security.Cryptography;
using Sluice.Records;

namespace Sluice.Packing;

/// <summary>A file as long as it was when it was opened, hashed as it is read: what is told of it is what was read, whoever writes it.</summary>
sealed class MeasuredStream : Stream
{
    // What is written anew beside a pack is small: it is taken in one go, however it shrinks.
    const int Small = 1 << 20;

    readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    readonly Stream _content;
    readonly string _name;
    long _position;
    string? _sha256;

    public MeasuredStream(FileStream file)
    {
        (_content, _name, Length) = (file, file.Name, file.Length);
        if (Length > Small)
            return;
        var bytes = new byte[Length];
        var read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        (_content, Length) = (new MemoryStream(bytes, 0, read), read);
    }

    public override long Length { get; }

    /// <summary>Of what was read.</summary>
    public string Sha256 => _sha256 ??= Convert.ToHexStringLower(_hash.GetHashAndReset());

    public override long Position { get => _position; set => throw new NotSupportedException(); }

    // Its length is known, which is all that is asked of it.
    public override bool CanSeek => true;

    public override bool CanRead => true;

    public override bool CanWrite => false;

    public override int Read(Span<byte> buffer)
    {
        var wanted = (int)Math.Min(buffer.Length, Length - _position);
        if (wanted == 0)
            return 0;
        var read = _content.Read(buffer[..wanted]);
        if (read == 0)
            throw new CheckTheMachineException($"{_name} became shorter while it was packed. Wait until nobody writes it, then pack again.");
        _hash.AppendData(buffer[..read]);
        _position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _hash.Dispose();
        base.Dispose(disposing);
    }
}
