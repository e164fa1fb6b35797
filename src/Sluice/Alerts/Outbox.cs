using System.Globalization;
using System.Text.Json;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Alerts;

/// <summary>An alert on its way by one channel.</summary>
public sealed record OutboxItem(string Channel, AlertMessage Message)
{
    /// <summary>Looks at which it was tried.</summary>
    public int Tries { get; init; }

    /// <summary>Of those, at which the receiver said no.</summary>
    public int Refusals { get; init; }

    /// <summary>Not to be tried before, RFC 3339; null: at the next look.</summary>
    public string? NotBefore { get; init; }

    /// <summary>Why the last try failed.</summary>
    public string? Problem { get; init; }
}

/// <summary>
/// <c>alerts/outbox/</c>: a file for each alert and channel, there before the first try and gone after the receiver has
/// it. Whatever stops the program in between, the alert goes out again under the same event id.
/// </summary>
public sealed class Outbox(Lake lake)
{
    /// <summary>Looks at which a receiver may say no before it is not asked any more.</summary>
    public const int MostRefusals = 5;

    static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(5);
    static readonly TimeSpan LongestWait = TimeSpan.FromHours(6);

    // A receiver may ask for more, but a slip of its pen must not silence it for years.
    static readonly TimeSpan LongestAsked = TimeSpan.FromDays(1);

    public string Folder { get; } = Path.Combine(AlertState.FolderOf(lake), "outbox");

    /// <summary>Alerts that were given up: a person has to mend the channel.</summary>
    public string RefusedFolder { get; } = Path.Combine(AlertState.FolderOf(lake), "refused");

    public void Put(AlertMessage message, string channel)
    {
        // Written and tried already, and killed before that was noted: what is known of it stays.
        if (!File.Exists(PathOf(Folder, message, channel)))
            Write(Folder, new OutboxItem(channel, message));
    }

    /// <summary>Takes back what the receiver does not have. False if it lies nowhere any more: he has it.</summary>
    public bool TakeBack(string happened, string state, string channel)
    {
        var any = false;
        foreach (var path in new[] { Folder, RefusedFolder }.Select(folder => PathOf(folder, happened, state, channel)).Where(File.Exists))
        {
            File.Delete(path);
            any = true;
        }
        return any;
    }

    /// <summary>What waits, oldest event first.</summary>
    public IReadOnlyList<OutboxItem> Waiting() => ItemsIn(Folder);

    public IReadOnlyList<OutboxItem> Refused() => ItemsIn(RefusedFolder);

    static IReadOnlyList<OutboxItem> ItemsIn(string folder) =>
        !Directory.Exists(folder) ? []
        : [.. Directory.EnumerateFiles(folder, "*.json").Where(path => !Path.GetFileName(path).StartsWith('.')).Select(Read)
            .OrderBy(item => item.Message.OpenedAt, StringComparer.Ordinal).ThenBy(item => item.Message.Event, StringComparer.Ordinal).ThenBy(item => item.Message.State, StringComparer.Ordinal)];

    static OutboxItem Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), AlertContext.Default.OutboxItem) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new GateFailedException($"{path} cannot be read: {e.Message} Take it away; `sluice alerts list` tells what is open.");
        }
    }

    /// <summary>Tries everything whose time has come.</summary>
    /// <param name="evenIfEarly">Do not wait for the time that was set after a failed try.</param>
    /// <returns>What was tried, and how that ended.</returns>
    public async Task<IReadOnlyList<(OutboxItem Item, Delivery Delivery)>> DeliverAsync(IReadOnlyList<IAlertChannel> channels, DateTimeOffset now, bool evenIfEarly, CancellationToken cancel)
    {
        var tried = new List<(OutboxItem, Delivery)>();
        // Each try may take its whole time; who did not answer the first will not answer the second.
        var away = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in Waiting())
        {
            if (away.Contains(item.Channel) || channels.FirstOrDefault(channel => channel.Name == item.Channel) is not { } channel || (!evenIfEarly && item.NotBefore is { } at && AlertEvent.InstantOf(at) > now))
                continue;
            var delivery = await Delivery.TryAsync(channel, item.Message, cancel);
            var next = Settle(item, delivery, now);
            if (delivery.State == DeliveryState.Later)
                away.Add(item.Channel);
            tried.Add((next, delivery));
        }
        return tried;
    }

    OutboxItem Settle(OutboxItem item, Delivery delivery, DateTimeOffset now)
    {
        var path = PathOf(Folder, item.Message, item.Channel);
        var wait = TimeSpan.FromTicks(Math.Min(LongestWait.Ticks, FirstWait.Ticks << Math.Min(item.Tries, 16)));
        if (delivery.Wait is { } asked && asked > wait)
            wait = asked < LongestAsked ? asked : LongestAsked;
        var next = item with
        {
            Tries = item.Tries + 1,
            Refusals = item.Refusals + (delivery.State == DeliveryState.Refused ? 1 : 0),
            NotBefore = Provenance.Timestamp(now + wait),
            Problem = delivery.Problem,
        };
        if (delivery.State == DeliveryState.Delivered)
            File.Delete(path);
        else if (next.Refusals >= MostRefusals)
        {
            Write(RefusedFolder, next);
            File.Delete(path);
        }
        else
            Write(Folder, next);
        return next;
    }

    static void Write(string folder, OutboxItem item) => AtomicFile.Write(PathOf(folder, item.Message, item.Channel), JsonSerializer.Serialize(item, AlertContext.IndentedItem) + "\n");

    static string PathOf(string folder, AlertMessage message, string channel) => PathOf(folder, message.Event, message.State, channel);

    static string PathOf(string folder, string happened, string state, string channel) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{happened}{(state == AlertMessage.Open ? "" : "-" + state)}.{channel}.json"));
}
