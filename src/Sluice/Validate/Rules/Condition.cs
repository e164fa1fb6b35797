using System.Text;
using Sluice.JsonSchema.Patterns;
using Sluice.Records;

namespace Sluice.Validate.Rules;

/// <summary>What a condition says of a record.</summary>
enum Outcome
{
    /// <summary>A field that it compares is absent or null: nothing is said.</summary>
    DoesNotApply,
    Holds,
    Fails,
}

/// <summary>One comparison: a field, an operator, and a value or another field.</summary>
/// <param name="Value">The value in JSON; null if <paramref name="Other"/> is set, or the operator takes none.</param>
/// <param name="Pattern">The value as an expression, where the operator takes one.</param>
sealed record Condition(FieldPath Field, Operator Operator, byte[]? Value, FieldPath? Other, Pattern? Pattern)
{
    public Outcome Judge(RecordLine line)
    {
        var isThere = Field.TryGet(line, out var value) && value.Kind != JsonKind.Null;
        if (Operator.Operand == OperandKind.Nothing)
            return isThere == (Operator.Name == "exists") ? Outcome.Holds : Outcome.Fails;
        if (!isThere || !TryOperand(line, out var operand))
            return Outcome.DoesNotApply;
        return Operator.Holds(value, operand, Pattern) ? Outcome.Holds : Outcome.Fails;
    }

    bool TryOperand(RecordLine line, out JsonView operand)
    {
        if (Other is not null)
            return Other.TryGet(line, out operand) && operand.Kind != JsonKind.Null;
        operand = new JsonView(Value);
        return true;
    }

    /// <summary>What stands in the field, for people.</summary>
    public string Found(RecordLine line)
    {
        if (!Field.TryGet(line, out var value))
            return "absent";
        var found = Encoding.UTF8.GetString(value.Bytes);
        return Operator.Operand != OperandKind.Number || Operator.LengthOf(value) is not { } length ? found
            : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{length} {(value.Kind == JsonKind.String ? "characters" : "items")}: {found}");
    }

    /// <summary>What should stand there, for people: <c>at least 0</c>, <c>at most date_published, which is "2021-03-04"</c>.</summary>
    public string Expected(RecordLine line)
    {
        if (Other is not null)
            return $"{Operator.Words} {Other.Text}, which is {(Other.TryGet(line, out var other) ? Finding.Shorten(Encoding.UTF8.GetString(other.Bytes)) : "absent")}";
        return Value is null ? Operator.Words : $"{Operator.Words} {Encoding.UTF8.GetString(Value)}";
    }

    public void WriteTo(JsonLineBuilder json)
    {
        json.BeginObject().Name("field"u8).String(Field.Text).Name("operator"u8).String(Operator.Name);
        if (Value is not null)
            json.Name("value"u8).Raw(Value);
        if (Other is not null)
            json.Name("other"u8).String(Other.Text);
        json.EndObject();
    }
}
