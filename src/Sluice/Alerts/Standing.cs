using Sluice.Liveness;

namespace Sluice.Alerts;

/// <summary>How long one thing has been the matter, or has been well again: looks at the same run count once.</summary>
public sealed record Standing(string? Source, string Code, string Since)
{
    /// <summary>Looks in a row at which it held.</summary>
    public int Held { get; set; }

    /// <summary>Looks in a row at which it was well.</summary>
    public int Clear { get; set; }

    /// <summary>What counted last: a run, or an instant.</summary>
    public string LastSeen { get; set; } = "";

    public string? Run { get; set; }

    /// <inheritdoc cref="Verdict.OfMachine"/>
    public bool OfMachine { get; set; }

    public string Found { get; set; } = "";

    public string Expected { get; set; } = "";

    /// <inheritdoc cref="Verdict.Names"/>
    public List<string> Names { get; init; } = [];

    /// <summary>The event that it belongs to; null while it is not opened.</summary>
    public string? Event { get; set; }

    public bool IsOf(Verdict verdict) => Source == verdict.Source && Code == verdict.Code;

    public void Hold(Verdict verdict, string seen)
    {
        // It goes on as it was told; a year of it is no news.
        if (Event is not null && Clear == 0)
            return;
        (Held, Clear) = (Held + (LastSeen == seen && Held > 0 && Clear == 0 ? 0 : 1), 0);
        (LastSeen, Run, Found, Expected, OfMachine) = (seen, verdict.Run, verdict.Found, verdict.Expected, verdict.OfMachine);
    }

    /// <summary>More of it came, after what was told is long known: it counts as if it began now.</summary>
    public void BeginAnew() => (Event, Held, Clear) = (null, 0, 0);

    public void BeWell(string seen)
    {
        Clear += LastSeen == seen ? 0 : 1;
        LastSeen = seen;
    }
}
