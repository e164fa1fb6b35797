using Sluice.Publish.Privacy.First;

namespace Sluice.Tests.Publish.Privacy.First;

/// <summary>The first detector of coordinates: what it must find, what it must leave, and that it can miss.</summary>
public sealed class GeoScannerTests
{
    [Theory]
    [InlineData("51.5074° N, 0.1278° W", "█")]
    [InlineData("40°26′46″N 79°58′56″W", "█")]
    [InlineData("40° 26' 46\" N, 79° 58' 56\" W", "█")]
    [InlineData("N 51.5074 W 0.1278", "█")]
    [InlineData("51.5074N, 0.1278W", "█")]
    [InlineData("the tower at 40°26′46″N stands", "the tower at █ stands")]
    [InlineData("lat: 37.7749, lng: -122.4194", "lat: █")]
    [InlineData("latitude 37.7749 longitude -122.4194", "latitude █")]
    [InlineData("{\"lat\": 37.7749, \"lon\": -122.4194}", "{\"lat\": █}")]
    [InlineData("GPS: 37.7749, -122.4194", "GPS: █")]
    [InlineData("geo:37.7749,-122.4194", "geo:█")]
    [InlineData("GPS coordinates (37.7749, -122.4194)", "GPS coordinates (█)")]
    [InlineData("https://maps.google.com/?q=37.7749,-122.4194", "https://maps.google.com/?q=█")]
    [InlineData("https://www.google.com/maps/@37.7749,-122.4194,15z", "https://www.google.com/maps/@█,15z")]
    [InlineData("https://www.openstreetmap.org/#map=18/37.7749/-122.4194", "https://www.openstreetmap.org/#map=18/█")]
    [InlineData("https://www.openstreetmap.org/?mlat=37.7749&mlon=-122.4194", "https://www.openstreetmap.org/?mlat=█")]
    [InlineData("we meet at 37.77493, -122.41942 tomorrow", "we meet at █ tomorrow")]
    [InlineData("GPS: 37.7749, -122.…", "GPS: █…")]
    [InlineData("GPS: 37.7749, -122.", "GPS: █")]
    [InlineData("GPS: 37.7749, -122…", "GPS: █…")]
    [InlineData("lat: 37.7749, lng: -122.4…", "lat: █…")]
    [InlineData("lat: 37.7749, lng: -12", "lat: █")]
    [InlineData("her home (37.77493, -122.41942)", "her home (█)")]
    [InlineData("\"lon\": -122.4194, \"lat\": 37.7749", "\"lon\": █")]
    [InlineData("lat/lon: 37.7749, -122.4194", "lat/lon: █")]
    [InlineData("Latitude: 37.7749° Longitude: -122.4194°", "Latitude: █°")]
    [InlineData("`lat=37.7749, lon=-122.4194`", "`lat=█`")]
    [InlineData("N 51° 30' 26\", W 0° 7' 39\"", "█")]
    [InlineData("51.5074° S / 0.1278° E", "█")]
    [InlineData("40°26'N, 79°58'W", "█")]
    [InlineData("https://www.google.com/maps/place/X/data=!3d37.7749!4d-122.4194", "https://www.google.com/maps/place/X/data=!3d█")]
    [InlineData("{\n  \"lat\": 37.7749,\n  \"lon\": -122.4194\n}", "{\n  \"lat\": █\n}")]
    [InlineData("GPS 37.774 -122.419", "GPS █")]
    [InlineData("located at −33.86882, 151.20930.", "located at █.")]
    [InlineData("the pin is 51.50740; 10.12780", "the pin is █")]
    [InlineData("latitude is 37.7749 and longitude is -122.4194", "latitude is █")]
    public void It_blacks_out(string text, string rest) => Assert.Equal(rest, Seen.Rest(new GeoScanner(), text));

