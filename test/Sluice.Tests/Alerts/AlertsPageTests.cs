using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sluice.Alerts;
using Sluice.Records;

namespace Sluice.Tests.Alerts;

/// <summary>The page about alerts says what is so, and its way to check a signature works.</summary>
public sealed partial class AlertsPageTests
{
    static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "alerts.md"));

    static AlertMessage Message => AlertMessage.ForTest(new Sluice.Zones.Lake("lake"), new FakeClock().GetUtcNow());

    [Fact]
    public void Every_code_has_its_line() => Assert.Empty(FindingCode.OfLiveness.Where(code => !Page.Contains($"| `{code.Code}` |")).Select(code => code.Code));

    [Fact]
    public void The_page_names_no_code_that_does_not_exist() =>
        Assert.Empty(Codes().Matches(Page).Select(match => match.Groups[1].Value).Distinct().Except(FindingCode.OfLiveness.Select(code => code.Code)));

    [Fact]
    public void Every_field_of_the_payload_is_there()
    {
        using var json = JsonDocument.Parse(Message.ToBytes());
        Assert.All(json.RootElement.EnumerateObject(), field => Assert.Contains($"`{field.Name}`", Page[Page.IndexOf("## The payload", StringComparison.Ordinal)..Page.IndexOf("## At least once", StringComparison.Ordinal)]));
    }

    [Fact]
    public void Every_expectation_is_there_with_its_default()
    {
        foreach (var property in typeof(Sluice.Sources.Expectations).GetProperties().Where(property => property.SetMethod is not null))
            Assert.Contains($"`{JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name)}`", Page);
    }

    [Theory]
    [InlineData("our secret", "genuine")]
    [InlineData("their secret", "forged")]
    public void The_shell_s_way_to_check_a_signature_works(string secret, string answer)
    {
        using var folder = new TempFolder();
        folder.Write("body.json", Message.ToBytes());
        var script = Blocks().Matches(Page).Select(match => match.Groups[1].Value).Single(block => block.Contains("openssl"));
        var start = new ProcessStartInfo("bash", ["-c", "command -v openssl >/dev/null || exit 77\n" + script]) { WorkingDirectory = folder.Path, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var (name, value) in new[] { ("TIMESTAMP", "1769824800"), ("SIGNATURE", WebhookChannel.Sign("our secret", "1769824800", Message.ToBytes())), ("SECRET", secret) })
            start.Environment[name] = value;
        using var shell = Start(start);
        Assert.SkipWhen(shell is null, "There is no bash here.");
        var told = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        Assert.SkipWhen(shell.ExitCode == 77, "There is no openssl here.");

        Assert.Equal(answer, told.Trim());
    }

    static Process? Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    [GeneratedRegex(@"`((?:source|release|lake|disk)\.[a-z_]+)`")]
    private static partial Regex Codes();

    [GeneratedRegex(@"```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
