using Sluice.Cli;
using Sluice.Records;

namespace Sluice.Tests.Hub;

/// <summary>The switches by which the hub's own clients go offline.</summary>
public sealed class OfflineTests
{
    static Settings Of(params (string Name, string Value)[] environment) => new(environment.ToDictionary(pair => pair.Name, pair => pair.Value).GetValueOrDefault);

    [Theory]
    [InlineData("HF_HUB_OFFLINE", "1", true)]
    [InlineData("HF_HUB_OFFLINE", "Yes", true)]
    [InlineData("TRANSFORMERS_OFFLINE", "on", true)]
    [InlineData("TRANSFORMERS_OFFLINE", "0", false)]
    [InlineData("HF_HUB_OFFLINE", "false", false)]
    [InlineData("HF_HUB_OFFLINE", "", false)]
    public void Either_switch_counts(string name, string value, bool isOffline) => Assert.Equal(isOffline, Of((name, value)).IsOn("offline"));

    [Fact]
    public void One_that_is_off_does_not_hide_the_other_and_our_own_goes_first()
    {
        Assert.True(Of(("HF_HUB_OFFLINE", "0"), ("TRANSFORMERS_OFFLINE", "1")).IsOn("offline"));
        Assert.False(Of(("SLUICE_OFFLINE", "0"), ("HF_HUB_OFFLINE", "1")).IsOn("offline"));
    }

    [Theory]
    [InlineData("HF_HUB_OFFLINE")]
    [InlineData("TRANSFORMERS_OFFLINE")]
    public void A_mistyped_switch_is_neither_on_nor_off(string name) =>
        Assert.Contains(name, Assert.Throws<CorrectTheCallException>(() => Of((name, "banana")).IsOn("offline")).Message);
}
