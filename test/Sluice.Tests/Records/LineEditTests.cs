using Sluice.Records;

namespace Sluice.Tests.Records;

public sealed class LineEditTests
{
    const string Line = """{ "a" : 1.50, "b":"\u0062\/", "_x": {"k" : [ ]} }""";

    [Fact]
    public void Nothing_to_do_gives_the_line_itself()
    {
        var record = Some.Read(Line);

        Assert.True(record.Memory.Span == new LineEdit().Begin(record).Apply().Span);
    }

    [Theory]
    [InlineData("a", "7", """{ "a" : 7, "b":"\u0062\/", "_x": {"k" : [ ]} }""")]
    [InlineData("b", "\"é\"", """{ "a" : 1.50, "b":"é", "_x": {"k" : [ ]} }""")]
    [InlineData("_x", "null", """{ "a" : 1.50, "b":"\u0062\/", "_x": null }""")]
    public void A_replaced_value_leaves_the_other_bytes_as_they_stood(string field, string with, string expected)
    {
        var record = Some.Read(Line);

        Assert.Equal(expected, Text(new LineEdit().Begin(record).Replace(record.IndexOf(Some.Bytes(field)), Some.Bytes(with))));
    }

    [Fact]
    public void Edits_may_come_in_any_order()
    {
        var record = Some.Read("""{"a":1,"b":2,"c":3}""");
        var edit = new LineEdit().Begin(record).Replace(2, Some.Bytes("33")).Append("d", Some.Bytes("44")).Replace(0, Some.Bytes("11"));

        Assert.Equal("""{"a":11,"b":2,"c":33,"d":44}""", Text(edit));
    }

    [Theory]
    [InlineData("{}", """{"new":1}""")]
    [InlineData("{ }", """{ "new":1}""")]
    [InlineData("""{"a":1 }""", """{"a":1 ,"new":1}""")]
    public void An_appended_field_is_the_last(string line, string expected) =>
        Assert.Equal(expected, Text(new LineEdit().Begin(Some.Read(line)).Append("new", Some.Bytes("1"))));

    [Theory]
    [InlineData("{}", """{"new":1}""")]
    [InlineData("""{ "a":1}""", """{ "new":1,"a":1}""")]
    public void A_prepended_field_is_the_first(string line, string expected) =>
        Assert.Equal(expected, Text(new LineEdit().Begin(Some.Read(line)).Prepend("new", Some.Bytes("1"))));

    [Theory]
    [InlineData("{}", """{"first":1,"last":2}""")]
    [InlineData("""{"a":0}""", """{"first":1,"a":0,"last":2}""")]
    public void Fields_may_be_added_at_both_ends(string line, string expected) =>
        Assert.Equal(expected, Text(new LineEdit().Begin(Some.Read(line)).Prepend("first", Some.Bytes("1")).Append("last", Some.Bytes("2"))));

    [Theory]
    [InlineData("""{"_provenance": "theirs" ,"a":1}""", """{"_upstream_provenance": "theirs" ,"a":1,"_provenance":1}""")]
    [InlineData("""{"_proven\u0061nce":[1.0]}""", """{"_upstream_provenance":[1.0],"_provenance":1}""")]
    [InlineData("""{"_provenance":1,"_provenance":2}""", """{"_upstream_provenance":1,"_upstream_provenance":2,"_provenance":1}""")]
    [InlineData("""{"_provenance":1,"_upstream_provenance":2}""", """{"_upstream_provenance":1,"_upstream_upstream_provenance":2,"_provenance":1}""")]
    public void An_upstream_field_of_our_name_is_kept_beside_ours(string line, string expected) =>
        Assert.Equal(expected, Text(new LineEdit().Begin(Some.Read(line)).Append("_provenance", Some.Bytes("1"))));

    [Fact]
    public void An_upstream_field_called_enriched_is_kept_too() =>
        Assert.Equal("""{"_upstream_enriched":{"a" :1},"enriched":2}""",
            Text(new LineEdit().Begin(Some.Read("""{"enriched":{"a" :1}}""")).Append("enriched", Some.Bytes("2"))));

    [Theory]
    [InlineData("""{"a":[[1]]}""", "7", 3)]
    [InlineData("""{"a":1}""", "[{\"k\":[]}]", 4)]
    [InlineData("""{"a":[[[1]]]}""", "[]", 4)]
    public void What_was_added_counts_in_how_deeply_the_record_nests(string line, string added, int depth)
    {
        var record = Some.Read(line);
        var edited = new RecordLine();
        new LineEdit().Begin(record).Append("new", Some.Bytes(added)).ApplyTo(edited);

        Assert.Equal(depth, edited.Depth);
        Assert.Equal(depth, Some.Read(Some.Text8(edited.Bytes)).Depth);
        Assert.Equal(added, Some.Text8(edited.ValueOf(edited.IndexOf("new"u8)).Bytes));
    }

