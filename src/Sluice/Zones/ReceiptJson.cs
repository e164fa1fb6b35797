using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sluice.Records;

namespace Sluice.Zones;

/// <summary>How receipts (metadata, manifests, the ledger) are written: indented, snake_case, LF, as few escapes as possible.</summary>
public static class ReceiptJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DictionaryKeyPolicy = null,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = JsonTypeInfoResolver.Combine(ReceiptContext.Default, new DefaultJsonTypeInfoResolver()),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static string Write<T>(T receipt) => JsonSerializer.Serialize(receipt, Options) + "\n";

    public static T Read<T>(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return JsonSerializer.Deserialize<T>(file, Options) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new GateFailedException($"{path} cannot be read as {typeof(T).Name}: {e.Message} Run `sluice verify --all` to see what else differs.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new GateFailedException($"{path} is missing. Run `sluice verify --all` to see what else differs.");
        }
    }
}
