namespace Sluice.Clean.Addresses;

/// <summary>A citation that is an arXiv paper and nothing else: <c>arXiv:2010.11645 [cs]</c>, <c>arXiv preprint arXiv:1707.06347</c>, <c>CoRR, abs/1606.06565</c>.</summary>
static class ArxivCitation
{
    static readonly string[] Labels = ["arXiv preprint arXiv:", "arXiv e-print arXiv:", "arXiv:", "arXiv abs/", "CoRR abs/", "CoRR, abs/"];

    /// <summary>The id, or null.</summary>
    public static string? Read(string citation)
    {
        var text = citation.AsSpan().Trim().TrimEnd(".,;").TrimEnd();
        foreach (var label in Labels)
            if (text.StartsWith(label, StringComparison.OrdinalIgnoreCase))
                return ArxivId.Read(WithoutSubjects(text[label.Length..].Trim()));
        return null;
    }

    static ReadOnlySpan<char> WithoutSubjects(ReadOnlySpan<char> text)
    {
        var open = text.IndexOf(" [", StringComparison.Ordinal);
        return open > 0 && text[^1] == ']' ? text[..open].TrimEnd() : text;
    }
}
