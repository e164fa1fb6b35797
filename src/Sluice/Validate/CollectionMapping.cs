using System.Text;
using Sluice.Records;
using Sluice.Sources;

namespace Sluice.Validate;

/// <summary>What the registry says of one collection, made ready to map its records.</summary>
sealed class CollectionMapping(Collection collection)
{
    static readonly Dictionary<string, byte[]> Precisions = new[] { "year", "month", "day", "instant" }.ToDictionary(name => name, name => Encoding.UTF8.GetBytes($"\"{name}\""), StringComparer.Ordinal);

    readonly DateFormat[] _dates = [.. (collection.DateFormats ?? []).Select(DateFormat.Parse)];

    public byte[] Name { get; } = Encoding.UTF8.GetBytes(collection.Name);

    public string? AuthorSeparator { get; } = collection.AuthorSeparator;

    /// <summary>As a JSON string.</summary>
    public byte[] DateBasis { get; } = new JsonLineBuilder().String(collection.DateBasis ?? "published").Bytes.ToArray();

    /// <summary>By field, what stands between the items of a list that is written as one string.</summary>
    public (byte[] Field, string Separator)[] Separators { get; } =
        [.. (collection.Separators ?? []).Select(pair => (Encoding.UTF8.GetBytes(pair.Key), pair.Value))];

    /// <summary>Columns of free text that hold addresses.</summary>
    public byte[][] Links { get; } = [.. (collection.Links ?? []).Select(Encoding.UTF8.GetBytes)];

    public (byte[] Ours, byte[] Theirs)[] Fields { get; } =
        [.. (collection.Fields ?? []).Select(pair => (Encoding.UTF8.GetBytes(pair.Key), Encoding.UTF8.GetBytes(pair.Value)))];

    /// <summary>As a JSON string.</summary>
    public static byte[] Precision(string name) => Precisions[name];

    /// <summary>ISO 8601 needs no mapping; what else is read, the registry lists. Impossible if any form fits and no such day exists.</summary>
    /// <param name="precision"><c>year</c>, <c>month</c>, <c>day</c> or <c>instant</c>; empty unless the date was read.</param>
    public DateReading ReadDate(ReadOnlySpan<char> text, out PublicationDate date, out string precision)
    {
        var reading = PublicationDate.TryReadIso(text, out date);
        precision = reading == DateReading.Read ? date.Precision : "";
        for (var i = 0; i < _dates.Length && reading != DateReading.Read; i++)
        {
            var tried = _dates[i].TryRead(text, out date);
            reading = tried == DateReading.Unreadable ? reading : tried;
            precision = tried == DateReading.Read ? _dates[i].Precision : "";
        }
        if (reading == DateReading.Read && collection.DatePrecision == "year" && date.Day is { Month: 1, Day: 1 })
            precision = "year";
        return reading;
    }

    /// <summary>The forms that are read, for people.</summary>
    public string Forms => string.Join(", ", (string[])["YYYY-MM-DD", "an RFC 3339 date-time", .. _dates.Select(format => format.Text)]);
}

/// <summary>The mappings of a source's collections; a record of none of them is mapped as ISO 8601 only.</summary>
sealed class CollectionMappings(SourceEntry source)
{
    readonly CollectionMapping[] _listed = [.. source.Collections.Select(collection => new CollectionMapping(collection))];
    readonly CollectionMapping _unlisted = new(new Collection("", "", ""));

    public CollectionMapping Of(RecordLine line)
    {
        if (line.TryGetString("source"u8, out var name))
            foreach (var collection in _listed)
                if (JsonText.NameEquals(name, collection.Name))
                    return collection;
        return _unlisted;
    }
}
