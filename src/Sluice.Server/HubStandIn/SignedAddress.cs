using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Sluice.Server.HubStandIn;

/// <summary>Addresses of the CDN that hold for a while and cannot be made up: an HMAC over path, name and expiry.</summary>
sealed class SignedAddress
{
    const string SignatureMark = "&Signature=";

    readonly byte[] _key;
    readonly TimeProvider _clock;

    /// <param name="seed">The same seed signs the same way; null takes a key that nobody can guess.</param>
    public SignedAddress(string? seed, TimeProvider clock)
    {
        _key = seed is null ? RandomNumberGenerator.GetBytes(32) : SHA256.HashData(Encoding.UTF8.GetBytes(seed));
        _clock = clock;
    }

    /// <summary>Path and query for a large file.</summary>
    public string For(StandInFile file, int seconds)
    {
        var expires = _clock.GetUtcNow().ToUnixTimeSeconds() + seconds;
        var name = Uri.EscapeDataString(file.Path[(file.Path.LastIndexOf('/') + 1)..]);
        var address = string.Create(CultureInfo.InvariantCulture,
            $"/xet-bridge-us/{file.BlobOid[..24]}/{file.Sha256}?X-Amz-Expires={seconds}&Expires={expires}&filename={name}");
        return address + SignatureMark + Sign(address) + "&Key-Pair-Id=standin";
    }

    /// <summary>Whether an address was made here, and its time has not passed.</summary>
    public bool IsGood(string rawPath, string rawQuery, string? expires)
    {
        var mark = rawQuery.IndexOf(SignatureMark, StringComparison.Ordinal);
        if (mark < 0)
            return false;
        var signature = rawQuery[(mark + SignatureMark.Length)..].Split('&')[0];
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(signature), Encoding.ASCII.GetBytes(Sign(rawPath + rawQuery[..mark])))
            && long.TryParse(expires, CultureInfo.InvariantCulture, out var until) && _clock.GetUtcNow().ToUnixTimeSeconds() < until;
    }

    string Sign(string address) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(address)));
}
