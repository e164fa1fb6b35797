using Sluice.Records;

namespace Sluice.Zones.Tables;

/// <summary>One file of a source whose rows are not the publisher's JSON Lines: which collection it is, and which of its names stand for ours.</summary>
/// <param name="Fields">By field of ours (<c>title</c>, <c>text</c>, <c>date_published</c> …) the column that stands for it where a row has none of that name.</param>
public sealed record TableFile(string File, string Collection, SortedDictionary<string, string>? Fields = null);

/// <summary>
/// How the rows of a source's files are made: part of a dump's own account, so that it can be made again from the files
/// whatever the registry says by then.
/// </summary>
/// <param name="Key">The columns whose values make a row's id where it has none: one gives its own value, several a hash over all of them.</param>
/// <param name="Encoding"><c>windows-1252</c> if upstream says so; null: UTF-8, and what is not UTF-8 is told.</param>
/// <param name="Delimiter">What stands between cells of CSV. Default a comma.</param>
public sealed record TableTerms(IReadOnlyList<TableFile> Files, IReadOnlyList<string>? Key = null, string? Encoding = null, string? Delimiter = null)
{
    /// <summary>The field that lists the columns of a row in which bytes that are not UTF-8 were read as Windows-1252.</summary>
    public const string DecodedField = "decoded_as_windows_1252";

    public const string Windows1252 = "windows-1252";

    /// <summary>No key, no collection: what is known of a file that nobody described.</summary>
    public static readonly TableTerms None = new([]);

    /// <summary>What a file is: as listed, or the only one that is listed; null if nobody says.</summary>
    public TableFile? Of(string file) => Files.FirstOrDefault(known => known.File == file) ?? (Files.Count == 1 ? Files[0] : null);

    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsWindows1252 => Encoding == Windows1252;

    [System.Text.Json.Serialization.JsonIgnore]
    public byte DelimiterByte => Delimiter is { Length: 1 } one ? (byte)one[0] : (byte)',';

    /// <summary>All of it in one line, part of what a selection is.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Canonical
    {
        get
        {
            var json = new JsonLineBuilder().BeginObject().Name("files"u8).BeginArray();
            foreach (var file in Files)
            {
                json.BeginObject().Name("file"u8).String(file.File).Name("collection"u8).String(file.Collection).Name("fields"u8).BeginObject();
                foreach (var (ours, theirs) in file.Fields ?? [])
                    json.Name(ours).String(theirs);
                json.EndObject().EndObject();
            }
            json.EndArray().Name("key"u8).BeginArray();
            foreach (var column in Key ?? [])
                json.String(column);
            return System.Text.Encoding.UTF8.GetString(json.EndArray().Name("encoding"u8).StringOrNull(Encoding).Name("delimiter"u8).StringOrNull(Delimiter).EndObject().Bytes);
        }
    }
}