    [Theory]
    [InlineData("$51.5074, -122.41942$ at")]
    [InlineData("at home \\(37.77493, -122.41942\\)")]
    [InlineData("at `37.77493, -122.41942`")]
    [InlineData("the point at 37.77493, -122.41942")]
    [InlineData("vector near 37.77493, -122.41942")]
    [InlineData("mean at 37.77493, 12.41942")]
    [InlineData("at 37.77493, 12.41942, 3.14159")]
    [InlineData("(0.1234, 0.5678)")]
    [InlineData("(12.3456, 45.6789)")]
    [InlineData("[1.0000, 20.0000]")]
    [InlineData("30° N alone")]
    [InlineData("90°")]
    [InlineData("21.5° C")]
    [InlineData("45° W rotation")]
    [InlineData("version 1.2345")]
    [InlineData("at x = 37.77493, 12.41942")]
    [InlineData("near 0.12345, 0.56789")]
    [InlineData("at 37.77, -122.41")]
    [InlineData("place 100.12345, 20.12345")]
    [InlineData("loss at 12.34567, 13.45678")]
    [InlineData("3.1415, 2.7182")]
    [InlineData("Section 3.1415 at 2.7182")]
    [InlineData("accuracy at 95.1234, 96.1234")]
    [InlineData("the force of 51.5074 N alone")]
    [InlineData("lat 5 and long 3")]
    [InlineData("at 12.3456 and 45.6789")]
    [InlineData("30° N, 45° W")]
    [InlineData("latent: 37.7749, 12.4194")]
    [InlineData("DOI 10.1063/1.5038337")]
    [InlineData("at 2301.12345, 2302.12345")]
    [InlineData("at [37.77493, -122.41942]")]
    [InlineData("40°26′46″")]
    [InlineData("$40°26′46″N$")]
    [InlineData("at 12.34567 12.34567 12.34567")]
    [InlineData("found at 12.34567% 34.56789%")]
    public void It_leaves(string text) => Assert.Equal(text, Seen.Rest(new GeoScanner(), text));

    [Theory]
    [InlineData(nameof(GeoForms.Hemispheres), "51.5074° N, 0.1278° W")]
    [InlineData(nameof(GeoForms.HemispheresFirst), "N 51.5074 W 0.1278")]
    [InlineData(nameof(GeoForms.Minutes), "the tower at 40°26′46″N stands")]
    [InlineData(nameof(GeoForms.Labels), "lat: 37.7749, lng: -122.4194")]
    [InlineData(nameof(GeoForms.Gps), "GPS: 37.7749, -122.4194")]
    [InlineData(nameof(GeoForms.GeoScheme), "geo:37.7749,-122.4194")]
    [InlineData(nameof(GeoForms.Maps), "https://maps.google.com/?q=37.7749,-122.4194")]
    [InlineData(nameof(GeoForms.Pair), "we meet at 37.77493, -122.41942 tomorrow")]
    [InlineData(nameof(GeoForms.CutByEllipsis), "GPS: 37.7749, -122.… and more")]
    [InlineData(nameof(GeoForms.CutByEnd), "GPS: 37.7749, -122.")]
    public void What_it_is_blind_for_it_misses(string form, string text)
    {
        Assert.True(Seen.Any(new GeoScanner(), text));
        Assert.False(Seen.Any(new GeoScanner(Enum.Parse<GeoForms>(form)), text));
    }

    [Theory]
    [InlineData("@")]
    [InlineData("a.")]
    [InlineData("{a,")]
    [InlineData("7")]
    [InlineData("at ")]
    [InlineData("(")]
    [InlineData("a@")]
    [InlineData("a@b.c ")]
    [InlineData("}@")]
    [InlineData("1 ")]
    [InlineData("[at] ")]
    [InlineData("1-")]
    [InlineData("+1")]
    [InlineData("°")]
    [InlineData("1.2345, ")]
    [InlineData("/1.2345")]
    [InlineData("$ ")]
    [InlineData("\\(")]
    [InlineData("`")]
    [InlineData("jane at dot ")]
    [InlineData("12 Aa Street ")]
    [InlineData("\u200B")]
    public void A_million_characters_of_the_same_are_soon_read(string piece) => Assert.InRange(Seen.By(new GeoScanner(), Seen.Again(piece)).Count, 0, 1);

    [Fact]
    public void What_it_finds_it_finds_wherever_it_stands()
    {
        var text = string.Join("\n\n", Enumerable.Range(0, 400).Select(i => i % 4 == 0 ? "51.5074° N, 0.1278° W" : "Nothing stands in this paragraph, but it is as long as others are."));
        Assert.Equal(100, Seen.By(new GeoScanner(), text).Count);
    }

    [Fact]
    public void It_is_named_by_its_version() => Assert.Equal("geo.scan@1", new GeoScanner().Name);
}
