using System.Buffers.Binary;
using System.Text;

namespace Sluice.Packing;

/// <summary>
/// Reads the tar of a part: plain files, and GNU's records for long names, as <see cref="PartFile.Write"/> makes them. It is
/// strict where a library is kind, since a part may come from anywhere: nothing in it makes memory grow.
/// </summary>
static class TarEntries
{
    const int Block = 512;

    // More than any system lets a path have.
    const int MostOfAName = 4096;

    /// <summary>Hands out each file: its name, its length, and its content, to be read at once.</summary>
    /// <exception cref="InvalidDataException">It holds something else.</exception>
    /// <exception cref="EndOfStreamException">It was cut short.</exception>
    public static void Read(Stream tar, Action<string, long, Stream> entry)
    {
        var header = new byte[Block];
        string? longName = null;
        while (tar.ReadAtLeast(header, Block, throwOnEndOfStream: false) is var read and > 0)
        {
            if (read < Block)
                throw new EndOfStreamException("it ends in the middle of an entry");
            if (!header.AsSpan().ContainsAnyExcept((byte)0))
                return;
            if (Octal(header.AsSpan(148, 8)) != Sum(header))
                throw new InvalidDataException("an entry has another checksum than its own");
            var size = Size(header.AsSpan(124, 12));
            using var content = new Limited(tar, size);
            if (header[156] == 'L')
            {
                if (longName is not null || size is < 1 or > MostOfAName)
                    throw new InvalidDataException($"a name has {size} bytes, expected 1 to {MostOfAName}, once a file");
                var name = new byte[size];
                content.ReadExactly(name);
                longName = Text(name);
            }
            else
            {
                var name = longName ?? Text(header.AsSpan(0, 100));
                longName = null;
                if (header[156] is not ((byte)'0' or 0))
                    throw new InvalidDataException($"{name} is an entry of type '{(char)header[156]}', expected plain files only");
                entry(name, size, content);
            }
            content.Skip((Block - size % Block) % Block);
        }
    }

    static string Text(ReadOnlySpan<byte> field) => Encoding.UTF8.GetString(field.IndexOf((byte)0) is >= 0 and var end ? field[..end] : field);

    // Eight octal digits hold 8 GiB; what is longer stands there as a number of 64 bits.
    static long Size(ReadOnlySpan<byte> field) =>
        field[0] != 0x80 ? Octal(field)
        : BinaryPrimitives.ReadInt64BigEndian(field[4..]) is >= 0 and var size && !field[1..4].ContainsAnyExcept((byte)0) ? size
        : throw new InvalidDataException("an entry has a length that cannot be");

    static long Octal(ReadOnlySpan<byte> field)
    {
        long value = 0;
        foreach (var digit in field.Trim(" \0"u8))
            value = digit is >= (byte)'0' and <= (byte)'7' ? value * 8 + digit - '0' : throw new InvalidDataException("an entry has a number that is none");
        return value;
    }

    // Its own field counts as blanks.
    static long Sum(ReadOnlySpan<byte> header)
    {
        long sum = 0;
        for (var i = 0; i < header.Length; i++)
            sum += i is >= 148 and < 156 ? ' ' : header[i];
        return sum;
    }

    /// <summary>The next bytes of a stream, and no more.</summary>
    sealed class Limited(Stream of, long length) : Stream
    {
        long _left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            var wanted = (int)Math.Min(buffer.Length, _left);
            var read = wanted == 0 ? 0 : of.Read(buffer[..wanted]);
            if (read == 0 && wanted > 0)
                throw new EndOfStreamException("it ends in the middle of a file");
            _left -= read;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        /// <summary>Goes past what is left, and what fills the last block.</summary>
        public void Skip(long filling)
        {
            CopyTo(Null);
            for (Span<byte> rest = stackalloc byte[Block]; filling > 0;)
            {
                var read = of.Read(rest[..(int)filling]);
                filling = read > 0 ? filling - read : throw new EndOfStreamException("it ends in the middle of a block");
            }
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
