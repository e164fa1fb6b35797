using System.Text;
using Sluice.JsonSchema;
using Sluice.Records;

namespace Sluice.Validate.Checks;

/// <summary><c>json.duplicate_key</c>: no object, at any depth, has a name twice.</summary>
public sealed class KeyIsNotRepeated : ICheck
{
    // Up to so many names each is compared with those before it; more are looked up, so that a wide record costs no more than its length.
    const int Few = 32;

    public IReadOnlyList<string> Codes => ["json.duplicate_key"];

    public void Check(Reading reading, List<Finding> findings)
    {
        var line = reading.Line;
        var names = line.FieldCount > Few ? new HashSet<string>(StringComparer.Ordinal) : null;
        HashSet<string>? told = null;
        for (var i = 0; i < line.FieldCount; i++)
        {
            // A name that stands there a hundred times is one finding.
            if ((names is null ? line.IsRepeated(i) : !names.Add(JsonText.Decode(line.NameOf(i)))) && (told ??= new(StringComparer.Ordinal)).Add(JsonText.Decode(line.NameOf(i))))
                findings.Add(Repeated("", line.NameOf(i), line.ValueOf(i)));
            // Only what holds an object can repeat a name; deeper than this is another finding.
            if (line.Fields[i].Kind is JsonKind.Object or JsonKind.Array && line.Depth is > 1 and <= NestingIsShallow.Deepest
                && line.ValueOf(i).Bytes.Contains((byte)'{'))
                Walk(line.ValueOf(i), new Parent(null, Encoding.UTF8.GetString(line.NameOf(i)), 0), findings);
        }
    }

    // The way down to a value; spelled out as a pointer only for a finding.
    sealed record Parent(Parent? Above, string? Name, int Index)
    {
        public string Pointer => Name is null
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Above?.Pointer}/{Index}")
            : Schema.Pointer(Above?.Pointer ?? "", Encoding.UTF8.GetBytes(Name));
    }

    static void Walk(JsonView value, Parent parent, List<Finding> findings)
    {
        if (value.Kind == JsonKind.Array)
        {
            var index = 0;
            foreach (var item in value.Items())
            {
                if (HoldsObject(item))
                    Walk(item, new Parent(parent, null, index), findings);
                index++;
            }
            return;
        }
        var names = new HashSet<string>(StringComparer.Ordinal);
        HashSet<string>? told = null;
        var members = value.Members();
        while (members.MoveNext())
        {
            if (!names.Add(JsonText.Decode(members.Name)) && (told ??= new(StringComparer.Ordinal)).Add(JsonText.Decode(members.Name)))
                findings.Add(Repeated(parent.Pointer, members.Name, members.Current));
            if (HoldsObject(members.Current))
                Walk(members.Current, new Parent(parent, Encoding.UTF8.GetString(members.Name), 0), findings);
        }
    }

    static bool HoldsObject(JsonView value) => value.Bytes[0] is (byte)'{' or (byte)'[' && value.Bytes.Contains((byte)'{');

    static Finding Repeated(string parent, ReadOnlySpan<byte> name, JsonView value) =>
        Finding.Error("json.duplicate_key", Schema.Pointer(parent, name), "again, as " + Encoding.UTF8.GetString(value.Bytes[..Math.Min(value.Bytes.Length, 80)]),
            $"'{JsonText.Decode(name)}' once in its object");
}
