using Sluice.Records;

namespace Sluice.Publish;

/// <summary>
/// Names that were taken apart before the privacy gate judged them: where it redacted an author, the given and the family
/// name that were made of him say the same thing in halves, and go.
/// </summary>
sealed class RedactedNames
{
    readonly LineEdit _edit = new();
    readonly JsonLineBuilder _json = new();

    /// <param name="before">The document as the gate got it.</param>
    /// <param name="after">As the gate left it; edited in place where that is needed.</param>
    public void Settle(RecordLine before, RecordLine after)
    {
        var index = after.IndexOf("author_names"u8);
        if (index < 0 || after.ValueOf(index).Kind != JsonKind.Array || !before.TryGet("author_names"u8, out var were) || were.Kind != JsonKind.Array)
            return;
        var (was, now) = (ItemsOf(before, "authors"u8), ItemsOf(after, "authors"u8));
        var (names, changed, i) = (NamesOf(were), false, 0);
        _json.Clear().BeginArray();
        foreach (var item in after.ValueOf(index).Items())
        {
            var name = item.TryGetMember("name"u8, out var value) && value.Kind == JsonKind.String ? value.GetString() : null;
            var author = was.Count == names.Count && now.Count == was.Count && was[i] != now[i] ? now[i] : null;
            if (author is null && name == names[i])
                _json.Raw(item.Bytes);
            else
            {
                changed = true;
                item.TryGetMember("kind"u8, out var kind);
                _json.BeginObject().Name("name"u8).String(author ?? name).Name("given"u8).StringOrNull(null).Name("family"u8).StringOrNull(null).Name("kind"u8).Raw(kind.Bytes.IsEmpty ? "null"u8 : kind.Bytes).EndObject();
            }
            i++;
        }
        _json.EndArray();
        if (changed)
            _edit.Begin(after).Replace(index, _json.Bytes.ToArray()).ApplyTo(after);
    }

    static List<string?> NamesOf(JsonView list)
    {
        var names = new List<string?>();
        foreach (var item in list.Items())
            names.Add(item.TryGetMember("name"u8, out var name) && name.Kind == JsonKind.String ? name.GetString() : null);
        return names;
    }

    static List<string?> ItemsOf(RecordLine line, ReadOnlySpan<byte> field)
    {
        var items = new List<string?>();
        if (line.TryGet(field, out var list) && list.Kind == JsonKind.Array)
            foreach (var item in list.Items())
                items.Add(item.Kind == JsonKind.String ? item.GetString() : null);
        return items;
    }
}
