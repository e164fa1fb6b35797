namespace Sluice.Server.HubStandIn;

/// <summary>How to start a stand-in hub.</summary>
public sealed record HubServerOptions
{
    /// <summary>Port of the hub on 127.0.0.1. Default 0: the system chooses.</summary>
    public int Port { get; init; }

    /// <summary>Port of the CDN on 127.0.0.1. Default 0: the system chooses.</summary>
    public int CdnPort { get; init; }

    /// <summary>Default: everything public, no quota that a person would meet.</summary>
    public HubRules Rules { get; init; } = new();

    /// <summary>Default none.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>Counts the five minutes of the quotas, the life of signed addresses, and stalls. Default the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>A JSON Lines file to which every request is appended. Default none.</summary>
    public string? RecordFile { get; init; }

    /// <summary>Makes the key that signs addresses of the CDN. Default null: a key that nobody can guess.</summary>
    public string? Seed { get; init; }
}
