using System.Security.Cryptography;
using System.Text;

namespace Sluice.Validate.SelfTest;

/// <summary>What goes wrong with what names a record: its id, its URL, its DOI.</summary>
static class AddressMutations
{
    static readonly string[] Url = ["url.malformed"], Doi = ["doi.malformed"], Mismatch = ["id.url_mismatch"];

    public static IReadOnlyList<Mutation> All { get; } =
    [
        new("id_repeated", ["id.duplicate"], record => [.. record.Line, (byte)'\n', .. record.WithText("title", record.Text("title") + " (revised)")]),
        new("id_is_the_title", ["schema.pattern"], record => record.WithText("id", record.Text("title") + ": a study")),
        new("id_is_the_url", ["schema.pattern"], record => record.WithText("id", record.Text("url")!)),
        new("id_of_another_page", Mismatch, record => record.WithText("id", Digest("another page, not " + record.Id))),
        new("id_is_a_row_number", Mismatch, record => record.WithText("id", (record.Pick(9000) + 17).ToString(System.Globalization.CultureInfo.InvariantCulture))),
        new("id_cut_short", Mismatch, record => record.Id.Length > 8 ? record.WithText("id", record.Id[..^3]) : null),
        new("url_of_another_page", Mismatch, record => record.WithText("url", record.Text("url") + "x/other-page")),
        new("url_without_a_scheme", Url, record => record.WithText("url", record.Text("url")!.Split("://")[^1])),
        new("url_relative_to_its_scheme", Url, record => record.WithText("url", "//" + record.Text("url")!.Split("://")[^1])),
        new("url_of_a_path", Url, record => record.WithText("url", "/posts/17/on-oversight")),
        new("url_ftp", Url, record => record.WithText("url", "ftp://example.org/papers/safety.pdf")),
        new("url_of_a_local_file", Url, record => record.WithText("url", "file:///home/ada/safety.pdf")),
        new("url_with_a_blank", Url, record => record.WithText("url", record.Text("url") + " (archived)")),
        new("url_with_a_line_end", Url, record => record.WithText("url", record.Text("url") + "\n")),
        new("url_with_another_behind_it", Url, record => record.WithText("url", record.Text("url") + ", https://example.org/mirror")),
        new("url_without_a_host", Url, record => record.WithText("url", "https:///posts/17")),
        new("url_without_its_colon", Url, record => record.WithText("url", record.Text("url")!.Replace("://", "//", StringComparison.Ordinal))),
        new("url_as_markdown", Url, record => record.WithText("url", $"[{record.Text("title")}]({record.Text("url")})")),
        new("url_in_angle_brackets", Url, record => record.WithText("url", $"<{record.Text("url")}>")),
        new("url_placeholder", Url, record => record.WithText("url", record.Pick(2) == 0 ? "n/a" : "None")),
        new("doi_in_words", Doi, record => record.WithText("doi", "not available")),
        new("doi_without_a_suffix", Doi, record => record.WithText("doi", "10.5555")),
        new("doi_without_its_beginning", Doi, record => record.WithText("doi", "5555/sample.2021.17")),
        new("doi_with_a_blank", Doi, record => record.WithText("doi", "10.5555/sample 2021 17")),
        new("doi_with_a_remark", Doi, record => record.WithText("doi", "10.5555/sample.2021.17 (preprint)")),
        new("doi_of_a_publisher_s_page", Doi, record => record.WithText("doi", "https://example.org/article/10.5555/sample.2021.17")),
        new("doi_is_an_arxiv_id", Doi, record => record.WithText("doi", "arXiv:2107.01234")),
    ];

    // Of the length of upstream's ids, and of no page at all.
    static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
}
