using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Sluice.Tests.Hub;

/// <summary>An answer as it came: nothing followed, nothing unpacked.</summary>
sealed record Reply(int Status, byte[] Body, IReadOnlyDictionary<string, string> Headers)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonNode Json => JsonNode.Parse(Text)!;

    public string? this[string header] => Headers.GetValueOrDefault(header);
}

/// <summary>A plain HTTP client that does only what it is told, against a stand-in with one dataset.</summary>
sealed class StandInCaller(SomeHub hub) : IDisposable
{
    public const string Api = "/api/datasets/" + SomeHub.Dataset;
    public const string Main = "/datasets/" + SomeHub.Dataset + "/resolve/main/";

    readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.None })
    {
        BaseAddress = hub.Endpoint,
        Timeout = TimeSpan.FromSeconds(20),
    };

    public Task<Reply> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public Task<Reply> HeadAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Head, path, null, headers);

    public Task<Reply> PostAsync(string path, HttpContent content) => SendAsync(HttpMethod.Post, path, content);

    /// <summary>The bytes of a file of main: the redirect by hand, then whatever it leads to.</summary>
    public async Task<Reply> FileAsync(string file, params (string Name, string Value)[] headers) =>
        await GetAsync((await GetAsync(Main + file))["Location"]!, headers);

    public async Task<string> ShaAsync() => (string)(await GetAsync(Api)).Json["sha"]!;

    async Task<Reply> SendAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = await OpenAsync(method, path, content, headers);
        return new Reply((int)request.StatusCode, await request.Content.ReadAsByteArrayAsync(), HeadersOf(request));
    }

    /// <summary>Headers only; the body is still to come.</summary>
    public async Task<HttpResponseMessage> OpenAsync(HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public static IReadOnlyDictionary<string, string> HeadersOf(HttpResponseMessage answer) =>
        answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated).ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);

    public void Dispose() => _http.Dispose();
}
