using System.Runtime.CompilerServices;

namespace Sluice.Corpus.Duplicates;

/// <summary>Fast hashes for comparing texts: not against an adversary, and the same on every machine.</summary>
static class WordHash
{
    const ulong Secret = 0x9E37_79B9_7F4A_7C15;
    const ulong Other = 0xD6E8_FEB8_6659_FD93;

    /// <summary>Spreads 64 bits over 64 bits: the two halves of a 128-bit product, folded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mix(ulong value)
    {
        var high = Math.BigMul(value ^ Secret, Other, out var low);
        return high ^ low;
    }

    /// <summary>Of a sequence, in order.</summary>
    public static UInt128 Of(ReadOnlySpan<ulong> values)
    {
        ulong one = (ulong)values.Length, two = ~one;
        foreach (var value in values)
        {
            one = Mix(one + value);
            two = Mix(two ^ (value * Other));
        }
        return new UInt128(one, two);
    }

    /// <summary>Of bytes, 16 at a time.</summary>
    public static UInt128 Of(ReadOnlySpan<byte> bytes)
    {
        ulong one = (ulong)bytes.Length, two = ~one;
        for (; bytes.Length >= 16; bytes = bytes[16..])
        {
            one = Mix(one ^ BitConverter.ToUInt64(bytes));
            two = Mix(two ^ BitConverter.ToUInt64(bytes[8..]) ^ one);
        }
        Span<byte> rest = stackalloc byte[16];
        rest.Clear();
        bytes.CopyTo(rest);
        one = Mix(one ^ BitConverter.ToUInt64(rest));
        return new UInt128(one, Mix(two ^ BitConverter.ToUInt64(rest[8..]) ^ one));
    }

    /// <summary>64 bits of a short text.</summary>
    public static ulong OfText(ReadOnlySpan<byte> bytes) => (ulong)Of(bytes);
}
