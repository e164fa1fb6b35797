namespace Sluice.Records.Citations;

/// <summary>An author as a citation names one.</summary>
/// <param name="Family">Null where the parts of the name are not known, or it has none: an organisation, a handle.</param>
readonly record struct CitedAuthor(string Name, string? Given, string? Family, bool IsPerson)
{
    /// <summary>By <c>author_names</c>, without what stands in for a name; by <c>authors</c> where the names were not read.</summary>
    public static List<CitedAuthor> Of(RecordLine document)
    {
        var authors = new List<CitedAuthor>();
        if (!document.TryGet("author_names"u8, out var names) || names.Kind != JsonKind.Array)
            return [.. Citation.Authors(document).Select(name => new CitedAuthor(name, null, null, IsPerson: true))];
        foreach (var author in names.Items())
            if (Text(author, "name"u8) is { Length: > 0 } name && Text(author, "kind"u8) is var kind and not "placeholder")
                authors.Add(kind == "person" ? new CitedAuthor(name, Text(author, "given"u8), Text(author, "family"u8), IsPerson: true) : new CitedAuthor(name, null, null, IsPerson: false));
        return authors;
    }

    static string? Text(JsonView author, ReadOnlySpan<byte> member) => author.TryGetMember(member, out var value) && value.Kind == JsonKind.String ? value.GetString() : null;
}
