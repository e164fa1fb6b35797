namespace Sluice.Records;

/// <summary>
/// What Sluice calls a document for ever: <c>&lt;source&gt;:&lt;id at first admission&gt;</c>, for example
/// <c>alignment_research:3f1c…</c>.
/// </summary>
public readonly record struct DocumentId(string Source, string UpstreamId)
{
    public override string ToString() => Source + ":" + UpstreamId;

    /// <summary>Reads <c>source:id</c>; a text without a colon is an upstream id and has no source.</summary>
    public static DocumentId Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new DocumentId("", text) : new DocumentId(text[..colon], text[(colon + 1)..]);
    }
}
