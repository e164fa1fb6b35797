using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sluice.Zones;

/// <summary>Serializers of the receipts, made at build time: building them at run time costs megabytes of a small process.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(DumpMetadata))]
[JsonSerializable(typeof(Manifest))]
[JsonSerializable(typeof(FinishedShard))]
[JsonSerializable(typeof(ReleaseManifest))]
[JsonSerializable(typeof(ReleaseLineage))]
[JsonSerializable(typeof(Cluster))]
[JsonSerializable(typeof(CorpusManifest))]
[JsonSerializable(typeof(Tombstone))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(System.Text.Json.Nodes.JsonObject))]
[JsonSerializable(typeof(System.Text.Json.Nodes.JsonNode))]
[JsonSerializable(typeof(System.Text.Json.Nodes.JsonArray))]
sealed partial class ReceiptContext : JsonSerializerContext;
