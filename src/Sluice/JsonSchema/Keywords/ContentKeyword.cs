using System.Buffers;
using System.Buffers.Text;
using System.Text.Unicode;
using Sluice.Records;

namespace Sluice.JsonSchema.Keywords;

/// <summary>draft-07's <c>contentEncoding</c> and <c>contentMediaType</c>, where they are asserted: base64 and JSON, no others.</summary>
sealed class ContentKeyword(KeywordSite site, bool isEncoded) : Keyword(site)
{
    const string Base64Name = "base64", JsonName = "application/json";

    public override JsonKinds Kinds => JsonKinds.String;

    public static ContentKeyword? From(KeywordSite site)
    {
        var asserted = site.Value.GetString() == (site.Name == "contentEncoding" ? Base64Name : JsonName);
        var isEncoded = site.Name == "contentEncoding" || site.Beside("contentEncoding")?.Value.GetString() == Base64Name;
        return site.Options.AssertContent && asserted ? new ContentKeyword(site, isEncoded) : null;
    }

    public override bool Evaluate(ref Evaluation run, int value)
    {
        var content = run.Work.Utf8(run.Body(value));
        var buffer = ArrayPool<byte>.Shared.Rent(content.Length + 4);
        try
        {
            if (isEncoded && Base64.DecodeFromUtf8(content, buffer, out _, out var length) is var status)
            {
                if (Name == "contentEncoding" || status != OperationStatus.Done)
                    return status == OperationStatus.Done || run.Fail(this, value, "base64");
                content = buffer.AsSpan(0, length);
            }
            var scanner = new JsonScanner(content);
            return (Utf8.IsValid(content) && scanner.SkipValue(out _, out _) && scanner.AtEnd()) || run.Fail(this, value, "a JSON text");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
