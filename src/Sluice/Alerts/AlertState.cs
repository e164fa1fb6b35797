using System.Text.Json;
using System.Text.Json.Serialization;
using Sluice.Liveness;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Alerts;

/// <summary><c>alerts/state.json</c>: what is the matter, what was told, and what the next look has to remember.</summary>
public sealed class AlertState
{
    public int Format { get; init; } = 1;

    /// <summary>RFC 3339, UTC; null before the first look. In a file of its own: a look that changed nothing leaves the state as it is.</summary>
    [JsonIgnore]
    public string? LookedAt { get; set; }

    /// <summary>Open ones and those that closed in the last year, oldest first.</summary>
    public List<AlertEvent> Events { get; init; } = [];

    public List<Standing> Standings { get; init; } = [];

    /// <summary>By source.</summary>
    public SortedDictionary<string, DriftSeen> Drift { get; init; } = new(StringComparer.Ordinal);

    [JsonIgnore]
    public IEnumerable<AlertEvent> Open => Events.Where(happened => happened.ClosedAt is null);

    public static string FolderOf(Lake lake) => Path.Combine(lake.Root, "alerts");

    public static string PathOf(Lake lake) => Path.Combine(FolderOf(lake), "state.json");

    static string LookedAtFile(Lake lake) => Path.Combine(FolderOf(lake), ".looked_at");

    /// <summary>An empty one if there is none yet.</summary>
    /// <exception cref="GateFailedException">The file is damaged.</exception>
    public static AlertState Read(Lake lake)
    {
        var path = PathOf(lake);
        if (!File.Exists(path))
            return new AlertState();
        try
        {
            var state = JsonSerializer.Deserialize(File.ReadAllBytes(path), AlertContext.Default.AlertState) ?? throw new JsonException("it is null");
            if (state.Format != 1 || state.Events is null || state.Standings is null || state.Drift is null || state.Drift.Values.Any(seen => seen?.Names is null)
                || state.Events.Any(happened => happened is not { Id: not null, Code: not null, OpenedAt: not null, Also: not null, QueuedFor: not null, EndQueuedFor: not null }) || state.Standings.Any(standing => standing is not { Code: not null, Since: not null, Names: not null }))
                throw new JsonException("it is not of format 1, or lacks something");
            state.LookedAt = File.Exists(LookedAtFile(lake)) ? File.ReadAllText(LookedAtFile(lake)).Trim() : null;
            return state;
        }
        catch (JsonException e)
        {
            throw new GateFailedException($"{path} cannot be read: {e.Message} Take it away: the next look begins anew, and tells again what is the matter.");
        }
    }

    /// <summary>The same for one who looks: a damaged file is put aside, and the look begins anew. What is the matter is told again then, rather than never.</summary>
    public static AlertState ReadOrBeginAnew(Lake lake, out string? damage)
    {
        damage = null;
        try
        {
            return Read(lake);
        }
        catch (GateFailedException e)
        {
            damage = e.Message;
            File.Move(PathOf(lake), Path.Combine(FolderOf(lake), "state.damaged.json"), overwrite: true);
            return new AlertState();
        }
    }

    public void Write(Lake lake)
    {
        var (path, text) = (PathOf(lake), JsonSerializer.Serialize(this, AlertContext.Indented) + "\n");
        if (!File.Exists(path) || File.ReadAllText(path) != text)
            AtomicFile.Write(path, text);
        if (LookedAt is not null)
            AtomicFile.Write(LookedAtFile(lake), LookedAt + "\n");
    }
}

/// <summary>Serializers of the alerts' own files, made at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = false)]
[JsonSerializable(typeof(AlertState))]
[JsonSerializable(typeof(OutboxItem))]
[JsonSerializable(typeof(AlertMessage))]
sealed partial class AlertContext : JsonSerializerContext
{
    static AlertContext? s_indented;

    static AlertContext ForPeople => s_indented ??= new AlertContext(new JsonSerializerOptions(Default.Options) { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, TypeInfoResolver = null });

    public static System.Text.Json.Serialization.Metadata.JsonTypeInfo<AlertState> Indented => ForPeople.AlertState;

    public static System.Text.Json.Serialization.Metadata.JsonTypeInfo<OutboxItem> IndentedItem => ForPeople.OutboxItem;
}
