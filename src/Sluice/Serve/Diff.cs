using System.Text;
using System.Text.Json.Nodes;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Serve;

/// <summary>
/// What cleaning changed in a record: its line in the validated zone held against its line in the cleaned zone, in the
/// newest dump that speaks of it.
/// </summary>
public sealed class Diff(Lake lake)
{
    const int Context = 24;

    /// <param name="text">A record, named as for <see cref="Why.AskAsync"/>.</param>
    /// <exception cref="CorrectTheCallException">No dump knows it, several sources do, or it never reached the cleaned zone.</exception>
    public async Task<DiffAnswer> AskAsync(string text, CancellationToken cancel)
    {
        var why = await new Why(lake).AskAsync(text, field: null, cancel);
        var stands = why.Zones.FirstOrDefault(zone => zone.Zone == Zone.Cleaned.Name());
        if (stands is not { Holds: true })
            throw new CorrectTheCallException($"{why.Source}:{why.Id} never reached the cleaned zone, so that cleaning changed nothing in it. {why.Because}");
        var dump = WhyDumps.NewestFirst(lake, why.Source).First(dump => dump.Name == stands.Dump && dump.Source == why.Source);
        var target = await WhyTarget.ParseAsync(lake, text, cancel) with { Source = why.Source, Key = why.Id };
        var (before, after) = (await LineAsync(target, dump, Zone.Validated, cancel), await LineAsync(target, dump, Zone.Cleaned, cancel));
        var fields = FieldsOf(before, after);
        return new DiffAnswer(why.Id, why.Source!, dump.Name, $"{stands.Stage}@{stands.Version}", fields.Count > 0, fields, AddedTo(before, after), RepairsOf(after));
    }

    async Task<RecordLine> LineAsync(WhyTarget target, Dump dump, Zone zone, CancellationToken cancel)
    {
        foreach (var parseAll in (bool[])[false, true])
            if ((await new WhyDumps(lake, target, parseAll).LinesAsync(dump, zone, cancel)).FirstOrDefault() is { } bytes)
            {
                var line = new RecordLine();
                return line.Read(bytes, out var fault) ? line : throw new InvalidDataException($"a line of {dump.FolderOf(zone)} is not JSON at byte {fault.Offset}.");
            }
        throw new GateFailedException($"{dump.FolderOf(zone)} does not hold '{target.Text}', which a later zone holds. Run `sluice verify --all`.");
    }

    static List<DiffField> FieldsOf(RecordLine before, RecordLine after)
    {
        var named = WhyCopies.TransformationsOf(after.Bytes.ToArray()).Except(WhyCopies.TransformationsOf(before.Bytes.ToArray()), StringComparer.Ordinal).ToList();
        var fields = new List<DiffField>();
        for (var i = 0; i < after.FieldCount; i++)
        {
            var name = JsonText.Decode(after.NameOf(i));
            if (name == Provenance.Field || after.IndexOf(Encoding.UTF8.GetBytes(name)) != i || !before.TryGet(Encoding.UTF8.GetBytes(name), out var value))
                continue;
            var places = PlacesOf(value, after.ValueOf(i));
            if (places.Count > 0)
                fields.Add(new DiffField(name, [.. named.Where(by => by.EndsWith(":" + name, StringComparison.Ordinal)).Select(by => by[..^(name.Length + 1)])], places));
        }
        return fields;
    }

    static JsonObject AddedTo(RecordLine before, RecordLine after)
    {
        var added = new JsonObject();
        for (var i = 0; i < after.FieldCount; i++)
            if (before.IndexOf(after.NameOf(i)) < 0)
                added[JsonText.Decode(after.NameOf(i))] = after.ValueOf(i).ToNode();
        return added;
    }

    static List<DiffPlace> PlacesOf(JsonView before, JsonView after)
    {
        if (before.Bytes.SequenceEqual(after.Bytes))
            return [];
        if (before.Kind == JsonKind.String && after.Kind == JsonKind.String)
            return PlacesOf(before.GetString(), after.GetString(), item: null);
        var (one, two) = (ItemsOf(before), ItemsOf(after));
        if (one is null || two is null || one.Count != two.Count)
            return [new DiffPlace(null, 0, TextOf(before), TextOf(after), "", "")];
        return [.. one.Zip(two).SelectMany((pair, item) => PlacesOf(pair.First, pair.Second, item))];
    }

    // A list of texts, each as its text; null for anything else.
    static List<string>? ItemsOf(JsonView list)
    {
        var items = new List<string>();
        if (list.Kind != JsonKind.Array)
            return null;
        foreach (var item in list.Items())
            items.Add(TextOf(item));
        return items;
    }

    static string TextOf(JsonView value) => value.Kind == JsonKind.String ? value.GetString() : Encoding.UTF8.GetString(value.Bytes);

    static List<DiffPlace> PlacesOf(string before, string after, int? item) =>
        [.. TextDiff.Places(before, after).Select(place => new DiffPlace(item, place.At, before.Substring(place.At, place.Length), after.Substring(place.AfterAt, place.AfterLength),
            Around(before, place.At - Context, place.At), Around(before, place.At + place.Length, place.At + place.Length + Context)))];

    static string Around(string text, int from, int to)
    {
        from = Math.Max(from, 0);
        to = Math.Min(to, text.Length);
        from += from > 0 && from < to && char.IsLowSurrogate(text[from]) ? 1 : 0;
        to -= to < text.Length && to > from && char.IsHighSurrogate(text[to - 1]) ? 1 : 0;
        return text[from..to];
    }

    static JsonArray RepairsOf(RecordLine line) =>
        line.TryGet("_provenance"u8, out var provenance) && provenance.TryGetMember("repairs"u8, out var repairs) && repairs.ToNode() is JsonArray list ? list : [];
}
