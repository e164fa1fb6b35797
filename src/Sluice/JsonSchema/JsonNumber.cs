using System.Numerics;

namespace Sluice.JsonSchema;

/// <summary>
/// A JSON number exactly as written, however large: digits d₁d₂… and an exponent, meaning ±0.d₁d₂… × 10^magnitude with d₁
/// not zero. Nothing is rounded and nothing is allocated.
/// </summary>
readonly ref struct JsonNumber
{
    // All digits with one point somewhere among them; the zeros at both ends are cut off.
    readonly ReadOnlySpan<byte> _whole, _fraction;

    JsonNumber(bool isNegative, ReadOnlySpan<byte> whole, ReadOnlySpan<byte> fraction, long magnitude)
    {
        IsNegative = isNegative;
        Magnitude = magnitude;
        _whole = whole;
        _fraction = fraction;
    }

    public bool IsNegative { get; }

    /// <summary>The power of ten of the first digit, plus one.</summary>
    public long Magnitude { get; }

    public int DigitCount => _whole.Length + _fraction.Length;

    public bool IsZero => DigitCount == 0;

    public bool IsInteger => IsZero || Magnitude >= DigitCount;

    byte Digit(int index) => (byte)((index < _whole.Length ? _whole[index] : _fraction[index - _whole.Length]) - '0');

    public static JsonNumber Parse(ReadOnlySpan<byte> text)
    {
        var negative = text[0] == (byte)'-';
        var digits = negative ? text[1..] : text;
        long exponent = 0;
        if (digits.IndexOfAny((byte)'e', (byte)'E') is >= 0 and var e)
        {
            exponent = ExponentOf(digits[(e + 1)..]);
            digits = digits[..e];
        }
        var point = digits.IndexOf((byte)'.');
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? default : digits[(point + 1)..];
        whole = whole.TrimStart((byte)'0');
        fraction = fraction.TrimEnd((byte)'0');
        var magnitude = exponent + whole.Length;
        if (whole.IsEmpty)
        {
            var significant = fraction.TrimStart((byte)'0');
            magnitude -= fraction.Length - significant.Length;
            fraction = significant;
        }
        if (fraction.IsEmpty)
            whole = whole.TrimEnd((byte)'0');
        return whole.Length + fraction.Length == 0 ? default : new JsonNumber(negative, whole, fraction, magnitude);
    }

    // Held far inside what a long bears, and far outside what a document can hold.
    static long ExponentOf(ReadOnlySpan<byte> text)
    {
        const long Most = 1L << 60;
        var negative = text[0] == (byte)'-';
        long exponent = 0;
        foreach (var digit in text[(text[0] is (byte)'-' or (byte)'+' ? 1 : 0)..])
            exponent = Math.Min(exponent * 10 + (digit - '0'), Most / 10);
        return negative ? -exponent : exponent;
    }

    public int OrderTo(JsonNumber other)
    {
        if (IsZero || other.IsZero)
            return (IsZero ? 0 : IsNegative ? -1 : 1) - (other.IsZero ? 0 : other.IsNegative ? -1 : 1);
        if (IsNegative != other.IsNegative)
            return IsNegative ? -1 : 1;
        var sign = IsNegative ? -1 : 1;
        if (Magnitude != other.Magnitude)
            return Magnitude < other.Magnitude ? -sign : sign;
        var common = Math.Min(DigitCount, other.DigitCount);
        for (var i = 0; i < common; i++)
            if (Digit(i) != other.Digit(i))
                return Digit(i) < other.Digit(i) ? -sign : sign;
        return DigitCount == other.DigitCount ? 0 : DigitCount < other.DigitCount ? -sign : sign;
    }

    /// <summary>Whether this divided by <paramref name="divisor"/> is an integer.</summary>
    public bool IsMultipleOf(JsonNumber divisor)
    {
        if (IsZero)
            return true;
        // a·10^p over b·10^q with a and b integers that do not end in zero: where p < q a power of ten would have to divide a.
        var shift = Magnitude - DigitCount - (divisor.Magnitude - divisor.DigitCount);
        if (shift < 0)
            return false;
        var modulus = divisor.Significand();
        return (Remainder(modulus) * BigInteger.ModPow(10, shift, modulus) % modulus).IsZero;
    }

    BigInteger Remainder(BigInteger modulus)
    {
        var remainder = BigInteger.Zero;
        for (var i = 0; i < DigitCount;)
        {
            long chunk = 0, scale = 1;
            for (; i < DigitCount && scale < 100_000_000_000_000_000; i++)
                (chunk, scale) = (chunk * 10 + Digit(i), scale * 10);
            remainder = (remainder * scale + chunk) % modulus;
        }
        return remainder;
    }

    BigInteger Significand()
    {
        var digits = BigInteger.Zero;
        for (var i = 0; i < DigitCount; i++)
            digits = digits * 10 + Digit(i);
        return digits;
    }

    /// <summary>The number as a count of things; beyond the largest, the largest.</summary>
    public long ToCount()
    {
        if (IsZero || IsNegative)
            return 0;
        if (Magnitude > 18)
            return long.MaxValue;
        long count = 0;
        for (var i = 0; i < Magnitude; i++)
            count = count * 10 + (i < DigitCount ? Digit(i) : 0);
        return count;
    }

    /// <summary>Equal numbers have equal hashes, however they are written.</summary>
    public void AddTo(ref HashCode hash)
    {
        hash.Add(IsNegative);
        hash.Add(Magnitude);
        for (var i = 0; i < DigitCount; i++)
            hash.Add(Digit(i));
    }
}
