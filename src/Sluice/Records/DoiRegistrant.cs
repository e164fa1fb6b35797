namespace Sluice.Records;

/// <summary>Who registered a DOI: what stands between its <c>10.</c> and the slash.</summary>
public static class DoiRegistrant
{
    /// <summary>Four to nine digits, and perhaps parts of digits after a dot.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> registrant)
    {
        var isFirst = true;
        foreach (var part in registrant.Split('.'))
        {
            var digits = registrant[part];
            if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9') || (isFirst && digits.Length is < 4 or > 9))
                return false;
            isFirst = false;
        }
        return true;
    }
}
