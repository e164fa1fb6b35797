namespace Sluice.JsonSchema;

/// <summary>In which shapes a keyword holds schemas.</summary>
[Flags]
enum Subschemas
{
    None = 0,
    One = 1,
    List = 2,
    Map = 4,
}

/// <summary>What each keyword holds, by draft.</summary>
static class SubschemaShape
{
    public static Subschemas Of(string keyword, bool draft7) => keyword switch
    {
        "items" => draft7 ? Subschemas.One | Subschemas.List : Subschemas.One,
        "contains" or "additionalProperties" or "propertyNames" or "not" or "if" or "then" or "else" => Subschemas.One,
        "additionalItems" when draft7 => Subschemas.One,
        "unevaluatedItems" or "unevaluatedProperties" or "contentSchema" when !draft7 => Subschemas.One,
        "allOf" or "anyOf" or "oneOf" => Subschemas.List,
        "prefixItems" when !draft7 => Subschemas.List,
        "properties" or "patternProperties" or "definitions" or "dependencies" => Subschemas.Map,
        "$defs" or "dependentSchemas" when !draft7 => Subschemas.Map,
        _ => Subschemas.None,
    };
}
