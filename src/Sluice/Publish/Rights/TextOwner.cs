using Sluice.Records;
using Sluice.Records.Citations;

namespace Sluice.Publish.Rights;

/// <summary>What a text may call itself, and whose it is: <c>this book</c> in a blog is somebody else's.</summary>
sealed class TextOwner
{
    static readonly string[] Any = ["work", "article", "post", "blogpost", "essay", "text", "page", "document", "content", "chapter", "report"];
    static readonly string[] Paper = ["paper", "preprint", "manuscript"];

    readonly HashSet<string> _nouns = new(Any, StringComparer.Ordinal);

    public IReadOnlyList<string> Authors { get; private init; } = [];

    public static TextOwner Of(RecordLine document)
    {
        var owner = new TextOwner { Authors = Citation.Authors(document) };
        var type = (document.GetString("source_type"u8) ?? "").ToLowerInvariant();
        if (document.GetString("source"u8) == "arxiv" || type is "paper" or "preprint" or "manuscript" or "journalarticle" or "conferencepaper")
            owner._nouns.UnionWith(Paper);
        if (type is "book" or "ebook")
            owner._nouns.Add("book");
        return owner;
    }

    public bool MayCallItself(string noun) => _nouns.Contains(noun);
}
