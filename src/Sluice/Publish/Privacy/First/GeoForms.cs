namespace Sluice.Publish.Privacy.First;

/// <summary>What the scanner of coordinates recognises; a test turns each off and sees a place get through.</summary>
[Flags]
internal enum GeoForms
{
    None = 0,

    /// <summary><c>51.5074° N, 0.1278° W</c></summary>
    Hemispheres = 1,

    /// <summary><c>N 51.5074 W 0.1278</c></summary>
    HemispheresFirst = 2,

    /// <summary><c>40°26′46″N</c></summary>
    Minutes = 4,

    /// <summary><c>lat: 37.7749, lng: -122.4194</c></summary>
    Labels = 8,

    /// <summary><c>GPS: 37.7749, -122.4194</c></summary>
    Gps = 16,

    /// <summary><c>geo:37.7749,-122.4194</c></summary>
    GeoScheme = 32,

    /// <summary>In the addresses of maps.</summary>
    Maps = 64,

    /// <summary>A pair of decimals behind a word for a place.</summary>
    Pair = 128,

    /// <summary>Behind a label, its second number cut by an ellipsis.</summary>
    CutByEllipsis = 256,

    /// <summary>Behind a label, its second number cut by the end of the text.</summary>
    CutByEnd = 512,

    All = 1023,
}