    [Fact]
    public void An_added_value_that_is_no_json_is_refused() =>
        Assert.Throws<InvalidDataException>(() => new LineEdit().Begin(Some.Read("{}")).Append("new", Some.Bytes("[1")).ApplyTo(new RecordLine()));

    [Theory]
    [InlineData("rights", "rights")]
    [InlineData("_provenance", "provenance")]
    [InlineData("text", "text")]
    public void A_field_that_was_moved_aside_is_known_by_the_name_it_came_with(string name, string sent)
    {
        Assert.Equal(name, LineEdit.SentName(name));
        Assert.Equal(sent, LineEdit.SentName(LineEdit.UpstreamName(name)));
        Assert.Equal(sent, LineEdit.SentName(LineEdit.UpstreamName(LineEdit.UpstreamName(LineEdit.UpstreamName(name)))));
    }

    [Fact]
    public void A_field_that_is_there_with_the_same_bytes_is_derived_for_nothing()
    {
        var record = Some.Read("""{"a":[1],"b":2}""");

        Assert.Equal("""{"a":[1],"b":2}""", Text(new LineEdit().Begin(record).Derive("a", Some.Bytes("[1]"))));
        Assert.Equal("""{"a":[1],"_upstream_b":2,"b":3}""", Text(new LineEdit().Begin(record).Derive("b", Some.Bytes("3"))));
    }

    [Fact]
    public void An_edit_is_reused_without_a_trace_of_the_one_before()
    {
        var edit = new LineEdit();
        edit.Begin(Some.Read("""{"a":1}""")).Append("b", Some.Bytes("2")).Apply();

        Assert.Equal("""{"c":3,"d":4}""", Text(edit.Begin(Some.Read("""{"c":3}""")).Append("d", Some.Bytes("4"))));
    }

    [Fact]
    public void Whatever_is_replaced_the_other_fields_keep_their_bytes()
    {
        var random = new Random(61);
        var edit = new LineEdit();
        for (var i = 0; i < 300; i++)
        {
            var before = Some.Read(SomeJson.Object(random));
            if (before.FieldCount == 0)
                continue;
            var replaced = random.Next(before.FieldCount);
            var after = Some.Read(Text(edit.Begin(before).Replace(replaced, Some.Bytes("\"new\"")).Append("zz", Some.Bytes("[]"))));

            Assert.Equal(before.FieldCount + 1, after.FieldCount);
            for (var field = 0; field < before.FieldCount; field++)
            {
                Assert.Equal(Some.Text8(before.NameOf(field)), Some.Text8(after.NameOf(field)));
                Assert.Equal(field == replaced ? "\"new\"" : Some.Text8(before.ValueOf(field).Bytes), Some.Text8(after.ValueOf(field).Bytes));
            }
        }
    }

    static string Text(LineEdit edit) => Some.Text8(edit.Apply().Span);

    [Theory]
    [InlineData(31), InlineData(32), InlineData(33)]
    public void A_line_that_moves_with_its_edit_is_the_line_that_is_read_anew(int seed)
    {
        var random = new Random(seed);
        string[] values = ["1", "\"a\"", "[1,[2]]", "{\"x\":{\"y\":[[3]]}}", "null", "\"\""];
        for (var i = 0; i < 400; i++)
        {
            var record = Some.Read("{" + string.Join(random.Next(2) == 0 ? " , " : ",", Enumerable.Range(0, random.Next(6)).Select(n => $"\"f{n}\" : {values[random.Next(values.Length)]}")) + " }");
            var edit = new LineEdit().Begin(record);
            for (var field = 0; field < record.FieldCount; field++)
                if (random.Next(3) == 0)
                    edit.Replace(field, Some.Bytes(values[random.Next(values.Length)]));
                else if (record.Fields[field].Kind == JsonKind.Array && random.Next(2) == 0)
                    edit.Splice(record.Fields[field].ValueEnd - 1, record.Fields[field].ValueEnd - 1, Some.Bytes(",[[[4]]]"));
            if (random.Next(2) == 0)
                edit.Append("new", Some.Bytes(values[random.Next(values.Length)]));
            if (random.Next(4) == 0)
                edit.Prepend("first", Some.Bytes("7"));
            var moved = new RecordLine();
            edit.ApplyTo(moved);

            var anew = Some.Read(Some.Text8(moved.Bytes));
            Assert.Equal(anew.Fields.ToArray(), moved.Fields.ToArray());
            Assert.Equal(anew.CloseBrace, moved.CloseBrace);
            Assert.True(moved.Depth >= anew.Depth);
        }
    }
}
