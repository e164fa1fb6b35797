using System.Globalization;
using System.Text;
using Sluice.JsonSchema;
using Sluice.JsonSchema.Patterns;
using Sluice.Records;

namespace Sluice.Validate.Rules;

/// <summary>What an operator compares with.</summary>
enum OperandKind
{
    Nothing,
    Scalar,
    NumberOrString,
    Number,
    Expression,
    List,
    TypeNames,
}

/// <summary>One way to look at a value. Add an operator here, and a line of <c>docs/rules.md</c>.</summary>
sealed record Operator(string Name, OperandKind Operand, Operator.Test Holds)
{
    /// <summary>Whether it holds of a value that is there and not null. <paramref name="pattern"/> is set for expressions only.</summary>
    public delegate bool Test(JsonView value, JsonView operand, Pattern? pattern);

    public static readonly string[] TypeNames = ["string", "number", "integer", "boolean", "array", "object"];

    public static IReadOnlyList<Operator> All { get; } =
    [
        new("exists", OperandKind.Nothing, (_, _, _) => true),
        new("absent", OperandKind.Nothing, (_, _, _) => false),
        new("equals", OperandKind.Scalar, (value, operand, _) => Comparison.AreEqual(value, operand)),
        new("not_equals", OperandKind.Scalar, (value, operand, _) => !Comparison.AreEqual(value, operand)),
        new("less_than", OperandKind.NumberOrString, (value, operand, _) => Comparison.Order(value, operand) < 0),
        new("at_most", OperandKind.NumberOrString, (value, operand, _) => Comparison.Order(value, operand) <= 0),
        new("greater_than", OperandKind.NumberOrString, (value, operand, _) => Comparison.Order(value, operand) > 0),
        new("at_least", OperandKind.NumberOrString, (value, operand, _) => Comparison.Order(value, operand) >= 0),
        new("matches", OperandKind.Expression, (value, _, pattern) => value.Kind == JsonKind.String && pattern!.Match(value.GetString()) == PatternMatch.Yes),
        new("not_matches", OperandKind.Expression, (value, _, pattern) => value.Kind != JsonKind.String || pattern!.Match(value.GetString()) == PatternMatch.No),
        new("contains", OperandKind.Scalar, (value, operand, _) => Contains(value, operand)),
        new("not_contains", OperandKind.Scalar, (value, operand, _) => !Contains(value, operand)),
        new("in", OperandKind.List, (value, operand, _) => Comparison.IsIn(value, operand)),
        new("not_in", OperandKind.List, (value, operand, _) => !Comparison.IsIn(value, operand)),
        new("min_length", OperandKind.Number, (value, operand, _) => OrderOfLength(value, operand) >= 0),
        new("max_length", OperandKind.Number, (value, operand, _) => OrderOfLength(value, operand) <= 0),
        new("type", OperandKind.TypeNames, (value, operand, _) => IsOfType(value, operand)),
    ];

    /// <summary>As a person would say it: <c>at least</c>.</summary>
    public string Words => Name.Replace('_', ' ');

    /// <summary>Whether another field may stand for the value.</summary>
    public bool TakesOther => Operand is OperandKind.Scalar or OperandKind.NumberOrString or OperandKind.Number or OperandKind.List;

    /// <summary>Characters of a string, items of a list; null of anything else.</summary>
    public static int? LengthOf(JsonView value)
    {
        if (value.Kind == JsonKind.String)
            return JsonText.CountScalars(value.Body);
        if (value.Kind != JsonKind.Array)
            return null;
        var count = 0;
        foreach (var _ in value.Items())
            count++;
        return count;
    }

    static int? OrderOfLength(JsonView value, JsonView operand) =>
        LengthOf(value) is { } length ? Comparison.Order(new JsonView(Encoding.ASCII.GetBytes(length.ToString(CultureInfo.InvariantCulture))), operand) : null;

    static bool Contains(JsonView value, JsonView operand) => value.Kind == JsonKind.String
        ? operand.Kind == JsonKind.String && value.GetString().Contains(operand.GetString(), StringComparison.Ordinal)
        : Comparison.IsIn(operand, value);

    static bool IsOfType(JsonView value, JsonView names)
    {
        foreach (var name in names.Items())
            if (name.GetString() == value.Kind switch
            {
                JsonKind.String => "string",
                JsonKind.Array => "array",
                JsonKind.Object => "object",
                JsonKind.True or JsonKind.False => "boolean",
                _ => JsonNumber.Parse(value.Bytes).IsInteger && name.Body.SequenceEqual("integer"u8) ? "integer" : "number",
            })
                return true;
        return false;
    }
}
