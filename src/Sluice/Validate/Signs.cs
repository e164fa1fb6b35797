using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sluice.Validate;

/// <summary>
/// What stands in the bytes of a JSON string, as far as a check could make something of it. Most texts show none of it
/// and need not be decoded; a sign says only that a look is due. With <see cref="Escape"/> every other one may hide.
/// </summary>
[Flags]
enum Signs
{
    None = 0,

    /// <summary><c>\u</c>, <c>\b</c> or <c>\f</c>.</summary>
    Escape = 1,

    /// <summary>U+007F, a C1 control, or U+FFFD and its neighbours.</summary>
    Odd = 2,

    /// <summary>A letter with an accent before another character beyond ASCII.</summary>
    Misread = 4,

    /// <summary>What a tag, a character reference, a wiki template or a LaTeX command begins with.</summary>
    Markup = 8,

    /// <summary>Two backticks.</summary>
    Fence = 16,
}

/// <summary>Looks for all signs in one pass, 32 bytes at a time: a text is too long to be searched for each on its own.</summary>
ref struct SignReader
{
    // Two more bytes are looked at behind the last of a stride.
    static readonly int Stride = Vector256<byte>.Count, Window = Stride + 2;

    Vector256<byte> _escape, _odd, _misread, _markup, _fence;

    /// <param name="body">The bytes between the quotes of a JSON string.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Signs Of(ReadOnlySpan<byte> body)
    {
        var reader = new SignReader();
        var at = 0;
        for (; at <= body.Length - Window; at += Stride)
            reader.Read(ref Unsafe.Add(ref MemoryMarshal.GetReference(body), at));
        Span<byte> last = stackalloc byte[2 * Window];
        last.Fill((byte)' ');
        body[at..].CopyTo(last);
        reader.Read(ref last[0]);
        reader.Read(ref last[Stride]);
        return reader.Found();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Read(ref byte from)
    {
        var (first, next, third) = (Vector256.LoadUnsafe(ref from), Vector256.LoadUnsafe(ref from, 1), Vector256.LoadUnsafe(ref from, 2));
        var backslash = Is(first, (byte)'\\');
        _escape |= backslash & (Is(next, (byte)'u') | Is(next, (byte)'b') | Is(next, (byte)'f'));
        _odd |= Is(first, 0x7F) | (Is(first, 0xC2) & Vector256.LessThan(next, Vector256.Create((byte)0xA0))) | (Is(first, 0xEF) & Is(next, 0xBF));
        _misread |= Is(first, 0xC3) & third;
        _markup |= Vector256.AndNot(Is(first, (byte)'<') | Is(first, (byte)'&'), Is(next, (byte)' '))
            | ((Is(first, (byte)'{') | Is(first, (byte)'(')) & Is(next, (byte)'{'))
            | (Is(first, (byte)'[') & (Is(next, (byte)'[') | Is(next, (byte)'e')))
            | (backslash & Is(next, (byte)'\\'));
        _fence |= Is(first, (byte)'`') & Is(next, (byte)'`');
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<byte> Is(Vector256<byte> bytes, byte one) => Vector256.Equals(bytes, Vector256.Create(one));

    readonly Signs Found()
    {
        var found = Signs.None;
        found |= _escape == default ? found : Signs.Escape;
        found |= _odd == default ? found : Signs.Odd;
        found |= _misread.ExtractMostSignificantBits() == 0 ? found : Signs.Misread;
        found |= _markup == default ? found : Signs.Markup;
        found |= _fence == default ? found : Signs.Fence;
        return found;
    }
}
