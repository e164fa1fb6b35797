using System.Text;

namespace Sluice.JsonSchema.Formats;

/// <summary>RFC 3492: code points as letters, digits and hyphens, without the <c>xn--</c>.</summary>
static class Punycode
{
    const int Base = 36, FirstThreshold = 1, LastThreshold = 26, Skew = 38, Damp = 700, FirstBias = 72, FirstPoint = 128, Longest = 63;

    /// <summary>Null if it is no Punycode.</summary>
    public static int[]? Decode(string text)
    {
        var points = new List<int>();
        var start = text.LastIndexOf('-');
        if (start > 0)
            points.AddRange(text[..start].Select(c => (int)c));
        var at = start > 0 ? start + 1 : 0;
        var (point, index, bias) = (FirstPoint, 0L, FirstBias);
        while (at < text.Length)
        {
            var (before, weight) = (index, 1L);
            for (var k = Base; ; k += Base)
            {
                if (at >= text.Length || DigitOf(text[at++]) is not (>= 0 and var digit))
                    return null;
                index += digit * weight;
                var threshold = Threshold(k, bias);
                if (digit < threshold)
                    break;
                weight *= Base - threshold;
                if (index > int.MaxValue || weight > int.MaxValue)
                    return null;
            }
            var count = points.Count + 1;
            bias = Adapt(index - before, count, before == 0);
            point = (int)Math.Min(point + index / count, int.MaxValue);
            index %= count;
            if (!Rune.IsValid(point))
                return null;
            points.Insert((int)index++, point);
        }
        return [.. points];
    }

    /// <summary>Null if it would be longer than any label.</summary>
    public static string? Encode(int[] points)
    {
        if (points.Length > Longest)
            return null;
        var text = new StringBuilder();
        foreach (var plain in points.Where(point => point < FirstPoint))
            text.Append((char)plain);
        var basic = text.Length;
        if (basic > 0)
            text.Append('-');
        var (point, delta, bias, handled) = (FirstPoint, 0L, FirstBias, basic);
        while (handled < points.Length)
        {
            var next = points.Where(p => p >= point).Min();
            delta += (long)(next - point) * (handled + 1);
            point = next;
            foreach (var each in points)
            {
                if (each < point)
                    delta++;
                if (each != point)
                    continue;
                AppendNumber(text, delta, bias);
                bias = Adapt(delta, handled + 1, handled == basic);
                delta = 0;
                handled++;
            }
            delta++;
            point++;
        }
        return text.ToString();
    }

    static void AppendNumber(StringBuilder text, long number, int bias)
    {
        for (var k = Base; ; k += Base)
        {
            var threshold = Threshold(k, bias);
            if (number < threshold)
                break;
            text.Append(CharOf((int)(threshold + (number - threshold) % (Base - threshold))));
            number = (number - threshold) / (Base - threshold);
        }
        text.Append(CharOf((int)number));
    }

    static int Threshold(int k, int bias) => Math.Clamp(k - bias, FirstThreshold, LastThreshold);

    static int Adapt(long delta, int count, bool isFirst)
    {
        delta = isFirst ? delta / Damp : delta / 2;
        delta += delta / count;
        var k = 0;
        for (; delta > (Base - FirstThreshold) * LastThreshold / 2; k += Base)
            delta /= Base - FirstThreshold;
        return (int)(k + (Base - FirstThreshold + 1) * delta / (delta + Skew));
    }

    static int DigitOf(char c) => c is >= 'a' and <= 'z' ? c - 'a' : c is >= '0' and <= '9' ? c - '0' + 26 : -1;

    static char CharOf(int digit) => (char)(digit < 26 ? 'a' + digit : '0' + digit - 26);
}
