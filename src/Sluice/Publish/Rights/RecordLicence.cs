using System.Text;
using Sluice.Records;
using Sluice.Records.Citations;

namespace Sluice.Publish.Rights;

/// <summary>
/// Reads the fields in which a record states its own licence. The stamp of the compilation (<c>_provenance.license</c>)
/// is none: who collects texts cannot give away what is in them.
/// </summary>
static class RecordLicence
{
    // An upstream field that has the name of one of ours was moved aside.
    static readonly (string Name, bool IsNotice)[] Fields =
    [
        ("license", false), ("licence", false), ("license_url", false), ("licence_url", false), ("license_id", false), ("license_name", false), ("licenses", false), ("licences", false),
        ("rights", true), ("_upstream_rights", true), ("rights_url", false), ("copyright", true),
    ];

    const int LongestQuote = 80;

    public static LicenceStatement Of(RecordLine document)
    {
        var statements = new List<LicenceStatement>();
        for (var i = 0; i < document.FieldCount; i++)
            if (FieldOf(document.NameOf(i)) is { } field)
                Read(document.ValueOf(i), field.Name, field.IsNotice, statements, deep: true);
        return LicenceStatement.Together(statements);
    }

    static (string Name, bool IsNotice)? FieldOf(ReadOnlySpan<byte> name)
    {
        // Most fields are passed by at a glance.
        if (name.Length > 24 || !(name.StartsWith("l"u8) || name.StartsWith("r"u8) || name.StartsWith("c"u8) || name.StartsWith("_u"u8) || name.Contains((byte)'\\') || name.StartsWith("L"u8) || name.StartsWith("R"u8) || name.StartsWith("C"u8)))
            return null;
        var text = JsonText.Decode(name);
        foreach (var field in Fields)
            if (string.Equals(field.Name, text, StringComparison.OrdinalIgnoreCase))
                return field;
        return null;
    }

    static void Read(JsonView value, string field, bool isNotice, List<LicenceStatement> into, bool deep)
    {
        if (value.Kind == JsonKind.String)
            into.Add(Read(value.GetString(), field, isNotice));
        else if (value.Kind == JsonKind.Array && deep)
            foreach (var item in value.Items())
                Read(item, field, isNotice, into, deep: item.Kind == JsonKind.Object);
        else if (value.Kind == JsonKind.Object && deep)
            foreach (var member in (string[])["id", "spdx", "spdx_id", "url", "uri", "name", "title"])
                if (value.TryGetMember(Encoding.UTF8.GetBytes(member), out var part) && part.Kind == JsonKind.String)
                    into.Add(Read(part.GetString(), field, isNotice));
    }

    /// <summary>What one value says.</summary>
    /// <param name="isNotice">Whether the field may hold a copyright notice, which names no licence.</param>
    public static LicenceStatement Read(string value, string field, bool isNotice)
    {
        var text = CitedText.OneLine(value).Trim();
        if (text.Length == 0 || text.ToLowerInvariant() is "none" or "unknown" or "n/a" or "noassertion" or "null" or "-")
            return default;
        if (SpdxLicence.Find(text) is { } id)
            return LicenceStatement.Of(id);
        if (text.Contains("arxiv.org/licenses/", StringComparison.OrdinalIgnoreCase))
            return LicenceStatement.Denial("names arXiv's own licence, which lets arXiv distribute the text and nobody else");
        if (text.Contains("all rights reserved", StringComparison.OrdinalIgnoreCase))
            return LicenceStatement.Denial("says that all rights are reserved");
        var words = Words.Of(text);
        var named = ReadWords(words, out var isWhole);
        if (isWhole)
            return named;
        // Whoever holds the copyright has not yet said what others may do.
        return isNotice && words is ["©" or "copyright" or "c", ..] && named.SaysNothing && !text.Contains("licen", StringComparison.OrdinalIgnoreCase) ? default
            : LicenceStatement.Unclear($"says \"{(text.Length <= LongestQuote ? text : text[..(char.IsHighSurrogate(text[LongestQuote - 1]) ? LongestQuote - 1 : LongestQuote)] + "…")}\" in {field}, which is no licence that is known");
    }

    // A value that says more than a licence's name may say that it does not hold.
    static LicenceStatement ReadWords(List<string> words, out bool isWhole)
    {
        var statements = new List<LicenceStatement>();
        isWhole = true;
        for (var i = 0; i < words.Count;)
        {
            var site = words[i].IndexOf(CreativeCommons.Site, StringComparison.Ordinal);
            if (site >= 0)
                statements.Add(CreativeCommons.ReadAddress(words[i++].AsSpan(site)));
            else if (Words.IsAddress(words[i]) && SpdxLicence.Find(LastPart(words[i])) is { } id)
                (_, i) = (Add(statements, id), i + 1);
            else if (CreativeCommons.ReadName(words, i, bare: true, out var taken) is var named && taken > 0)
                (_, i) = (Add(statements, named), i + taken);
            else if (CreativeCommons.IsFiller(words[i]) || words[i] is "," or "version")
                i++;
            else if (SpdxLicence.Find(words[i]) is { } single)
                (_, i) = (Add(statements, single), i + 1);
            else if (words[i] == "apache" && words.IndexOf("2.0", i) is var version and > 0 && version - i <= 4)
                (_, i) = (Add(statements, "Apache-2.0"), version + 1);
            else
                (isWhole, i) = (false, i + 1);
        }
        isWhole &= statements.Count > 0;
        return LicenceStatement.Together(statements);
    }

    static bool Add(List<LicenceStatement> to, string id) => Add(to, LicenceStatement.Of(id));

    static bool Add(List<LicenceStatement> to, LicenceStatement statement)
    {
        to.Add(statement);
        return true;
    }

    // https://spdx.org/licenses/MIT.html, https://opensource.org/licenses/MIT
    static string LastPart(string address)
    {
        var path = address.TrimEnd('/', '.');
        var last = path[(path.LastIndexOf('/') + 1)..];
        return last.EndsWith(".html", StringComparison.Ordinal) ? last[..^5] : last;
    }
}
