namespace Sluice.Clean.Addresses.Sites;

/// <summary>OpenReview: the page and the PDF of a submission are one; a review or comment, which has a note's id, is its own.</summary>
public sealed class OpenReviewSite : ISite
{
    public bool Knows(Address address, List<string> keys)
    {
        if (address.Host != "openreview.net" || address.Path is not ("/forum" or "/pdf") || address["id"] is not { } id || !IsId(id))
            return false;
        var note = address["noteId"] is { } said && IsId(said) && said != id ? said : null;
        keys.Add(note is null ? "openreview:" + id : $"openreview:{id}/{note}");
        address.Become("openreview.net", "/forum", note is null ? ["id=" + id] : ["id=" + id, "noteId=" + note]);
        return true;
    }

    static bool IsId(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
