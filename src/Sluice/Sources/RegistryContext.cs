using System.Text.Json.Serialization;

namespace Sluice.Sources;

/// <summary>The registry file.</summary>
sealed record RegistryFile(IReadOnlyList<SourceEntry> Sources);

/// <summary>Serializers of the registry, made at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = false, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RegistryFile))]
sealed partial class RegistryContext : JsonSerializerContext;
