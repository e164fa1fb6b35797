using System.Text;

namespace Sluice.Tests.Records;

/// <summary>Seeded JSON: well-formed objects of every shape, and the same with a few bytes wrong.</summary>
static class SomeJson
{
    static readonly string[] Scalars =
        ["0", "-0", "-1.5e3", "1e400", "12", "0.25E-2", "true", "false", "null", "\"\"", "\"x\\n\\u00e9\\ud83d\"", "\"\u00e9\u2028\U0001F600\"", "\"a \\\"b\\\" \\\\\""];

    public static string Object(Random random, int depth = 0)
    {
        var json = new StringBuilder("{");
        var count = random.Next(depth == 0 ? 6 : 3);
        for (var i = 0; i < count; i++)
        {
            var name = random.Next(4) == 0 ? "\\u0061" : ((char)('a' + random.Next(4))).ToString();
            json.Append(i > 0 ? "," : "").Append(Space(random)).Append('"').Append(name).Append('"').Append(Space(random)).Append(':')
                .Append(Space(random)).Append(Value(random, depth + 1)).Append(Space(random));
        }
        return json.Append('}').ToString();
    }

    static string Value(Random random, int depth) => random.Next(depth > 4 ? 6 : 9) switch
    {
        6 => Object(random, depth),
        7 or 8 => "[" + string.Join(",", Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth + 1))) + "]",
        _ => random.GetItems(Scalars, 1)[0],
    };

    static string Space(Random random) => random.Next(6) switch { 0 => " ", 1 => "\t", 2 => "\r", _ => "" };

    /// <summary>Up to three bytes inserted, removed, replaced or swapped, most of them those that mean something to JSON.</summary>
    public static byte[] Mutated(Random random, string json)
    {
        var bytes = Some.Bytes(json).ToList();
        for (var edits = random.Next(4); edits > 0; edits--)
        {
            var at = random.Next(bytes.Count + 1);
            var value = random.Next(5) == 0 ? (byte)random.Next(256) : (byte)"{}[]:,\"\\0123eE+-.tfnu/ \n\t\0"[random.Next(26)];
            switch (random.Next(4))
            {
                case 0:
                    bytes.Insert(at, value);
                    break;
                case 1 when at < bytes.Count:
                    bytes.RemoveAt(at);
                    break;
                case 2 when at < bytes.Count:
                    bytes[at] = value;
                    break;
                case 3 when at + 1 < bytes.Count:
                    (bytes[at], bytes[at + 1]) = (bytes[at + 1], bytes[at]);
                    break;
            }
        }
        return [.. bytes];
    }
}
