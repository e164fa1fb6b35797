using System.Text.Json.Serialization;

namespace Sluice.Sources;

/// <summary>What becomes of a record where a field is not as the schema and the registry have it.</summary>
[JsonConverter(typeof(ContractModeConverter))]
public enum ContractMode
{
    /// <summary>It is admitted as it is, with a warning.</summary>
    [JsonStringEnumMemberName("evolve")]
    Evolve,

    /// <summary>Nothing of the dump is promoted until somebody has decided.</summary>
    [JsonStringEnumMemberName("freeze")]
    Freeze,

    /// <summary>The record waits in quarantine.</summary>
    [JsonStringEnumMemberName("quarantine")]
    Quarantine,

    /// <summary>An ill-typed value is converted if nothing is lost by it, the original kept; else as quarantine.</summary>
    [JsonStringEnumMemberName("coerce")]
    Coerce,
}

/// <summary>By name only: a number says nothing to a reader.</summary>
sealed class ContractModeConverter() : JsonStringEnumConverter<ContractMode>(namingPolicy: null, allowIntegerValues: false);

/// <summary>A source's contract, field by field.</summary>
/// <param name="UnknownFields">For fields that neither schema nor registry lists. Default evolve.</param>
/// <param name="UnknownValues">For values that the registry does not list. Default evolve.</param>
/// <param name="Fields">By field; a field that is not named here is in quarantine mode.</param>
public sealed record Contract(ContractMode? UnknownFields = null, ContractMode? UnknownValues = null, SortedDictionary<string, ContractMode>? Fields = null)
{
    public static readonly Contract Default = new();

    public ContractMode Of(string field) => Fields is not null && Fields.TryGetValue(field, out var mode) ? mode : ContractMode.Quarantine;

    /// <summary>For an unlisted field: what it says by name, else what holds for all.</summary>
    public ContractMode OfUnknown(string field) => Fields is not null && Fields.TryGetValue(field, out var mode) ? mode : UnknownFields ?? ContractMode.Evolve;

    public ContractMode OfUnknownValue(string field) => Fields is not null && Fields.TryGetValue(field, out var mode) ? mode : UnknownValues ?? ContractMode.Evolve;

    [JsonIgnore]
    public bool FreezesAnything => UnknownFields == ContractMode.Freeze || UnknownValues == ContractMode.Freeze || Fields?.ContainsValue(ContractMode.Freeze) == true;

    /// <summary>Fields whose ill-typed values are converted.</summary>
    [JsonIgnore]
    public IEnumerable<string> Coerced => Fields?.Where(pair => pair.Value == ContractMode.Coerce).Select(pair => pair.Key) ?? [];
}
