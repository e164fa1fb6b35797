using System.Security.Cryptography.X509Certificates;

namespace Sluice.Acceptance;

/// <summary>Proxies and certificate authorities, by the variables that everybody uses for them.</summary>
public sealed class NetworkTests
{
    const string Dataset = "alignment_research";

    static async Task<Hub> HubAsync(Scratch scratch, bool hasLargeFile = false)
    {
        scratch.WriteDataset("arxiv.jsonl", Scratch.Record("a1"));
        await File.WriteAllTextAsync(Path.Combine(scratch.Folder, "rules.json"), $$"""{"largest_git_file": {{(hasLargeFile ? 10 : 1_000_000)}}}""");
        return await Hub.StartAsync(scratch.HubFolder, "--rules", Path.Combine(scratch.Folder, "rules.json"));
    }

    static int PortOf(Hub hub) => new Uri(hub.Endpoint).Port;

    static Task<Outcome> ExtractAsync(Scratch scratch, string endpoint, params (string, string?)[] environment) => Published.RunAsync(scratch.Folder, ["extract", Dataset, "--endpoint", endpoint, "--deadline", "5", "--json"],
        [("HTTP_PROXY", null), ("http_proxy", null), ("HTTPS_PROXY", null), ("https_proxy", null), ("ALL_PROXY", null), ("all_proxy", null), ("NO_PROXY", null), ("no_proxy", null), ("SSL_CERT_FILE", null), .. environment]);

    [Fact]
    public async Task A_hub_behind_a_proxy_is_reached_through_it()
    {
        using var scratch = new Scratch();
        await using var hub = await HubAsync(scratch, hasLargeFile: true);
        using var proxy = Relay.Proxy(("hub.invalid", PortOf(hub)));

        var outcome = (await ExtractAsync(scratch, "http://hub.invalid", ("HTTP_PROXY", $"http://127.0.0.1:{proxy.Port}"))).MustBe(0);

        Assert.Equal("complete", (string)outcome.Json["status"]!);
        Assert.Equal(3, proxy.Asked.Count(asked => asked == "hub.invalid"));
        Assert.Single(proxy.Asked, asked => asked.StartsWith("127.0.0.1:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task NO_PROXY_names_the_hosts_that_are_asked_without_it()
    {
        using var scratch = new Scratch();
        await using var hub = await HubAsync(scratch, hasLargeFile: true);
        using var proxy = Relay.Proxy(("hub.invalid", PortOf(hub)));

        (await ExtractAsync(scratch, "http://hub.invalid", ("HTTP_PROXY", $"http://127.0.0.1:{proxy.Port}"), ("NO_PROXY", "127.0.0.1"))).MustBe(0);

        Assert.All(proxy.Asked, asked => Assert.Equal("hub.invalid", asked));
    }

    [Fact]
    public async Task A_hub_on_this_machine_is_never_asked_through_a_proxy()
    {
        using var scratch = new Scratch();
        await using var hub = await HubAsync(scratch);
        using var proxy = Relay.Proxy();

        (await ExtractAsync(scratch, hub.Endpoint, ("HTTP_PROXY", $"http://127.0.0.1:{proxy.Port}"), ("ALL_PROXY", $"http://127.0.0.1:{proxy.Port}"))).MustBe(0);

        Assert.Empty(proxy.Asked);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused_and_SSL_CERT_FILE_vouches()
    {
        using var scratch = new Scratch();
        await using var hub = await HubAsync(scratch);
        using var certificate = Relay.Certificate("localhost");
        using var tls = Relay.Tls(certificate, PortOf(hub));
        var authorities = Path.Combine(scratch.Folder, "authorities.pem");
        await File.WriteAllTextAsync(authorities, certificate.ExportCertificatePem());
        var endpoint = $"https://localhost:{tls.Port}";

        var refused = (await ExtractAsync(scratch, endpoint)).MustBe(3);
        Assert.Contains("certificate is not trusted", refused.Err);
        Assert.Contains("SSL_CERT_FILE", refused.Err);
        using var stranger = Relay.Certificate("localhost");
        await File.WriteAllTextAsync(authorities + ".other", stranger.ExportCertificatePem());
        (await ExtractAsync(scratch, endpoint, ("SSL_CERT_FILE", authorities + ".other"))).MustBe(3);
        Assert.False(Directory.Exists(Path.Combine(scratch.Lake, "raw")));

        (await ExtractAsync(scratch, endpoint, ("SSL_CERT_FILE", authorities))).MustBe(0);
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_refused_whoever_signed_it()
    {
        using var scratch = new Scratch();
        await using var hub = await HubAsync(scratch);
        using var certificate = Relay.Certificate("other.invalid");
        using var tls = Relay.Tls(certificate, PortOf(hub));
        var authorities = Path.Combine(scratch.Folder, "authorities.pem");
        await File.WriteAllTextAsync(authorities, certificate.ExportCertificatePem());

        Assert.Contains("certificate", (await ExtractAsync(scratch, $"https://localhost:{tls.Port}", ("SSL_CERT_FILE", authorities))).MustBe(3).Err);
    }

    [Fact]
    public async Task A_file_that_holds_no_certificate_is_a_wrong_call()
    {
        using var scratch = new Scratch();
        await File.WriteAllTextAsync(Path.Combine(scratch.Folder, "empty.pem"), "");

        Assert.Contains("SSL_CERT_FILE", (await ExtractAsync(scratch, "https://localhost:1", ("SSL_CERT_FILE", "empty.pem"))).MustBe(2).Err);
        Assert.Contains("SSL_CERT_FILE", (await ExtractAsync(scratch, "https://localhost:1", ("SSL_CERT_FILE", "nowhere.pem"))).MustBe(2).Err);
    }

    [Fact]
    public async Task A_redirect_from_a_safe_connection_to_an_open_one_is_not_followed()
    {
        using var scratch = new Scratch();
        // The stand-in's CDN speaks plain HTTP.
        await using var hub = await HubAsync(scratch, hasLargeFile: true);
        using var certificate = Relay.Certificate("localhost");
        using var tls = Relay.Tls(certificate, PortOf(hub));
        var authorities = Path.Combine(scratch.Folder, "authorities.pem");
        await File.WriteAllTextAsync(authorities, certificate.ExportCertificatePem());

        var outcome = (await ExtractAsync(scratch, $"https://localhost:{tls.Port}", ("SSL_CERT_FILE", authorities))).MustBe(4);

        Assert.Contains("from https to http", (string)outcome.Json["because"]!);
    }

    [Fact]
    public async Task A_safe_connection_goes_through_a_proxy_as_a_tunnel()
    {
        using var scratch = new Scratch();
        await using var hub = await HubAsync(scratch);
        using var certificate = Relay.Certificate("hub.invalid");
        using var tls = Relay.Tls(certificate, PortOf(hub));
        using var proxy = Relay.Proxy(("hub.invalid:443", tls.Port));
        var authorities = Path.Combine(scratch.Folder, "authorities.pem");
        await File.WriteAllTextAsync(authorities, certificate.ExportCertificatePem());

        (await ExtractAsync(scratch, "https://hub.invalid", ("HTTPS_PROXY", $"http://127.0.0.1:{proxy.Port}"), ("SSL_CERT_FILE", authorities))).MustBe(0);

        Assert.NotEmpty(proxy.Asked);
        Assert.All(proxy.Asked, asked => Assert.Equal("hub.invalid:443", asked));
    }
}
