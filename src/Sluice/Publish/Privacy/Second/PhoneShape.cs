using System.Text.RegularExpressions;

namespace Sluice.Publish.Privacy.Second;

/// <summary>What the groups of a number say of it.</summary>
static class PhoneShape
{
    static readonly Regex Date = Linear.Pattern(@"\A(?:(?:19|20)[0-9]{2}[-./](?:0?[1-9]|1[0-2])[-./][0-9]{1,2}|[0-9]{1,2}[-./][0-9]{1,2}[-./](?:19|20)[0-9]{2})(?:\z|[ (\-–])");
    static readonly Regex Years = Linear.Pattern(@"\A\(?(?:19|20)[0-9]{2} ?[-–/] ?(?:19|20)[0-9]{2}\)?\z");
    static readonly Regex Decimal = Linear.Pattern(@"\A\(?\+?[0-9]+\.[0-9]+\z");
    static readonly Regex Decimals = Linear.Pattern(@"(?:\A|[ (/–-])[0-9]{1,2}\.[0-9]+(?:[ ()/–-]|\z)");
    static readonly Regex Thousands = Linear.Pattern(@"\A\+?[0-9]{1,3}(?:\.[0-9]{3})+\z");
    static readonly Regex Dotted = Linear.Pattern(@"\A[0-9]{1,3}(?:\.[0-9]{1,3}){3,}\z");
    static readonly Regex Versions = Linear.Pattern(@"\A[0-9]{1,2}(?:\.[0-9]{1,2}){2,}\z");
    static readonly Regex Book = Linear.Pattern(@"\A97[89][- ][0-9- ]{8,}\z");
    static readonly Regex Orcid = Linear.Pattern(@"\A0000-000[0-9]-[0-9]{4}-[0-9]{3}");
    static readonly Regex Object = Linear.Pattern(@"\A\(?10\.[0-9]{4,}/");
    static readonly Regex Rounded = Linear.Pattern(@"\A\+?[0-9]{1,3}(?: [0-9]{3})* 000(?: 000)*\z");
    static readonly Regex RowOfYears = Linear.Pattern(@"\A\(?(?:18|19|20)[0-9]{2}(?:[ ,;/–-]{1,2}(?:18|19|20)[0-9]{2})+\)?\z|\A1[89][0-9]{2}-[0-9]{2}-[0-9]{2}\z|\A(?:19|20)[0-9]{2} [0-9]{2} [0-9]{2}\z|[ (](?:19|20)[0-9]{2}\z");
    static readonly Regex SingleDigits = Linear.Pattern(@"(?:\A|[ .\-(])[0-9](?:[ .\-)]{1,3}[0-9]){3}(?:[ .\-)]|\z)");

    public static int Digits(ReadOnlySpan<char> number)
    {
        var count = 0;
        foreach (var c in number)
            count += char.IsAsciiDigit(c) ? 1 : 0;
        return count;
    }

    /// <summary>Whether anything but digits is within the number.</summary>
    public static bool IsBroken(ReadOnlySpan<char> number) => number.TrimStart("+(").ContainsAnyExceptInRange('0', '9');

    /// <summary>How much of it is whole groups of at most so many digits; all of it where the first alone has more.</summary>
    public static int WithinDigits(ReadOnlySpan<char> number, int most)
    {
        var (digits, whole) = (0, 0);
        for (var i = 0; i < number.Length; i++)
        {
            if (char.IsAsciiDigit(number[i]))
            {
                digits++;
                continue;
            }
            if (digits > most)
                break;
            if (i > 0 && char.IsAsciiDigit(number[i - 1]))
                whole = i;
        }
        return whole > 0 ? whole : number.Length;
    }

    /// <summary>Whether it can be dialled: no date, decimal, version, book, DOI or row of figures.</summary>
    public static bool IsDialled(ReadOnlySpan<char> number) =>
        Digits(number) <= 15 && !Date.Heads(number) && !Years.Heads(number) && !Decimal.Heads(number) && !Decimals.First(number, out _, out _)
        && !Thousands.Heads(number) && !Dotted.Heads(number) && !Versions.Heads(number) && !Book.Heads(number) && !Orcid.Heads(number)
        && !Object.Heads(number) && !Rounded.Heads(number) && !RowOfYears.First(number, out _, out _) && !SingleDigits.First(number, out _, out _);
}
