namespace Sluice.Alerts;

/// <summary>How a try to tell ended.</summary>
public enum DeliveryState
{
    /// <summary>The receiver said that it has it.</summary>
    Delivered,

    /// <summary>It could not be reached, or asked to wait.</summary>
    Later,

    /// <summary>It said no, and would again.</summary>
    Refused,
}

/// <summary>How a try to tell ended, and why; with how long to wait if the receiver asked for that. The problem names no secret.</summary>
public sealed record Delivery(DeliveryState State, string? Problem = null, TimeSpan? Wait = null)
{
    public static Delivery Done { get; } = new(DeliveryState.Delivered);

    public static Delivery Later(string problem, TimeSpan? wait = null) => new(DeliveryState.Later, problem, wait);

    public static Delivery Refused(string problem) => new(DeliveryState.Refused, problem);

    /// <summary>Asks a channel, and takes whatever it throws for a no for now: one that breaks must stop neither the others nor a run.</summary>
    /// <exception cref="OperationCanceledException">Only if it was cancelled.</exception>
    public static async Task<Delivery> TryAsync(IAlertChannel channel, AlertMessage message, CancellationToken cancel)
    {
        try
        {
            return await channel.SendAsync(message, cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            return Later($"This should not happen: {e.GetType().Name}: {e.Message}");
        }
    }
}

/// <summary>A way to somebody who wants to know. It may tell the same event more than once, and should throw only when it is cancelled.</summary>
public interface IAlertChannel
{
    /// <summary>Small letters; it is part of a file's name.</summary>
    string Name { get; }

    Task<Delivery> SendAsync(AlertMessage message, CancellationToken cancel);
}
