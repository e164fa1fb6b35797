using System.Text;

namespace Sluice.Records.Citations;

/// <summary>A document as an item of CSL-JSON 1.0.2, the form that reference managers exchange.</summary>
static class CslItem
{
    public static string Of(RecordLine document)
    {
        var (venue, doi) = (document.GetString("venue"u8), document.GetString("doi"u8));
        var json = new JsonLineBuilder();
        json.BeginObject().Name("id"u8).String(CitedText.IdOf(document)).Name("type"u8).String(TypeOf(document, venue, doi));
        Text(json, "title"u8, document.GetString("title"u8));
        var authors = CitedAuthor.Of(document);
        if (authors.Count > 0)
        {
            json.Name("author"u8).BeginArray();
            foreach (var author in authors)
                Write(json, author);
            json.EndArray();
        }
        Issued(json, document.GetString("date_published"u8) ?? "", document.GetString("date_precision"u8));
        Text(json, "URL"u8, document.GetString("url"u8));
        Text(json, "DOI"u8, doi);
        Text(json, "container-title"u8, venue);
        return Encoding.UTF8.GetString(json.EndObject().Bytes);
    }

    // By what the record says of itself: "article" is CSL's word for a preprint.
    static string TypeOf(RecordLine document, string? venue, string? doi) =>
        venue is not null ? "article-journal" : doi is not null || HasKey(document, "arxiv:"u8) ? "article" : "webpage";

    static bool HasKey(RecordLine document, ReadOnlySpan<byte> kind)
    {
        if (document.TryGet("keys"u8, out var keys) && keys.Kind == JsonKind.Array)
            foreach (var key in keys.Items())
                if (key.Kind == JsonKind.String && key.Body.StartsWith(kind))
                    return true;
        return false;
    }

    static void Write(JsonLineBuilder json, CitedAuthor author)
    {
        json.BeginObject();
        if (author.Family is null)
            Text(json, "literal"u8, author.Name);
        else
        {
            Text(json, "family"u8, author.Family);
            Text(json, "given"u8, author.Given);
        }
        json.EndObject();
    }

    // As precise as the date is, no more: {"date-parts":[[2021,3,4]]}.
    static void Issued(JsonLineBuilder json, string date, string? precision)
    {
        var parts = precision switch { "day" or "instant" => 3, "month" => 2, _ => 1 };
        var numbers = new List<int>();
        foreach (var (start, length) in new[] { (0, 4), (5, 2), (8, 2) })
            if (numbers.Count < parts && date.Length >= start + length && int.TryParse(date.AsSpan(start, length), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number))
                numbers.Add(number);
        if (numbers.Count == 0)
            return;
        json.Name("issued"u8).BeginObject().Name("date-parts"u8).BeginArray().BeginArray();
        foreach (var number in numbers)
            json.Number(number);
        json.EndArray().EndArray().EndObject();
    }

    static void Text(JsonLineBuilder json, ReadOnlySpan<byte> name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
            json.Name(name).String(CitedText.OneLine(text));
    }
}
