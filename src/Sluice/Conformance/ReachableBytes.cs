using System.Reflection;

namespace Sluice.Conformance;

/// <summary>
/// How much memory hangs on an object: the arrays and texts that its fields lead to. Unlike the process's own count it
/// knows nothing of what others do at the same time.
/// </summary>
static class ReachableBytes
{
    const int MostObjects = 100_000;

    // Timers, connections and types lead everywhere.
    static readonly string[] Elsewhere = ["System.Threading", "System.Net", "System.Reflection", "System.Diagnostics", "Microsoft."];

    public static long Of(params IEnumerable<object?> roots)
    {
        var (seen, left, bytes) = (new HashSet<object>(ReferenceEqualityComparer.Instance), new Stack<object>(roots.OfType<object>()), 0L);
        while (left.TryPop(out var one) && seen.Count < MostObjects)
        {
            if (!seen.Add(one) || one is Type || Elsewhere.Any(place => one.GetType().Namespace?.StartsWith(place, StringComparison.Ordinal) == true))
                continue;
            if (one is string text)
                bytes += 2L * text.Length;
            else if (one is Array array)
            {
                var element = array.GetType().GetElementType()!;
                bytes += element.IsPrimitive ? Buffer.ByteLength(array) : 8 * array.LongLength;
                if (!element.IsPrimitive && !element.IsPointer)
                    foreach (var item in array)
                        if (item is not null)
                            left.Push(item);
            }
            else
                foreach (var value in FieldsOf(one))
                    left.Push(value);
        }
        return bytes;
    }

    static IEnumerable<object> FieldsOf(object one)
    {
        for (var type = one.GetType(); type is not null; type = type.BaseType)
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                if (!field.FieldType.IsPrimitive && !field.FieldType.IsEnum && !field.FieldType.IsPointer && !field.FieldType.IsByRefLike && field.GetValue(one) is { } value)
                    yield return value;
    }
}
