using Sluice.Records;
using Sluice.Records.Citations;

namespace Sluice.Publish.Rights;

/// <summary>
/// Reads the fields in which a record states its own licence. The stamp of the compilation (<c>_provenance.license</c>)
/// is none: who collects texts cannot give away what is in them. Whatever stands in such a field says something, if only
/// that it is not clear what.
/// </summary>
static class RecordLicence
{
    static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> s_fields = new HashSet<string>(
        ["license", "licence", "license_url", "licence_url", "license_id", "licence_id", "license_name", "licence_name", "licenses", "licences", "rights", "rights_url", Copyright], StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    const string Copyright = "copyright", Reserved = "all rights reserved", AreReserved = "all rights are reserved";

    const int LongestQuote = 80, LongestNotice = 200;

    public static LicenceStatement Of(RecordLine document)
    {
        var statements = new List<LicenceStatement>();
        for (var i = 0; i < document.FieldCount; i++)
            if (FieldOf(document.NameOf(i)) is { } field)
                Read(document.ValueOf(i), field, statements);
        return LicenceStatement.Together(statements);
    }

    // An upstream field that has the name of one of ours was moved aside. Most fields are passed by at a glance.
    static string? FieldOf(ReadOnlySpan<byte> name)
    {
        if (!(name.Length > 0 && name[0] is (byte)'l' or (byte)'L' or (byte)'r' or (byte)'R' or (byte)'c' or (byte)'C' or (byte)'_') && !name.Contains((byte)'\\'))
            return null;
        var sent = LineEdit.SentName(JsonText.Decode(name));
        return s_fields.Contains(sent) ? sent.ToLowerInvariant() : null;
    }

    // All strings, however deep; what is no string says nothing that can be read.
    static void Read(JsonView value, string field, List<LicenceStatement> into)
    {
        switch (value.Kind)
        {
            case JsonKind.Null:
                return;
            case JsonKind.String:
                into.Add(Read(value.GetString(), field));
                return;
            case JsonKind.Array:
                foreach (var item in value.Items())
                    Read(item, field, into);
                return;
            case JsonKind.Object:
                var members = value.Members();
                while (members.MoveNext())
                    Read(members.Current, field, into);
                return;
            default:
                into.Add(Unknown(System.Text.Encoding.UTF8.GetString(value.Bytes), field));
                return;
        }
    }

    /// <summary>What one value says.</summary>
    /// <param name="field"><c>rights</c> and <c>copyright</c> may hold a copyright notice, which names no licence.</param>
    public static LicenceStatement Read(string value, string field)
    {
        var text = CitedText.OneLine(value).Trim();
        if (text.Length == 0)
            return default;
        if (text.Contains(Reserved, StringComparison.OrdinalIgnoreCase) || text.Contains(AreReserved, StringComparison.OrdinalIgnoreCase))
            return LicenceStatement.Denial("says that all rights are reserved");
        if (text.Contains("arxiv.org/licenses/", StringComparison.OrdinalIgnoreCase))
            return LicenceStatement.Denial("names arXiv's own licence, which lets arXiv distribute the text and nobody else");
        // Who holds a copyright may have the name of a licence.
        var stated = field != Copyright && SpdxLicence.Find(text) is { } id ? LicenceStatement.Of(id) : ReadWords(Words.Of(text), single: field != Copyright);
        if (!stated.SaysNothing)
            return stated;
        // Whoever holds the copyright has not yet said what others may do.
        return field is "rights" or Copyright && text.Length <= LongestNotice && CopyrightNotice.IsBare(text) ? default : Unknown(text, field);
    }

    static LicenceStatement Unknown(string text, string field) =>
        LicenceStatement.Unclear($"says \"{(text.Length <= LongestQuote ? text : text[..(char.IsHighSurrogate(text[LongestQuote - 1]) ? LongestQuote - 1 : LongestQuote)] + "…")}\" in {field}, which is no licence that is known");

    // Nothing, unless all words are of a licence's name: a value that says more may say that it does not hold.
    static LicenceStatement ReadWords(List<string> words, bool single)
    {
        var statements = new List<LicenceStatement>();
        for (var i = 0; i < words.Count;)
        {
            LicenceStatement stated;
            var taken = 1;
            if (Words.IsAddress(words[i]))
                stated = LicenceAddress.Read(words[i]);
            else if ((stated = CreativeCommons.ReadName(words, i, bare: true, out var named)) is var _ && named > 0)
                taken = named;
            else if (CreativeCommons.IsFiller(words[i]) || words[i] is "," or "version")
            {
                i++;
                continue;
            }
            else if (single && SpdxLicence.Find(words[i]) is { } id)
                stated = LicenceStatement.Of(id);
            else if (words[i] == "apache" && words.IndexOf("2.0", i) is var version and > 0 && version - i <= 4 && words[(i + 1)..version].All(word => word is "license" or "licence" or "," or "version"))
                (stated, taken) = (LicenceStatement.Of("Apache-2.0"), version + 1 - i);
            if (stated.SaysNothing)
                return default;
            statements.Add(stated);
            i += taken;
        }
        return LicenceStatement.Together(statements);
    }
}
