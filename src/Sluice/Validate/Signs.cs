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

    /// <summary>What a tag, a character reference or a wiki template begins with.</summary>
    Markup = 8,

    /// <summary>Two backticks.</summary>
    Fence = 16,

    /// <summary>A backslash, which is sent as two.</summary>
    Command = 32,
}

/// <summary>Looks for all signs in one pass, 32 bytes at a time: a text is too long to be searched for each on its own.</summary>
static class SignReader
{
    // Two more bytes are looked at behind the last of a stride.
    const int Stride = 32, Window = Stride + 2;

    /// <param name="body">The bytes between the quotes of a JSON string.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Signs Of(ReadOnlySpan<byte> body)
    {
        // The last bytes, and all of a short body, are looked at in a copy with spaces behind it.
        var whole = Math.Max(0, (body.Length - 2) / Stride * Stride);
        Span<byte> last = stackalloc byte[2 * Window];
        last.Fill((byte)' ');
        body[whole..].CopyTo(last);
        Vector256<byte> escape = default, odd = default, misread = default, markup = default, command = default, fence = default;
        for (var at = 0; at < whole + 2 * Stride; at += Stride)
        {
            ref var from = ref at < whole ? ref Unsafe.Add(ref MemoryMarshal.GetReference(body), at) : ref last[at - whole];
            var (first, next, third) = (Vector256.LoadUnsafe(ref from), Vector256.LoadUnsafe(ref from, 1), Vector256.LoadUnsafe(ref from, 2));
            var (isSlash, slashFollows) = (Is(first, (byte)'\\'), Is(next, (byte)'\\'));
            // Behind two backslashes, which are one character, stands no escape; behind three may be one.
            escape |= slashFollows & (Vector256.AndNot(Is(third, (byte)'u') | Is(third, (byte)'b') | Is(third, (byte)'f'), isSlash) | (isSlash & Is(third, (byte)'\\')));
            odd |= Is(first, 0x7F) | (Is(first, 0xC2) & Vector256.LessThan(next, Vector256.Create((byte)0xA0))) | (Is(first, 0xEF) & Is(next, 0xBF));
            misread |= Is(first, 0xC3) & third;
            markup |= Vector256.AndNot(Is(first, (byte)'<') | Is(first, (byte)'&'), Is(next, (byte)' '))
                | ((Is(first, (byte)'{') | Is(first, (byte)'(')) & Is(next, (byte)'{'))
                | (Is(first, (byte)'[') & (Is(next, (byte)'[') | Is(next, (byte)'e')));
            command |= isSlash & slashFollows;
            fence |= Is(first, (byte)'`') & Is(next, (byte)'`');
        }
        var found = Signs.None;
        found |= escape == default && !body.StartsWith("\\u"u8) && !body.StartsWith("\\b"u8) && !body.StartsWith("\\f"u8) ? found : Signs.Escape;
        found |= odd == default ? found : Signs.Odd;
        found |= misread.ExtractMostSignificantBits() == 0 ? found : Signs.Misread;
        found |= markup == default ? found : Signs.Markup;
        found |= command == default ? found : Signs.Command;
        found |= fence == default ? found : Signs.Fence;
        return found;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<byte> Is(Vector256<byte> bytes, byte one) => Vector256.Equals(bytes, Vector256.Create(one));
}
