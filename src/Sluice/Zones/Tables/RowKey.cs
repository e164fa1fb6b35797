using System.Security.Cryptography;
using System.Text;
using Sluice.Records;

namespace Sluice.Zones.Tables;

/// <summary>
/// The id of a row that upstream gave none: what its key columns say, so that it stays the same when anything else of
/// the row is edited or its place moves.
/// </summary>
public static class RowKey
{
    // 128 bits: two rows of a lake never meet by chance.
    const int Digits = 32;

    /// <param name="values">Of the key columns, in the registry's order; null or white space where there is none.</param>
    /// <returns>One value itself, without its outer space; of several, 32 hexadecimal digits of the SHA-256 of the JSON array of them. Null if all are empty.</returns>
    public static string? Of(IReadOnlyList<string?> values)
    {
        if (values.All(string.IsNullOrWhiteSpace))
            return null;
        if (values.Count == 1)
            return values[0]!.Trim();
        var json = new JsonLineBuilder().BeginArray();
        foreach (var value in values)
            json.String((value ?? "").Trim());
        return Convert.ToHexStringLower(SHA256.HashData(json.EndArray().Bytes))[..Digits];
    }
}
