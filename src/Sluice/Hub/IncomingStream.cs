namespace Sluice.Hub;

/// <summary>A file's bytes on their way in, read once from first to last; the last read throws if they are not those that were promised.</summary>
public abstract class IncomingStream : Stream
{
    /// <summary>The sha256 of the whole file; known after the last read.</summary>
    public abstract string? Sha256 { get; }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
