namespace Sluice.Clean.Addresses.Sites;

/// <summary>A document, table, presentation, form or file at Google by its id, however it is opened. One that is published to the web has an id of its own.</summary>
public sealed class GoogleDocsSite : ISite
{
    public bool Knows(Address address, List<string> keys)
    {
        if (address.Host is not ("docs.google.com" or "drive.google.com"))
            return false;
        if (address.Host == "drive.google.com" && address.Path is "/open" or "/uc" && address["id"] is { } file && IsId(file))
            return Is(address, keys, "drive.google.com", "/file/d/" + file, file);
        // /document/u/0/d/ID/edit is the document of a reader who has several accounts.
        var segments = address.Segments is [var kind, "u", _, .. var rest] ? [kind, .. rest] : address.Segments;
        if (segments is ["document" or "spreadsheets" or "presentation" or "forms" or "file", "d", "e", var published, ..] && IsId(published))
            return Is(address, keys, address.Host, $"/{segments[0]}/d/e/{published}", "e/" + published);
        if (segments is ["document" or "spreadsheets" or "presentation" or "forms" or "file", "d", var id, ..] && IsId(id))
            return Is(address, keys, address.Host, $"/{segments[0]}/d/{id}", id);
        return false;
    }

    static bool Is(Address address, List<string> keys, string host, string path, string id)
    {
        // A sheet of a table, or a tab of a document, is a page of its own.
        var sheet = address.Fragment.StartsWith("gid=", StringComparison.Ordinal) && address.Fragment != "gid=0" ? address.Fragment : "";
        var tab = address["tab"] is { } said && said != "t.0" ? address.Parameters.First(parameter => parameter.StartsWith("tab=", StringComparison.Ordinal)) : null;
        if (sheet.Length == 0 && tab is null)
            keys.Add("google:" + id);
        address.Become(host, path, tab is null ? [] : [tab]);
        address.Fragment = sheet;
        return true;
    }

    static bool IsId(string text) => text.Length >= 10 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
