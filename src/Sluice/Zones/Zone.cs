namespace Sluice.Zones;

/// <summary>Where records rest between stages.</summary>
public enum Zone
{
    Raw,
    Validated,
    Cleaned,
    Enriched,
    Serveable,
}

/// <summary>The written names of the zones.</summary>
public static class ZoneNames
{
    public static string Name(this Zone zone) => zone switch
    {
        Zone.Raw => "raw",
        Zone.Validated => "validated",
        Zone.Cleaned => "cleaned",
        Zone.Enriched => "enriched",
        Zone.Serveable => "serveable",
        _ => throw new ArgumentOutOfRangeException(nameof(zone)),
    };
}
