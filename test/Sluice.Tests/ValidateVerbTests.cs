using Sluice.Cli;

namespace Sluice.Tests;

/// <summary>Exit codes of <c>validate</c> with checks of one's own, and of its self-test.</summary>
public sealed class ValidateVerbTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    Task<int> ValidateAsync(params string[] args) => CommandLine.RunAsync(["validate", "--quiet", "--json", "--lake", _folder.File("no-lake"), .. args]);

    string Rules(string severity) =>
        _folder.Write($"{severity}.json", $$"""{"rules":[{"name":"karma","field":"karma","operator":"exists","severity":"{{severity}}"}]}""");

    [Fact]
    public async Task A_rule_that_warns_changes_nothing_and_one_that_is_an_error_makes_records_invalid()
    {
        var file = _folder.Write("some.jsonl", Some.Line() + "\n");

        Assert.Equal(0, await ValidateAsync(file));
        Assert.Equal(0, await ValidateAsync(file, "--rules", Rules("warning")));
        Assert.Equal(1, await ValidateAsync(file, "--rules", Rules("error")));
    }

    [Fact]
    public async Task A_rule_file_or_a_plug_in_that_cannot_be_used_is_a_wrong_call()
    {
        var file = _folder.Write("some.jsonl", Some.Line() + "\n");

        Assert.Equal(2, await ValidateAsync(file, "--rules", Rules("fatal")));
        Assert.Equal(2, await ValidateAsync(file, "--plugin", _folder.Write("a plug-in.dll", "no assembly")));
        Assert.Equal(2, await ValidateAsync(file, "--plugin", _folder.File("nowhere.dll")));
    }

    [Fact]
    public async Task The_lake_s_settings_may_name_the_rules()
    {
        var file = _folder.Write("some.jsonl", Some.Line() + "\n");
        _folder.Write(Path.Combine("no-lake", "sluice.json"), new System.Text.Json.Nodes.JsonObject { ["rules"] = Rules("error") }.ToJsonString());

        Assert.Equal(1, await ValidateAsync(file));
    }

    [Fact]
    public async Task The_self_test_needs_no_lake_and_no_target_and_passes() => Assert.Equal(0, await ValidateAsync("--self-test"));

    [Fact]
    public async Task Without_a_target_there_is_nothing_to_validate() => Assert.Equal(2, await ValidateAsync());

    [Fact]
    public async Task A_file_without_a_valid_record_cannot_be_mutated() => Assert.Equal(2, await ValidateAsync("--self-test", _folder.Write("some.jsonl", "rubbish\n")));
}
