using System.Text;
using Sluice.Records;

namespace Sluice.Server.Dashboard;

/// <summary>Values of a record as people read them: texts decoded, lists of texts in a row, anything else as sent.</summary>
public static class JsonShown
{
    public static string Shown(this JsonView value) => value.Kind switch
    {
        JsonKind.String => value.GetString(),
        JsonKind.Array when value.Texts() is { } texts => string.Join(", ", texts),
        JsonKind.True => "yes",
        JsonKind.False => "no",
        JsonKind.Null => "not known",
        _ => Encoding.UTF8.GetString(value.Bytes),
    };

    /// <summary>The items of a list of texts; null if it is no such list.</summary>
    public static IReadOnlyList<string>? Texts(this JsonView value)
    {
        if (value.Kind != JsonKind.Array)
            return null;
        var texts = new List<string>();
        foreach (var item in value.Items())
        {
            if (item.Kind != JsonKind.String)
                return null;
            texts.Add(item.GetString());
        }
        return texts;
    }

    /// <summary>The texts in a list field; what else the list holds is left out.</summary>
    public static IReadOnlyList<string> TextsOf(this RecordLine line, ReadOnlySpan<byte> field)
    {
        var texts = new List<string>();
        if (line.TryGet(field, out var list) && list.Kind == JsonKind.Array)
            foreach (var item in list.Items())
                if (item.Kind == JsonKind.String && item.GetString() is { Length: > 0 } text)
                    texts.Add(text);
        return texts;
    }

    /// <summary>The members of an object, names decoded, values as people read them.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Shown(this JsonView.ObjectMembers members)
    {
        var shown = new List<KeyValuePair<string, string>>();
        while (members.MoveNext())
            shown.Add(KeyValuePair.Create(JsonText.Decode(members.Name), members.Current.Shown()));
        return shown;
    }
}
