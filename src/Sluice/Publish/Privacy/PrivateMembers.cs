using System.Buffers;
using Sluice.Records;

namespace Sluice.Publish.Privacy;

/// <summary>Members of upstream's that say by their names that they are private: a number under <c>phone</c> is no other number, whatever it looks like.</summary>
static class PrivateMembers
{
    static readonly SearchValues<byte> OfNumbers = SearchValues.Create(" \"[],.+-0123456789eE"u8);

    const int LongestName = 24;

    // In small letters, without what stands between words.
    static readonly Dictionary<string, PrivacyClass>.AlternateLookup<ReadOnlySpan<char>> Names = Table(
        (PrivacyClass.Phone, "phone telephone tel mobile cellphone fax whatsapp phonenumber telephonenumber mobilenumber mobilephone faxnumber"),
        (PrivacyClass.Email, "email emails emailaddress emailaddresses"),
        (PrivacyClass.Postal, "street streetaddress postaladdress homeaddress mailingaddress"),
        (PrivacyClass.Geo, "lat latitude lng lon longitude latlng latlon latlong gps geo geolocation coordinates"));

    static Dictionary<string, PrivacyClass>.AlternateLookup<ReadOnlySpan<char>> Table(params (PrivacyClass Class, string Names)[] names)
    {
        var table = new Dictionary<string, PrivacyClass>(StringComparer.Ordinal);
        foreach (var (what, all) in names)
            foreach (var name in all.Split(' '))
                table[name] = what;
        return table.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Null unless the name, as sent, is one of those.</summary>
    public static PrivacyClass? ClassOf(ReadOnlySpan<byte> name)
    {
        if (name.Length is < 3 or > LongestName)
            return null;
        Span<char> plain = stackalloc char[LongestName];
        var length = 0;
        foreach (var b in name)
            if (b is not ((byte)'_' or (byte)'-' or (byte)' ' or (byte)'.'))
                plain[length++] = char.ToLowerInvariant((char)b);
        return Names.TryGetValue(plain[..length], out var what) ? what : null;
    }

    /// <summary>What stands there instead of the value; null if the value says nothing private by itself.</summary>
    public static string? Instead(PrivacyClass what, JsonView value)
    {
        if (value.Kind is JsonKind.Null or JsonKind.True or JsonKind.False or JsonKind.Object)
            return null;
        var digits = 0;
        foreach (var b in value.Bytes)
            digits += b is >= (byte)'0' and <= (byte)'9' ? 1 : 0;
        var isPrivate = what switch
        {
            PrivacyClass.Email => value.Kind == JsonKind.String && value.Bytes.Length > 6,
            PrivacyClass.Postal => value.Kind == JsonKind.String && digits > 0,
            PrivacyClass.Phone => digits >= 6,
            _ => digits >= 4 && IsOfNumbers(value.Bytes),
        };
        return !isPrivate ? null : value.Kind == JsonKind.String && value.Bytes.Length >= 12 ? "\"[redacted]\"" : value.Kind == JsonKind.Array ? "[]" : "null";
    }

    static bool IsOfNumbers(ReadOnlySpan<byte> value) => !value.ContainsAnyExcept(OfNumbers);
}
