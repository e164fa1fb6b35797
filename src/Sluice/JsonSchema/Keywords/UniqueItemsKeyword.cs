using System.Buffers;
using System.Numerics;
using System.Text.Json;

namespace Sluice.JsonSchema.Keywords;

/// <summary><c>uniqueItems</c>: no item equals an earlier one. Told of each that does.</summary>
sealed class UniqueItemsKeyword(KeywordSite site) : Keyword(site)
{
    const int Few = 12;

    public override JsonKinds Kinds => JsonKinds.Array;

    public static UniqueItemsKeyword? From(KeywordSite site) => site.Value.ValueKind == JsonValueKind.True ? new UniqueItemsKeyword(site) : null;

    public override bool Evaluate(ref Evaluation run, int value)
    {
        var count = run.ChildCount(value);
        return count < 2 || (count <= Few ? EachWithEach(ref run, value) : ByHash(ref run, value, count));
    }

    bool EachWithEach(ref Evaluation run, int value)
    {
        var holds = true;
        var first = run.FirstChild(value);
        for (var item = first; item >= 0; item = run.Tape[item].Next)
            for (var earlier = first; earlier != item; earlier = run.Tape[earlier].Next)
            {
                if (!JsonEquality.Equals(Of(run, earlier), Of(run, item)))
                    continue;
                holds = Again(ref run, item);
                break;
            }
        return holds;
    }

    bool ByHash(ref Evaluation run, int value, int count)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)count * 2);
        var table = ArrayPool<int>.Shared.Rent(size * 2);
        table.AsSpan(0, size * 2).Fill(-1);
        var holds = true;
        for (var item = run.FirstChild(value); item >= 0; item = run.Tape[item].Next)
        {
            var hash = JsonEquality.Hash(Of(run, item));
            var slot = hash & (size - 1);
            while (table[slot * 2] >= 0 && !(table[slot * 2 + 1] == hash && JsonEquality.Equals(Of(run, table[slot * 2]), Of(run, item))))
                slot = (slot + 1) & (size - 1);
            if (table[slot * 2] < 0)
                (table[slot * 2], table[slot * 2 + 1]) = (item, hash);
            else
                holds = Again(ref run, item);
        }
        ArrayPool<int>.Shared.Return(table);
        return holds;
    }

    static JsonEquality.Operand Of(in Evaluation run, int item) => new(run.Tape, run.Bytes, item);

    bool Again(ref Evaluation run, int item) => run.Fail(this, item, "an item that is not in the list already");
}
