using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sluice.Records;

/// <summary>Where a line stops being JSON: a 0-based byte offset into the line and what should have stood there.</summary>
public readonly record struct JsonFault(int Offset, string Expected);

/// <summary>
/// A strict RFC 8259 scanner over one line's bytes. It skips values without decoding them: strings go by in SIMD
/// strides to the next quote, backslash or control byte, because corpus text is one long string with a backslash
/// every hundred bytes or so. It never throws; a false answer leaves <see cref="Fault"/>.
/// </summary>
public ref struct JsonScanner(ReadOnlySpan<byte> json)
{
    static readonly SearchValues<byte> StringStops =
        SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    readonly ReadOnlySpan<byte> _json = json;

    /// <summary>The next byte to look at.</summary>
    public int Position { get; private set; }

    /// <summary>The deepest nesting met so far; a scalar at the top is 0.</summary>
    public int Depth { get; private set; }

    public JsonFault Fault { get; private set; }

    /// <summary>The byte at <see cref="Position"/> after white space, or 0 at the end.</summary>
    public byte Peek()
    {
        var i = Position;
        while (i < _json.Length && _json[i] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            i++;
        Position = i;
        return i < _json.Length ? _json[i] : (byte)0;
    }

    /// <summary>Consumes <paramref name="expected"/>, or faults.</summary>
    public bool Take(byte expected)
    {
        if (Peek() != expected || Position >= _json.Length)
            return Fail("'" + (char)expected + "'");
        Position++;
        return true;
    }

    /// <summary>Whether nothing but white space is left, or a fault.</summary>
    public bool AtEnd()
    {
        Peek();
        return Position == _json.Length || Fail("the end of the line");
    }

    /// <summary>Skips one string; <see cref="Position"/> must be at its opening quote.</summary>
    public bool SkipString(out bool escaped)
    {
        escaped = false;
        var i = Position + 1;
        while (true)
        {
            i = NextStop(_json, i);
            if (i < 0)
                return FailAt(_json.Length, "a closing '\"'");
            switch (_json[i])
            {
                case (byte)'"':
                    Position = i + 1;
                    return true;
                case (byte)'\\':
                    escaped = true;
                    if (!SkipEscape(ref i))
                        return false;
                    break;
                default:
                    return FailAt(i, "an escape sequence for this control character");
            }
        }
    }

    // The next quote, backslash or control byte, or -1. Texts stop here every hundred bytes or so: a call into the
    // general search costs more than the stride between two stops, and waits long to be compiled well.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int NextStop(ReadOnlySpan<byte> json, int from)
    {
        var i = from;
        if (Vector256.IsHardwareAccelerated)
        {
            ref var start = ref MemoryMarshal.GetReference(json);
            var (quote, backslash, control) = (Vector256.Create((byte)'"'), Vector256.Create((byte)'\\'), Vector256.Create((byte)0x1F));
            for (; i <= json.Length - Vector256<byte>.Count; i += Vector256<byte>.Count)
            {
                var bytes = Vector256.LoadUnsafe(ref start, (nuint)i);
                var stops = Vector256.Equals(bytes, quote) | Vector256.Equals(bytes, backslash) | Vector256.Equals(Vector256.Min(bytes, control), bytes);
                if (stops != Vector256<byte>.Zero)
                    return i + System.Numerics.BitOperations.TrailingZeroCount(stops.ExtractMostSignificantBits());
            }
        }
        var stop = json[i..].IndexOfAny(StringStops);
        return stop < 0 ? -1 : i + stop;
    }

    bool SkipEscape(ref int i)
    {
        if (i + 1 >= _json.Length)
            return FailAt(_json.Length, "a closing '\"'");
        switch (_json[i + 1])
        {
            case (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t':
                i += 2;
                return true;
            case (byte)'u':
                for (var k = 2; k < 6; k++)
                    if (i + k >= _json.Length || !char.IsAsciiHexDigit((char)_json[i + k]))
                        return FailAt(Math.Min(i + k, _json.Length), "four hexadecimal digits after \\u");
                i += 6;
                return true;
            default:
                return FailAt(i + 1, "one of \" \\ / b f n r t u after a backslash");
        }
    }

    /// <summary>Skips one value of any kind, however deep, without recursion.</summary>
    public bool SkipValue(out JsonKind kind, out bool escaped)
    {
        escaped = false;
        switch (Peek())
        {
            case (byte)'"':
                kind = JsonKind.String;
                return SkipString(out escaped);
            case (byte)'{':
                kind = JsonKind.Object;
                return SkipContainer();
            case (byte)'[':
                kind = JsonKind.Array;
                return SkipContainer();
            case (byte)'t':
                kind = JsonKind.True;
                return SkipWord("true"u8);
            case (byte)'f':
                kind = JsonKind.False;
                return SkipWord("false"u8);
            case (byte)'n':
                kind = JsonKind.Null;
                return SkipWord("null"u8);
            default:
                kind = JsonKind.Number;
                return SkipNumber();
        }
    }

    bool SkipContainer()
    {
        var open = new BitStack();
        var depth = 0;
        while (true)
        {
            // Here a value is due. Descend while it is a container, else take the scalar.
            var first = Peek();
            if (first is (byte)'{' or (byte)'[')
            {
                Position++;
                open.Push(first == (byte)'{');
                Depth = Math.Max(Depth, ++depth);
                if (first == (byte)'[' && Peek() != (byte)']')
                    continue;
                if (first == (byte)'{' && Peek() != (byte)'}')
                {
                    if (!SkipName())
                        return false;
                    continue;
                }
            }
            else if (!SkipValue(out _, out _))
            {
                return false;
            }

            // Here a value (or an opening bracket with nothing in it) is done: close what closes, or go on after a comma.
            while (true)
            {
                var inObject = open.Peek();
                var next = Peek();
                if (next == (inObject ? (byte)'}' : (byte)']'))
                {
                    Position++;
                    open.Pop();
                    if (--depth == 0)
                        return true;
                    continue;
                }
                if (next != (byte)',')
                    return Fail(inObject ? "',' or '}'" : "',' or ']'");
                Position++;
                if (inObject && !SkipName())
                    return false;
                break;
            }
        }
    }

    bool SkipName()
    {
        if (Peek() != (byte)'"')
            return Fail("a field name in quotes");
        return SkipString(out _) && Take((byte)':');
    }

    bool SkipWord(scoped ReadOnlySpan<byte> word)
    {
        if (!_json[Position..].StartsWith(word))
            return Fail("a JSON value");
        Position += word.Length;
        return true;
    }

    bool SkipNumber()
    {
        var i = Position;
        if (i < _json.Length && _json[i] == (byte)'-')
            i++;
        if (i >= _json.Length || !char.IsAsciiDigit((char)_json[i]))
            return i == Position ? Fail("a JSON value") : FailAt(i, "a digit");
        if (_json[i] == (byte)'0')
            i++;
        else
            i = SkipDigits(i);
        if (i < _json.Length && _json[i] == (byte)'.')
        {
            var start = ++i;
            if ((i = SkipDigits(i)) == start)
                return FailAt(i, "a digit after the decimal point");
        }
        if (i < _json.Length && _json[i] is (byte)'e' or (byte)'E')
        {
            i++;
            if (i < _json.Length && _json[i] is (byte)'+' or (byte)'-')
                i++;
            var start = i;
            if ((i = SkipDigits(i)) == start)
                return FailAt(i, "a digit in the exponent");
        }
        Position = i;
        return true;
    }

    readonly int SkipDigits(int i)
    {
        while (i < _json.Length && char.IsAsciiDigit((char)_json[i]))
            i++;
        return i;
    }

    bool Fail(string expected) => FailAt(Position, expected);

    bool FailAt(int offset, string expected)
    {
        Fault = new JsonFault(offset, expected);
        return false;
    }

    /// <summary>Which containers are open, one bit each: 64 in a register, more on the heap.</summary>
    struct BitStack
    {
        ulong _top;
        int _count;
        Stack<ulong>? _below;

        public void Push(bool isObject)
        {
            if (_count != 0 && _count % 64 == 0)
                (_below ??= new()).Push(_top);
            _top = (_top << 1) | (isObject ? 1u : 0u);
            _count++;
        }

        public readonly bool Peek() => (_top & 1) != 0;

        public void Pop()
        {
            _top >>= 1;
            if (--_count != 0 && _count % 64 == 0)
                _top = _below!.Pop();
        }
    }
}
