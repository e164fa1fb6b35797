namespace Sluice.Tests.Validate.Rules;

public sealed class RuleFileTests
{
    [Theory]
    [InlineData("[]", "the file is a list")]
    [InlineData("{}", "has no list of 'rules'")]
    [InlineData("""{"rules":{}}""", "but an object")]
    [InlineData("""{"rules":[],"version":1}""", "the file has an unknown key 'version'. Did you mean 'rules'?")]
    [InlineData("""{"rules":[7]}""", "rule 1 is 7")]
    [InlineData("""{"rules":[{}]}""", "rule 1 has no 'name'")]
    [InlineData("""{"rules":[{}]}""", "rule 1 has no 'field'")]
    [InlineData("""{"rules":[{}]}""", "rule 1 has no 'operator'. Known: exists, absent,")]
    [InlineData("""{"rules":[{"name":"No","field":"f","operator":"exists"}]}""", "has the name 'No'")]
    [InlineData("""{"rules":[{"name":7,"field":"f","operator":"exists"}]}""", "has 7 as its 'name'")]
    [InlineData("""{"rules":[{"name":"n","name":"n","field":"f","operator":"exists"}]}""", "rule 1 'n' has the key 'name' twice")]
    [InlineData("""{"rules":[{"name":"n","field":"/a~2","operator":"exists"}]}""", "'/a~2' as its 'field'")]
    [InlineData("""{"rules":[{"name":"n","field":"","operator":"exists"}]}""", "'' as its 'field'")]
    [InlineData("""{"rules":[{"name":"n","field":"f","operator":"is"}]}""", "unknown operator 'is'. Did you mean 'in'?")]
    [InlineData("""{"rules":[{"name":"n","field":"f","operator":"exists","value":1}]}""", "'exists' takes neither")]
    [InlineData("""{"rules":[{"name":"n","field":"f","operator":"equals"}]}""", "has nothing to compare with. 'equals' takes a 'value'")]
    [InlineData("""{"rules":[{"name":"n","field":"f","operator":"equals","value":1,"other":"g"}]}""", "both 'value' and 'other'")]
    [InlineData("""{"rules":[{"name":"n","field":"f","operator":"equals","value":null}]}""", "there is the operator 'absent'")]
    [InlineData("""{"rules":[{"name":"n","field":"f","operator":"equals","value":[1]}]}""", "has a list as its 'value'")]
    [InlineData("""{"rules":[{"name":"n","field":"f","operator":"matches","other":"g"}]}""", "'matches' takes a value only")]
    [InlineData("""{"rules":[{"name":"n","field":"f","operator":"in","value":[[1]]}]}""", "'in' takes a list of strings")]
    [InlineData("""{"rules":[{"name":"n","field":"f","operator":"min_length","value":-1}]}""", "a whole number that is not negative")]
    [InlineData("""{"rules":[{"name":"n","field":"f","operator":"min_length","value":1.5}]}""", "a whole number that is not negative")]
    [InlineData("""{"rules":[{"name":"n","field":"f","operator":"type","value":"text"}]}""", "one or a list of string, number")]
    [InlineData("""{"rules":[{"name":"n","field":"f","operator":"matches","value":"["}]}""", "which is not supported as an expression")]
    [InlineData("""{"rules":[{"name":"n","field":"f","operator":"exists","severity":"fatal"}]}""", "has the severity 'fatal'. Did you mean")]
    [InlineData("""{"rules":[{"name":"n","field":"f","operator":"exists","message":1}]}""", "has 1 as its 'message'")]
    [InlineData("""{"rules":[{"name":"n","field":"f","operator":"exists","when":"always"}]}""", "rule 1 'n': when is \"always\"")]
    [InlineData("""{"rules":[{"name":"n","field":"f","operator":"exists","when":[{"field":"f","operator":"exists"},{"field":"f","operator":"equal","value":1,"severity":"error"}]}]}""", "rule 1 'n': when[1] has an unknown key 'severity'")]
    [InlineData("""{"rules":[{"name":"\ud800","field":"f","operator":"exists"}]}""", "surrogate")]
    [InlineData("""{"rules":[""", "cannot be read")]
    public void A_file_that_is_wrong_is_refused_and_says_how(string json, string message)
    {
        var refusal = SomeRules.Refusal(json);

        Assert.Contains(message, refusal);
        Assert.Contains("rules.json", refusal);
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once()
    {
        var refusal = SomeRules.Refusal("""{"rules":[{"name":"a","field":"f","operator":"x"},{"name":"b","field":7,"operator":"in","value":1},{"name":"a","field":"f","operator":"exists"}]}""");

        Assert.Equal(["rule 1 'a' has an", "rule 2 'b' has 7 ", "rule 2 'b' has 1 ", "rule 3 has the na"], refusal.Split('\n')[1..].Select(line => line.Trim()[..17]));
    }

    [Fact]
    public void A_file_that_is_not_there_is_refused() =>
        Assert.Contains("nowhere.json", Assert.Throws<Sluice.Records.CorrectTheCallException>(() => Sluice.Validate.Rules.CustomChecks.Load("nowhere.json", [])).Message);
}
