using Sluice.Publish.Privacy;
using Sluice.Publish.Privacy.Second;
using static Sluice.Tests.Publish.Privacy.Second.SomeTexts;

namespace Sluice.Tests.Publish.Privacy.Second;

/// <summary>What the second detector takes for coordinates, what it leaves, and that it misses what it is told not to see.</summary>
public sealed class GeoPatternsTests
{
    public static readonly TheoryData<string> Private =
    [
        "51.5074° N, 0.1278° W",
        "at 40°26′46″N 79°58′56″W",
        "40° 26' 46\" N, 79° 58' 56\" W",
        "N 51.5074 W 0.1278",
        "51.5074N, 0.1278W",
        "40°26′46″N",
        "40° 26' N, 79° 58' W",
        "lat: 37.7749, lng: -122.4194",
        "latitude 37.7749 longitude -122.4194",
        "{\"lat\": 37.7749, \"lon\": -122.4194}",
        "`lat=37.7749, lon=-122.4194`",
        "GPS: 37.7749, -122.4194",
        "geo:37.7749,-122.4194",
        "GPS coordinates (37.7749, -122.4194)",
        "https://maps.google.com/?q=37.7749,-122.4194",
        "https://www.google.com/maps/@37.7749,-122.4194,15z",
        "https://www.openstreetmap.org/#map=18/37.7749/-122.4194",
        "https://www.openstreetmap.org/?mlat=37.7749&mlon=-122.4194",
        "meet me at 37.77493, -122.41942 tonight",
        "my house (37.77493, -122.41942)",
        "office location: 37.77493,-122.41942",
        "GPS: 37.7749, -122.…",
        "GPS: 37.7749, -122.4...",
        "GPS: 37.7749, -12",
        "lat: 37.7749, lng: -122.…",
        "0.1278° W, 51.5074° N",
        "S 33.8688 E 151.2093",
        "longitude: -122.4194, latitude: 37.7749",
        "maps.google.com/maps?ll=37.7749,-122.4194",
        "S 33° 51' 31\" E 151° 12' 51\"",
        "located at 37.77493,-122.41942.",
        "Our office: 37.77493, -122.41942",
        "Latitude: 37.7749°, Longitude: -122.4194°",
        "lat=37.7749&lon=-122.4194",
        "{\"latitude\":\"37.7749\",\"longitude\":\"-122.4194\"",
        "coordinates 51.5074°N 0.1278°W",
        "51°30′26″N 0°7′39″W",
        "51º 30' 26.5\" N",
        "gps 37.7749 -122.4194",
        "gps is 37.7749, -122.4194",
        "https://goo.gl/maps/@37.7749,-122.4194",
        "https://www.google.com/maps/place/X/@37.7749,-122.4194,17z/data=!3d37.7749!4d-122.4194",
        "I live near 51.50735, -0.12776",
        "meet at 51.50735, −10.12776",
    ];

    public static readonly TheoryData<string> Open =
    [
        "$37.77493, -122.41942$ at home",
        "at the point 37.77493, -122.41942",
        "the vector at 37.77493, -122.41942",
        "loss at 37.77493, 22.41942",
        "located at x = 37.77493, -122.41942",
        "at 37.77493, -122.41942, 3.1415",
        "(0.1234, 0.5678)",
        "(12.3456, 45.6789)",
        "[1.0000, 20.0000]",
        "at (12.3456, 45.6789)",
        "at [1.0000, 20.0000]",
        "30° N",
        "90°",
        "21.5° C",
        "rotate 45° W",
        "37.77493, -122.41942",
        "near 0.12345, 0.67890",
        "near 137.77493, 22.41942",
        "version at 1.2.3",
        "the interval at 12.3456, 13.4567",
        "coordinates: 37.7749, -122.4194",
        "lat 3.1, lon 4.2",
        "platform: 37.7749, long: 4",
        "at `37.77493, -122.41942`",
        "N 12 E 5",
        "30° N, 45° W",
        "mean at 12.3456, 45.6789",
        "GPS is good; 3.1, 4.2",
        "accuracy at 97.1234, 98.1234",
        "results at 0.9712, 0.9834",
        "a map from 12.3456 to 45.6789",
        "platform 37.7749 longer 12.345",
        "at 12.34567, 45.67891, 78.91234",
        "at 1.00000, 3.12345, 45.67891",
        "mapping 12.34567, 45.67891",
        "chat 12.34567, 45.67891",
        "\\(12.34567, 45.67891\\) at home",
        "45.123 N of force",
        "1.234 s, 5.678 W",
        "4.567 N 1.234 m",
        "rotate by 90° and 45.1234°",
        "at ~ 12.34567, 45.67891",
        "5° W",
        "p = 0.0123, 45.1234",
    ];

    [Theory]
    [MemberData(nameof(Private))]
    public void It_is_found_and_nothing_of_it_remains(string text)
    {
        Assert.NotEmpty(Spans(new GeoPatterns(), text));
        Assert.DoesNotMatch("[0-9]{2}\\.[0-9]{3}", SomeTexts.Blackened(text, Spans(new GeoPatterns(), text)));
    }

    [Theory]
    [MemberData(nameof(Open))]
    public void What_only_looks_like_it_is_left(string text) => Assert.Empty(Found(new GeoPatterns(), text));

    [Theory]
    [InlineData("51.5074° N, 0.1278° W", (int)GeoForms.Hemispheres)]
    [InlineData("N 51.5074 W 0.1278", (int)GeoForms.HemispheresFirst)]
    [InlineData("40°26′46″N", (int)GeoForms.Seconds)]
    [InlineData("lat: 37.7749, lng: -122.4194", (int)GeoForms.Labelled)]
    [InlineData("GPS: 37.774, -122.419", (int)GeoForms.Gps)]
    [InlineData("google.com/maps/@37.7749,-122.4194,15z", (int)GeoForms.MapAddress)]
    [InlineData("meet me at 37.77493, -122.41942", (int)GeoForms.Bare)]
    [InlineData("GPS: 37.7749, -122.…", (int)GeoForms.Cut)]
    public void A_detector_without_a_form_misses_it(string text, int form)
    {
        Assert.NotEmpty(Found(new GeoPatterns(), text));
        Assert.NotEqual(Found(new GeoPatterns(), text), Found(new GeoPatterns((GeoForms)form), text));
        Assert.Empty(Found(new GeoPatterns((GeoForms)form), text));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("1.2345, ")]
    [InlineData("lat 1.2345 ")]
    [InlineData("°N")]
    [InlineData("GPS ")]
    [InlineData("google.com/maps/")]
    [InlineData("1.23456,1.23456 ")]
    [InlineData("$")]
    public void A_million_characters_of_one_kind_are_read_to_their_end(string unit) => AssertOrdered(Spans(new GeoPatterns(), Million(unit)));

    [Fact]
    public void What_it_finds_is_in_order_and_of_its_class()
    {
        var text = string.Join("\n\n", Private.Select(row => row.Data));

        var spans = Spans(new GeoPatterns(), text);

        AssertOrdered(spans);
        Assert.All(spans, span => Assert.Equal(PrivacyClass.Geo, span.Class));
        Assert.Equal("geo.pattern@1", new GeoPatterns().Name);
    }
}
