using System.Globalization;
using Sluice.Validate.Checks;

namespace Sluice.Tests.Validate.Checks;

/// <summary>Records made to be slow: what a check costs grows with the record, not with its square.</summary>
public sealed class WideRecordTests
{
    static string Fields(int count) => string.Join(',', Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"\"f{i}\":{i}")));

    [Fact(Timeout = 20_000)]
    public async Task A_hundred_thousand_fields_are_compared_in_time()
    {
        var fields = Fields(100_000);
        string[] found = await Task.Run(() => SomeValidation.Of(new KeyIsNotRepeated(), "{" + fields + ",\"f99999\":0,\"\\u006612\":1}"));
        Assert.Equal(["json.duplicate_key /f99999", "json.duplicate_key /f12"], found);

        found = await Task.Run(() => SomeValidation.Of(new KeyIsNotRepeated(), "{\"a\":[{" + fields + ",\"f7\":0}]}"));
        Assert.Equal(["json.duplicate_key /a/0/f7"], found);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_million_items_at_the_deepest_level_are_walked_in_time()
    {
        var deep = new string('[', 60) + string.Concat(Enumerable.Repeat("{},", 300_000)) + "{\"a\":1,\"a\":2}" + new string(']', 60);
        var found = await Task.Run(() => SomeValidation.Of(new KeyIsNotRepeated(), "{\"x\":" + deep + "}"));
        Assert.Equal(["json.duplicate_key /x" + string.Concat(Enumerable.Repeat("/0", 59)) + "/300000/a"], found);
    }

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    public void Few_and_many_names_are_compared_alike(int count)
    {
        Assert.Empty(SomeValidation.Of(new KeyIsNotRepeated(), "{" + Fields(count) + "}"));
        Assert.Equal(["json.duplicate_key /f0"], SomeValidation.Of(new KeyIsNotRepeated(), "{" + Fields(count - 1) + ",\"\\u00660\":1}"));
    }
}
