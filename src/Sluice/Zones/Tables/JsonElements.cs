using Sluice.Records;

namespace Sluice.Zones.Tables;

/// <summary>
/// Where the records of a JSON file lie: the elements of its array, or of the only array of objects that its object has;
/// an object without one is a record itself.
/// </summary>
static class JsonElements
{
    /// <summary>An element that holds nothing is listed without a length, so that those after it keep their numbers.</summary>
    /// <param name="fault">What is wrong with what stands behind the last element, and where that begins; null if all is well.</param>
    public static List<(int Start, int End)> Of(ReadOnlySpan<byte> file, out (int Start, JsonFault Fault)? fault)
    {
        var bom = file.StartsWith("\uFEFF"u8) ? 3 : 0;
        var elements = new List<(int, int)>();
        var scanner = new JsonScanner(file[bom..]);
        var first = scanner.Peek();
        if (first == 0 && scanner.AtEnd())
        {
            fault = null;
            return elements;
        }
        var begin = scanner.Position;
        var broken = first == (byte)'[' ? ElementsOf(ref scanner, elements) : first == (byte)'{' ? MembersOf(file[bom..], ref scanner, elements) : (begin, new JsonFault(0, "an array of objects, or an object"));
        if (broken is null && (scanner.Position, scanner.AtEnd()) is (var end, false))
            broken = (end, new JsonFault(0, "the end of the file"));
        for (var i = 0; i < elements.Count; i++)
            elements[i] = (elements[i].Item1 + bom, elements[i].Item2 + bom);
        fault = broken is var (start, why) ? (start + bom, why) : null;
        return elements;
    }

    static (int, JsonFault)? ElementsOf(ref JsonScanner scanner, List<(int, int)> elements)
    {
        scanner.Take((byte)'[');
        if (scanner.Peek() == (byte)']')
        {
            scanner.Take((byte)']');
            return null;
        }
        while (true)
        {
            var next = scanner.Peek();
            var start = scanner.Position;
            if (next is not ((byte)',' or (byte)']') && !scanner.SkipValue(out _, out _))
                return (start, scanner.Fault with { Offset = scanner.Fault.Offset - start });
            elements.Add((start, scanner.Position));
            if (scanner.Peek() == (byte)']')
            {
                scanner.Take((byte)']');
                return null;
            }
            var behind = scanner.Position;
            if (!scanner.Take((byte)','))
                return (behind, new JsonFault(0, "',' or ']'"));
        }
    }

    static (int, JsonFault)? MembersOf(ReadOnlySpan<byte> file, ref JsonScanner scanner, List<(int, int)> elements)
    {
        var start = scanner.Position;
        var arrays = new List<int>();
        scanner.Take((byte)'{');
        for (var next = scanner.Peek(); next != (byte)'}'; next = scanner.Peek())
        {
            if (next != (byte)'"' || !scanner.SkipString(out _) || !scanner.Take((byte)':'))
                return (start, scanner.Fault with { Offset = scanner.Fault.Offset - start });
            var isArray = scanner.Peek() == (byte)'[';
            var at = scanner.Position;
            if (!scanner.SkipValue(out _, out _))
                return (start, scanner.Fault with { Offset = scanner.Fault.Offset - start });
            if (isArray && new JsonScanner(file[(at + 1)..]).Peek() == (byte)'{')
                arrays.Add(at);
            if (scanner.Peek() == (byte)',')
                scanner.Take((byte)',');
            else if (scanner.Peek() != (byte)'}')
                return (start, new JsonFault(scanner.Position - start, "',' or '}'"));
        }
        scanner.Take((byte)'}');
        if (arrays.Count > 1)
            return (start, new JsonFault(0, "an object with one array of objects, and not several,"));
        if (arrays.Count == 0)
        {
            elements.Add((start, scanner.Position));
            return null;
        }
        var array = new JsonScanner(file[arrays[0]..]);
        var found = new List<(int, int)>();
        ElementsOf(ref array, found);
        elements.AddRange(found.Select(element => (element.Item1 + arrays[0], element.Item2 + arrays[0])));
        return null;
    }
}
