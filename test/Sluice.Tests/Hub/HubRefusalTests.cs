using Sluice.Hub;
using Sluice.Records;
using Sluice.Server.HubStandIn;

namespace Sluice.Tests.Hub;

/// <summary>Each way in which the hub says no is an exception that names the way out.</summary>
public sealed class HubRefusalTests
{
    [Theory]
    [InlineData("open", "hf_made_up", typeof(CheckTheTokenException))]
    [InlineData("open", "hf_none", null)]
    [InlineData("private", null, typeof(CheckTheDatasetException))]
    [InlineData("private", "hf_made_up", typeof(CheckTheTokenException))]
    [InlineData("private", "hf_none", typeof(CheckTheDatasetException))]
    [InlineData("private", "hf_one", null)]
    [InlineData("auto", null, typeof(AskForAccessException))]
    [InlineData("manual", "hf_made_up", typeof(CheckTheTokenException))]
    [InlineData("manual", "hf_none", typeof(AskForAccessException))]
    [InlineData("manual", "hf_one", null)]
    [InlineData("disabled", null, typeof(ChooseAnotherDatasetException))]
    [InlineData("disabled", "hf_one", typeof(ChooseAnotherDatasetException))]
    [InlineData("missing", null, typeof(CheckTheDatasetException))]
    [InlineData("missing", "hf_one", typeof(CheckTheDatasetException))]
    public async Task Datasets_and_tokens(string kind, string? token, Type? stop)
    {
        await using var hub = await SomeHub.StartAsync(("a.jsonl", ["{}"]));
        hub.Server.Rules = new HubRules
        {
            Tokens = new Dictionary<string, IReadOnlyList<string>> { ["hf_one"] = [SomeHub.Dataset], ["hf_none"] = [] },
            Datasets = new Dictionary<string, DatasetRules> { [SomeHub.Dataset] = new() { Private = kind == "private", Disabled = kind == "disabled", Gated = kind is "auto" or "manual" ? kind : null } },
        };
        using var client = SomeClient.Of(hub.Endpoint, token: token);

        var thrown = await Record.ExceptionAsync(async () => await client.ReadAsync(await client.RevisionAsync(kind == "missing" ? "No/such" : SomeHub.Dataset)));

        Assert.Equal(stop, thrown?.GetType());
        Assert.DoesNotContain("hf_", thrown?.ToString() ?? "");
        Assert.True(thrown is null or StopException { ExitCode: 3 });
        // A refusal is no matter of waiting: it is asked for once.
        Assert.True(thrown is null || hub.Server.Requests.Count <= 3);
    }

    [Fact]
    public async Task Revisions_and_files()
    {
        await using var hub = await SomeHub.StartAsync(("a.jsonl", ["{}"]));
        using var client = SomeClient.Of(hub.Endpoint);
        var revision = await client.RevisionAsync();

        await Assert.ThrowsAsync<CheckTheRevisionException>(() => client.RevisionAsync(revision: "no/such"));
        await Assert.ThrowsAsync<ListTheFilesAgainException>(() => client.ReadAsync(revision, revision.Files[0] with { Path = "b.jsonl" }));
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    public async Task A_revision_that_would_become_another_address_is_not_asked_for(string revision)
    {
        await using var hub = await SomeHub.StartAsync(("a.jsonl", ["{}"]));
        using var client = SomeClient.Of(hub.Endpoint);

        await Assert.ThrowsAsync<CorrectTheCallException>(() => client.RevisionAsync(revision: revision));
        Assert.Empty(hub.Server.Requests);
    }

    [Theory]
    [InlineData("./x")]
    [InlineData("x/.")]
    [InlineData("../x")]
    [InlineData("x/..")]
    [InlineData("a--b/x")]
    [InlineData("a/x.git")]
    [InlineData("a/b/c")]
    [InlineData("a")]
    public async Task A_name_that_no_dataset_has_is_not_asked_for(string dataset)
    {
        await using var hub = await SomeHub.StartAsync(("a.jsonl", ["{}"]));
        using var client = SomeClient.Of(hub.Endpoint);

        await Assert.ThrowsAsync<CorrectTheCallException>(() => client.RevisionAsync(dataset));
        Assert.Empty(hub.Server.Requests);
    }
}
