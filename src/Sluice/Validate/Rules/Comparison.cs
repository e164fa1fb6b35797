using System.Text.Json;
using Sluice.JsonSchema;
using Sluice.Records;

namespace Sluice.Validate.Rules;

/// <summary>
/// How rules compare two JSON values: numbers as numbers and exactly, strings as instants where both read as dates and
/// by their UTF-16 units otherwise. Values of unlike kinds are neither equal nor in any order.
/// </summary>
static class Comparison
{
    // No date that is read has more bytes, escapes and a long fraction included.
    const int LongestDate = 200;

    public static bool AreEqual(JsonView a, JsonView b)
    {
        if (a.Kind != b.Kind)
            return false;
        return a.Kind switch
        {
            JsonKind.Number or JsonKind.String => Order(a, b) == 0,
            JsonKind.Object or JsonKind.Array => a.Bytes.SequenceEqual(b.Bytes) || ContentsAreEqual(a, b),
            _ => true,
        };
    }

    /// <summary>Below, at or above zero as <paramref name="a"/> comes before, with or after <paramref name="b"/>; null if they have no order.</summary>
    public static int? Order(JsonView a, JsonView b) => (a.Kind, b.Kind) switch
    {
        (JsonKind.Number, JsonKind.Number) => JsonNumber.Parse(a.Bytes).OrderTo(JsonNumber.Parse(b.Bytes)),
        (JsonKind.String, JsonKind.String) => a.Bytes.SequenceEqual(b.Bytes) ? 0 : OrderOfTexts(a, b),
        _ => null,
    };

    /// <summary>Whether <paramref name="list"/> is an array with an item that equals <paramref name="value"/>.</summary>
    public static bool IsIn(JsonView value, JsonView list)
    {
        if (list.Kind != JsonKind.Array)
            return false;
        foreach (var item in list.Items())
            if (AreEqual(value, item))
                return true;
        return false;
    }

    static int OrderOfTexts(JsonView a, JsonView b)
    {
        var (one, other) = (a.GetString(), b.GetString());
        if (a.Bytes.Length <= LongestDate && b.Bytes.Length <= LongestDate
            && PublicationDate.TryRead(one, out var first) == DateReading.Read && PublicationDate.TryRead(other, out var second) == DateReading.Read)
            return first.UtcSeconds.CompareTo(second.UtcSeconds);
        return string.CompareOrdinal(one, other);
    }

    static bool ContentsAreEqual(JsonView a, JsonView b)
    {
        try
        {
            using var one = JsonDocument.Parse(a.Bytes.ToArray());
            using var other = JsonDocument.Parse(b.Bytes.ToArray());
            return JsonElement.DeepEquals(one.RootElement, other.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Deeper than 64 levels, or with half a surrogate pair: then only what is written alike is equal.
            return false;
        }
    }
}
