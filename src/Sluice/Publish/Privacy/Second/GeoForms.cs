namespace Sluice.Publish.Privacy.Second;

/// <summary>The forms of coordinates, of which a test can turn each one off.</summary>
[Flags]
enum GeoForms
{
    None = 0,

    /// <summary><c>51.5074° N, 0.1278° W</c>, <c>51.5074N, 0.1278W</c></summary>
    Hemispheres = 1,

    /// <summary><c>N 51.5074 W 0.1278</c></summary>
    HemispheresFirst = 2,

    /// <summary><c>40°26′46″N</c>, alone or as one of a pair.</summary>
    Seconds = 4,

    /// <summary><c>lat: 37.7749, lng: -122.4194</c></summary>
    Labelled = 8,

    /// <summary><c>GPS: 37.7749, -122.4194</c>, <c>geo:37.7749,-122.4194</c></summary>
    Gps = 16,

    /// <summary><c>google.com/maps/@37.7749,-122.4194,15z</c></summary>
    MapAddress = 32,

    /// <summary><c>my house, 37.77493, -122.41942</c></summary>
    Bare = 64,

    /// <summary><c>GPS: 37.7749, -122.…</c></summary>
    Cut = 128,
}
