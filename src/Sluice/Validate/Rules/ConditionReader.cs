using System.Text.Json;
using Sluice.JsonSchema;
using Sluice.JsonSchema.Patterns;
using Sluice.Records;

namespace Sluice.Validate.Rules;

/// <summary>Reads the condition in a rule, or in its <c>when</c>.</summary>
sealed class ConditionReader(RuleProblems problems)
{
    public static readonly string[] Keys = ["field", "operator", "value", "other"];

    /// <summary>Null if something is wrong, which then stands in the problems.</summary>
    public Condition? Read(JsonElement json, string where)
    {
        var field = Path(json, where, "field", isNeeded: true);
        var (hasValue, hasOther) = (json.TryGetProperty("value", out var value), json.TryGetProperty("other", out _));
        var other = Path(json, where, "other", isNeeded: false);
        if (Operator(json, where) is not { } chosen)
            return null;
        if (chosen.Operand == OperandKind.Nothing)
        {
            if (hasValue || hasOther)
                return problems.Add<Condition>(where, $"compares with something, but '{chosen.Name}' takes neither value nor other.");
            return field is null ? null : new Condition(field, chosen, null, null, null);
        }
        if (hasValue && hasOther)
            return problems.Add<Condition>(where, "has both 'value' and 'other'. Expected one of them.");
        if (hasOther && !chosen.TakesOther)
            return problems.Add<Condition>(where, $"compares with another field, but '{chosen.Name}' takes a value only: {Wanted(chosen)}.");
        if (!hasValue && !hasOther)
            return problems.Add<Condition>(where, $"has nothing to compare with. '{chosen.Name}' takes a 'value': {Wanted(chosen)}{(chosen.TakesOther ? "; or another field, as 'other'" : "")}.");
        if (hasOther)
            return field is null || other is null ? null : new Condition(field, chosen, null, other, null);
        if (!Fits(chosen.Operand, value))
            return problems.Add<Condition>(where, $"has {RuleProblems.Described(value)} as its 'value'. '{chosen.Name}' takes {Wanted(chosen)}.{(value.ValueKind == JsonValueKind.Null ? " For a field that is absent or null there is the operator 'absent'." : "")}");
        Pattern? pattern = null;
        if (chosen.Operand == OperandKind.Expression && (pattern = Expression(value.GetString()!, where)) is null)
            return null;
        return field is null ? null : new Condition(field, chosen, Canonical(chosen.Operand, value), null, pattern);
    }

    FieldPath? Path(JsonElement json, string where, string key, bool isNeeded)
    {
        if (!json.TryGetProperty(key, out var named))
            return isNeeded ? problems.Add<FieldPath>(where, $"has no '{key}'. Expected the name of a field, or a JSON pointer like /authors/0.") : null;
        if (named.ValueKind != JsonValueKind.String)
            return problems.Add<FieldPath>(where, $"has {RuleProblems.Described(named)} as its '{key}'. Expected a string.");
        return FieldPath.Parse(named.GetString()!)
            ?? problems.Add<FieldPath>(where, $"has '{named.GetString()}' as its '{key}'. Expected the name of a field, or a JSON pointer like /authors/0, with ~0 for ~ and ~1 for /.");
    }

    Operator? Operator(JsonElement json, string where)
    {
        var names = Rules.Operator.All.Select(known => known.Name);
        if (!json.TryGetProperty("operator", out var said))
            return problems.Add<Operator>(where, $"has no 'operator'. Known: {string.Join(", ", names)}.");
        if (said.ValueKind != JsonValueKind.String)
            return problems.Add<Operator>(where, $"has {RuleProblems.Described(said)} as its 'operator'. Known: {string.Join(", ", names)}.");
        return Rules.Operator.All.FirstOrDefault(known => known.Name == said.GetString())
            ?? problems.Add<Operator>(where, $"has an unknown operator '{said.GetString()}'.{Nearest.Hint(said.GetString()!, names)}");
    }

    Pattern? Expression(string text, string where)
    {
        try
        {
            return new Pattern(text, new SchemaOptions().PatternTimeout);
        }
        catch (Exception e) when (e is FormatException or NotSupportedException)
        {
            return problems.Add<Pattern>(where, $"has '{text}' as its 'value', which is not supported as an expression: {e.Message}");
        }
    }

    static bool Fits(OperandKind kind, JsonElement value) => kind switch
    {
        OperandKind.Scalar => IsScalar(value),
        OperandKind.NumberOrString => value.ValueKind is JsonValueKind.Number or JsonValueKind.String,
        OperandKind.Number => value.ValueKind == JsonValueKind.Number && JsonNumber.Parse(System.Text.Encoding.ASCII.GetBytes(value.GetRawText())) is { IsInteger: true, IsNegative: false },
        OperandKind.Expression => value.ValueKind == JsonValueKind.String,
        OperandKind.List => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(IsScalar),
        OperandKind.TypeNames => value.ValueKind == JsonValueKind.Array ? value.GetArrayLength() > 0 && value.EnumerateArray().All(IsTypeName) : IsTypeName(value),
        _ => false,
    };

    static bool IsScalar(JsonElement value) => value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False;

    static bool IsTypeName(JsonElement value) => value.ValueKind == JsonValueKind.String && Rules.Operator.TypeNames.Contains(value.GetString(), StringComparer.Ordinal);

    static string Wanted(Operator chosen) => chosen.Operand switch
    {
        OperandKind.NumberOrString => "a number or a string",
        OperandKind.Number => "a whole number that is not negative",
        OperandKind.Expression => "a regular expression (ECMA-262)",
        OperandKind.List => "a list of strings, numbers, true or false",
        OperandKind.TypeNames => "one or a list of " + string.Join(", ", Rules.Operator.TypeNames),
        _ => "a string, a number, true or false",
    };

    // One form, however the file is laid out; the names of types always as a list.
    static byte[] Canonical(OperandKind kind, JsonElement value)
    {
        var json = new JsonLineBuilder();
        if (kind == OperandKind.TypeNames && value.ValueKind == JsonValueKind.String)
            Write(json.BeginArray(), value).EndArray();
        else
            Write(json, value);
        return json.Bytes.ToArray();
    }

    static JsonLineBuilder Write(JsonLineBuilder json, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
            return json.String(value.GetString());
        if (value.ValueKind != JsonValueKind.Array)
            return json.Raw(System.Text.Encoding.ASCII.GetBytes(value.GetRawText()));
        json.BeginArray();
        foreach (var item in value.EnumerateArray())
            Write(json, item);
        return json.EndArray();
    }
}
