using System.Text;
using Sluice.Records;
using Sluice.JsonSchema;

namespace Sluice.Validate.Checks;

/// <summary><c>json.duplicate_key</c>: no object, at any depth, has a name twice.</summary>
public sealed class KeyIsNotRepeated : ICheck
{
    public IReadOnlyList<string> Codes => ["json.duplicate_key"];

    public void Check(Reading reading, List<Finding> findings)
    {
        var line = reading.Line;
        for (var i = 0; i < line.FieldCount; i++)
        {
            for (var j = 0; j < i; j++)
                if (SameName(line.NameOf(i), line.NameOf(j)))
                {
                    findings.Add(Repeated("", line.NameOf(i), line.ValueOf(i)));
                    break;
                }
            if (line.Depth is > 1 and <= NestingIsShallow.Deepest && line.Fields[i].Kind is JsonKind.Object or JsonKind.Array)
                Walk(line.ValueOf(i), Schema.Pointer("", line.NameOf(i)), findings);
        }
    }

    static void Walk(JsonView value, string pointer, List<Finding> findings)
    {
        if (value.Kind == JsonKind.Array)
        {
            var index = 0;
            foreach (var item in value.Items())
                Walk(item, $"{pointer}/{index++}", findings);
        }
        if (value.Kind != JsonKind.Object)
            return;
        var names = new HashSet<string>(StringComparer.Ordinal);
        var members = value.Members();
        while (members.MoveNext())
        {
            if (!names.Add(JsonText.Decode(members.Name)))
                findings.Add(Repeated(pointer, members.Name, members.Current));
            Walk(members.Current, Schema.Pointer(pointer, members.Name), findings);
        }
    }

    static bool SameName(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) =>
        a.Contains((byte)'\\') || b.Contains((byte)'\\')
            ? string.Equals(JsonText.Decode(a), JsonText.Decode(b), StringComparison.Ordinal)
            : a.SequenceEqual(b);

    static Finding Repeated(string parent, ReadOnlySpan<byte> name, JsonView value) =>
        Finding.Error("json.duplicate_key", Schema.Pointer(parent, name), "again, as " + Encoding.UTF8.GetString(value.Bytes[..Math.Min(value.Bytes.Length, 80)]),
            $"'{JsonText.Decode(name)}' once in its object");
}
