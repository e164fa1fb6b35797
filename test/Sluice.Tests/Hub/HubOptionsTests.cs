using Sluice.Hub;
using Sluice.Records;

namespace Sluice.Tests.Hub;

public sealed class HubOptionsTests : IDisposable
{
    readonly TempFolder _folder = new();

    public HubOptionsTests()
    {
        _folder.Write("path-token", "from-path\n");
        _folder.Write("home/token", " from-home \n");
        _folder.Write("cache/huggingface/token", "from-cache");
        _folder.Write("empty/token", "\n");
    }

    public void Dispose() => _folder.Dispose();

    string? Find(params (string Name, string Value)[] environment)
    {
        var values = environment.ToDictionary(pair => pair.Name, pair => pair.Value.Replace("~", _folder.Path));
        return HubToken.Find(values.GetValueOrDefault);
    }

    [Fact]
    public void The_environment_goes_before_the_files_and_the_newer_name_before_the_older()
    {
        (string, string)[] all = [("HF_TOKEN", "new"), ("HUGGING_FACE_HUB_TOKEN", "old"), ("HF_TOKEN_PATH", "~/path-token"), ("HF_HOME", "~/home"), ("XDG_CACHE_HOME", "~/cache")];

        Assert.Equal(["new", "old", "from-path", "from-home", "from-cache"], Enumerable.Range(0, 5).Select(skip => Find(all[skip..])));
    }

    [Fact]
    public void Blank_values_are_no_values()
    {
        Assert.Equal("old", Find(("HF_TOKEN", " "), ("HUGGING_FACE_HUB_TOKEN", " old ")));
        Assert.Null(Find(("HF_HOME", "~/empty")));
        Assert.Null(Find(("HF_HOME", "~/nowhere")));
    }

    [Theory]
    [InlineData("HF_TOKEN_PATH", "~/path-token", "from-path")]
    [InlineData("HF_TOKEN_PATH", "$BASE/path-token", "from-path")]
    [InlineData("HF_TOKEN_PATH", "${BASE}/path-token", "from-path")]
    [InlineData("HF_TOKEN_PATH", "$BASELESS/path-token", null)]
    [InlineData("HF_HOME", "~/home", "from-home")]
    [InlineData("HF_HOME", "$BASE/home", "from-home")]
    [InlineData("XDG_CACHE_HOME", "~/cache", "from-cache")]
    public void A_home_and_variables_in_a_path_are_expanded(string name, string path, string? token)
    {
        var values = new Dictionary<string, string?> { [name] = path, ["HOME"] = _folder.Path, ["BASE"] = _folder.Path };

        Assert.Equal(token, HubToken.Find(values.GetValueOrDefault));
    }

    [Theory]
    [InlineData("1", null)]
    [InlineData("True", null)]
    [InlineData("yes", null)]
    [InlineData("ON", null)]
    [InlineData("0", "new")]
    [InlineData("", "new")]
    [InlineData("no", "new")]
    public void One_switch_turns_all_of_them_off(string value, string? token) =>
        Assert.Equal(token, Find(("HF_TOKEN", "new"), ("HF_HUB_DISABLE_IMPLICIT_TOKEN", value)));

    [Theory]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080/")]
    [InlineData("https://hub.example.org/", "https://hub.example.org/")]
    public void An_endpoint_is_scheme_host_and_port(string text, string uri) => Assert.Equal(uri, HubOptions.ParseEndpoint(text).AbsoluteUri);

    [Theory]
    [InlineData("huggingface.co")]
    [InlineData("ftp://huggingface.co")]
    [InlineData("/a/path")]
    [InlineData("https://mirror.example.org/hub")]
    [InlineData("https://mirror.example.org?a=b")]
    [InlineData("https://me:secret@mirror.example.org")]
    [InlineData("")]
    public void Anything_else_is_refused(string text) => Assert.Throws<CorrectTheCallException>(() => HubOptions.ParseEndpoint(text));
}
