using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Sluice.Validate;

/// <summary>
/// MD5 (RFC 1321), which upstream made its ids with. They only name records, so nothing is kept secret or proved by it;
/// the system's own would load a library that takes 5 MB of a process.
/// </summary>
static class Md5
{
    /// <summary>The length of a hash in bytes.</summary>
    public const int Size = 16;

    const int Block = 64;

    static ReadOnlySpan<byte> Shifts => [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

    // The RFC's own: floor(2^32 × |sin(i + 1)|).
    static readonly uint[] Sines = [.. Enumerable.Range(1, Block).Select(i => (uint)(long)(4294967296.0 * Math.Abs(Math.Sin(i))))];

    /// <param name="hash">Receives the hash; at least <see cref="Size"/> bytes.</param>
    public static void Hash(ReadOnlySpan<byte> data, Span<byte> hash)
    {
        Span<uint> state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
        var rest = data;
        for (; rest.Length >= Block; rest = rest[Block..])
            Mix(state, rest);
        // A one bit, zeros, and the length in bits fill the last block, or two.
        Span<byte> last = stackalloc byte[2 * Block];
        last.Clear();
        rest.CopyTo(last);
        last[rest.Length] = 0x80;
        last = last[..(rest.Length < Block - sizeof(ulong) ? Block : 2 * Block)];
        BinaryPrimitives.WriteUInt64LittleEndian(last[^sizeof(ulong)..], (ulong)data.Length * 8);
        for (; !last.IsEmpty; last = last[Block..])
            Mix(state, last);
        for (var i = 0; i < state.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(hash[(4 * i)..], state[i]);
    }

    static void Mix(Span<uint> state, ReadOnlySpan<byte> block)
    {
        var (a, b, c, d) = (state[0], state[1], state[2], state[3]);
        for (var i = 0; i < 16; i++)
            Step(ref a, ref b, ref c, ref d, (b & c) | (~b & d), i, i, block);
        for (var i = 16; i < 32; i++)
            Step(ref a, ref b, ref c, ref d, (d & b) | (~d & c), i, 5 * i + 1, block);
        for (var i = 32; i < 48; i++)
            Step(ref a, ref b, ref c, ref d, b ^ c ^ d, i, 3 * i + 5, block);
        for (var i = 48; i < Block; i++)
            Step(ref a, ref b, ref c, ref d, c ^ (b | ~d), i, 7 * i, block);
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Step(ref uint a, ref uint b, ref uint c, ref uint d, uint mixed, int step, int word, ReadOnlySpan<byte> block)
    {
        var sum = a + mixed + Sines[step] + BinaryPrimitives.ReadUInt32LittleEndian(block[(4 * (word & 15))..]);
        (a, d, c, b) = (d, c, b, b + BitOperations.RotateLeft(sum, Shifts[(step >> 4 << 2) | (step & 3)]));
    }
}
