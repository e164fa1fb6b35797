using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sluice.Sources;

/// <summary>The registry file.</summary>
sealed record RegistryFile(IReadOnlyList<SourceEntry> Sources);

/// <summary>Serializers of the registry, made at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = false, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RegistryFile))]
sealed partial class RegistryContext : JsonSerializerContext
{
    static RegistryContext? s_indented;
    static RegistryContext? s_lenient;

    /// <summary>Passes over what it does not know.</summary>
    public static System.Text.Json.Serialization.Metadata.JsonTypeInfo<SourceEntry> Lenient =>
        (s_lenient ??= new RegistryContext(new JsonSerializerOptions(Default.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip, TypeInfoResolver = null })).SourceEntry;

    /// <summary>For files that people read.</summary>
    public static System.Text.Json.Serialization.Metadata.JsonTypeInfo<RegistryFile> Indented =>
        (s_indented ??= new RegistryContext(new JsonSerializerOptions(Default.Options) { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, TypeInfoResolver = null })).RegistryFile;
}
