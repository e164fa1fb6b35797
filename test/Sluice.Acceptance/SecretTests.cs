using System.Text.Json.Nodes;

namespace Sluice.Acceptance;

/// <summary>The token goes to the hub and nowhere else: not into logs, ledger, lake, messages, nor to another host.</summary>
public sealed class SecretTests
{
    const string Token = "hf_acceptanceSecretToken";

    static string Rules(string faults) => $$$"""
        {"largest_git_file": 600, "tokens": {"{{{Token}}}": ["*"]}, "datasets": {"StampyAI/alignment-research-dataset": {"private": true}}, "faults": [{{{faults}}}]}
        """;

    [Theory]
    [InlineData("", Token, 0)]
    [InlineData("""{"kind": "truncate", "listener": "cdn"}, {"kind": "status", "status": 503, "path": "/api/*", "times": 2}""", Token, 0)]
    [InlineData("""{"kind": "flip_bit", "listener": "cdn", "times": 0}""", Token, 4)]
    [InlineData("""{"kind": "status", "status": 403, "listener": "cdn", "times": 0}""", Token, 4)]
    [InlineData("""{"kind": "status", "status": 500, "path": "/api/*", "times": 0}""", Token, 3)]
    [InlineData("""{"kind": "redirect", "path": "*/tree/*", "location": "http://127.0.0.1:1/", "times": 0}""", Token, 3)]
    [InlineData("", Token + "X", 3)]
    public async Task It_is_nowhere_but_in_requests_to_the_hub(string faults, string token, int exitCode)
    {
        using var scratch = new Scratch();
        scratch.WriteDataset("arxiv.jsonl", Scratch.Record("a1"));
        scratch.WriteDataset("lesswrong.jsonl", [.. Enumerable.Range(0, 9).Select(number => Scratch.Record($"l{number}"))]);
        var (rules, record) = (Path.Combine(scratch.Folder, "rules.json"), Path.Combine(scratch.Folder, "requests.jsonl"));
        await File.WriteAllTextAsync(rules, Rules(faults));
        var hub = await Hub.StartAsync(scratch.HubFolder, "--rules", rules, "--record", record);
        Outcome outcome;
        await using (hub)
            outcome = (await Published.RunAsync(scratch.Folder, ["run", "alignment_research", "--endpoint", hub.Endpoint, "--deadline", "6", "--verbose"], ("HF_TOKEN", token))).MustBe(exitCode);

        var requests = (await File.ReadAllLinesAsync(record)).Select(line => JsonNode.Parse(line)!).ToList();
        var toHub = requests.Where(request => (string)request["listener"]! == "hub").ToList();
        Assert.NotEmpty(toHub);
        Assert.All(toHub, request => Assert.Contains(token, request.ToJsonString()));
        var toOthers = requests.Except(toHub).ToList();
        Assert.All(toOthers, request => Assert.DoesNotContain(Token, request.ToJsonString()));
        // A refusal of the first request leaves nothing to log before it is the last word.
        Assert.Equal(token == Token, Directory.Exists(Path.Combine(scratch.Lake, "logs")));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(scratch.Lake, "runs")));
        var secrets = toOthers.Select(request => Signature((string)request["query"]!)).Append(Token).ToList();
        Assert.Empty(Places(scratch.Lake, outcome, secrets));
    }

    [Fact]
    public async Task The_search_finds_a_secret_wherever_it_lies()
    {
        using var scratch = new Scratch();
        Directory.CreateDirectory(Path.Combine(scratch.Lake, "logs"));
        await File.WriteAllTextAsync(Path.Combine(scratch.Lake, "logs", "sluice.log"), "GET with " + Token);

        Assert.Equal(["sluice.log", "stderr"], Places(scratch.Lake, new Outcome(0, "", Token), [Token]));
    }

    static string Signature(string query) => query.Split("Signature=")[1].Split('&')[0];

    static IEnumerable<string> Places(string lake, Outcome outcome, IReadOnlyList<string> secrets) =>
        Directory.EnumerateFiles(lake, "*", SearchOption.AllDirectories).Select(path => (Path.GetFileName(path), System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(path))))
            .Append(("stdout", outcome.Out)).Append(("stderr", outcome.Err))
            .Where(place => secrets.Any(secret => place.Item2.Contains(secret, StringComparison.Ordinal))).Select(place => place.Item1);
}
