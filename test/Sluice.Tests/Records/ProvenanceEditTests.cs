using Sluice.Records;

namespace Sluice.Tests.Records;

public sealed class ProvenanceEditTests
{
    [Theory]
    [InlineData("""{"a":1,"_provenance":{"transformations":[],"x":1}}""", """{"a":1,"_provenance":{"transformations":["by"],"x":1}}""")]
    [InlineData("""{"_provenance":{"transformations":[ ]}}""", """{"_provenance":{"transformations":[ "by"]}}""")]
    [InlineData("""{"_provenance":{"transformations":["old"]}}""", """{"_provenance":{"transformations":["old","by"]}}""")]
    public void A_transformation_joins_those_that_are_there(string line, string expected) =>
        Assert.Equal(expected, Edited(line, edit => edit.Transformed("by")));

    [Fact]
    public void A_transformation_is_named_once() =>
        Assert.Equal("""{"_provenance":{"transformations":["by"]}}""",
            Edited("""{"_provenance":{"transformations":[]}}""", edit => { edit.Transformed("by"); edit.Transformed("by"); }));

    [Fact]
    public void An_original_is_kept_with_its_bytes() =>
        Assert.Equal("""{"_provenance":{"line":3,"original":{"doi":"\u0031\/"}}}""",
            Edited("""{"_provenance":{"line":3}}""", edit => edit.Original("doi", "\"\\u0031\\/\""u8)));

    [Fact]
    public void The_first_original_stays_and_others_join_it() =>
        Assert.Equal("""{"_provenance":{"original":{"doi":"first","url":"u"}}}""",
            Edited("""{"_provenance":{"original":{"doi":"first"}}}""", edit =>
            {
                edit.Original("doi", "\"second\""u8);
                edit.Original("url", "\"u\""u8);
            }));

    [Fact]
    public void Both_additions_fit_into_one_provenance() =>
        Assert.Equal("""{"_provenance":{"transformations":["by"],"line":1,"original":{"a":1,"b":2}},"z":0}""",
            Edited("""{"_provenance":{"transformations":[],"line":1},"z":0}""", edit =>
            {
                edit.Transformed("by");
                edit.Original("a", "1"u8);
                edit.Original("b", "2"u8);
            }));

    [Fact]
    public void A_repair_tells_its_places_and_how_often() =>
        Assert.Equal("""{"_provenance":{"transformations":["m@1:text","b@1:text"],"original":{"a":1},"repairs":[{"by":"m@1","field":"text","count":3,"places":[{"before":"ﬁ","after":"fi","times":2},{"before":"\"","after":""}]},{"by":"b@1","field":"text","count":4}]}}""",
            Edited("""{"_provenance":{"transformations":[]}}""", edit =>
            {
                edit.Original("a", "1"u8);
                edit.Repaired("m@1", "text", "ﬁ", "fi");
                edit.Repaired("b@1", "text", 4);
                edit.Repaired("m@1", "text", "\"", "");
                edit.Repaired("m@1", "text", "ﬁ", "fi");
            }));

    [Fact]
    public void Repairs_join_those_that_are_there_and_those_of_another_edit()
    {
        var other = new ProvenanceEdit();
        other.Repaired("m@1", "text", "a", "b");
        Assert.Equal("""{"_provenance":{"transformations":["old@1:text","m@1:text"],"repairs":[{"by":"old@1"},{"by":"m@1","field":"text","count":2,"places":[{"before":"a","after":"b","times":2}]}]}}""",
            Edited("""{"_provenance":{"transformations":["old@1:text"],"repairs":[{"by":"old@1"}]}}""", edit =>
            {
                edit.Repaired("m@1", "text", "a", "b");
                edit.Take(other);
            }));
    }

    [Fact]
    public void Of_many_or_long_places_the_rest_is_counted()
    {
        var line = Some.Read(Edited("""{"_provenance":{"transformations":[]}}""", edit =>
        {
            edit.Repaired("m@1", "text", new string('x', Repair.LongestPlace - 1) + "🙂", "");
            for (var i = 0; i < Repair.MostPlaces + 4; i++)
                edit.Repaired("m@1", "text", $"{i}", "");
        }));

        line.TryGet("_provenance"u8, out var provenance);
        var repair = provenance.ToNode()!["repairs"]![0]!;
        Assert.Equal((Repair.MostPlaces + 5, Repair.MostPlaces, 5), ((int)repair["count"]!, repair["places"]!.AsArray().Count, (int)repair["left_out"]!));
        Assert.Equal((new string('x', Repair.LongestPlace - 1), true), ((string)repair["places"]![0]!["before"]!, (bool)repair["places"]![0]!["cut"]!));
    }

    [Theory]
    [InlineData("""{"a":1}""")]
    [InlineData("""{"a":{"transformations":[]}}""")]
    public void A_line_without_provenance_is_left_alone(string line) => Assert.Equal(line, Edited(line, edit => edit.Transformed("by")));

    [Fact]
    public void A_cleared_edit_adds_nothing() =>
        Assert.Equal("""{"_provenance":{"transformations":[]}}""",
            Edited("""{"_provenance":{"transformations":[]}}""", edit => { edit.Transformed("by"); edit.Original("a", "1"u8); edit.Clear(); }));

    static string Edited(string line, Action<ProvenanceEdit> additions)
    {
        var provenance = new ProvenanceEdit();
        additions(provenance);
        var record = Some.Read(line);
        var edit = new LineEdit().Begin(record);
        provenance.ApplyTo(edit, record);
        return Some.Text8(edit.Apply().Span);
    }
}
