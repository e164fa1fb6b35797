using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sluice.Records;

namespace Sluice.Hub;

/// <summary>
/// The HTTP client under the hub's: no redirects, no cookies, no decompression. Proxies come from <c>HTTPS_PROXY</c>,
/// <c>HTTP_PROXY</c>, <c>ALL_PROXY</c> and <c>NO_PROXY</c>; an endpoint on loopback is never asked through one.
/// </summary>
static class HubConnection
{
    public static HttpClient Open(HubOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = options.Idle,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxConnectionsPerServer = options.Workers + 1,
            UseProxy = !options.Endpoint.IsLoopback,
        };
        if (options.Authorities is { } file)
            handler.SslOptions.CertificateChainPolicy = TrustOnly(file);
        var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", UserAgent(options.Origin));
        http.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        return http;
    }

    static string UserAgent(string? origin)
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "macos" : "linux";
        var safe = origin is not null && origin.All(c => c is > ' ' and <= '~' and not ';') ? $"; origin/{origin}" : "";
        return $"Sluice/{typeof(HubConnection).Assembly.GetName().Version?.ToString(3)}; dotnet/{Environment.Version}; os/{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}{safe}";
    }

    // The variable replaces the system's authorities, as it does for OpenSSL.
    static X509ChainPolicy TrustOnly(string file)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new CorrectTheCallException($"The certificate authorities in {file} (SSL_CERT_FILE, REQUESTS_CA_BUNDLE or CURL_CA_BUNDLE) cannot be read: {e.Message}");
        }
        return policy.CustomTrustStore.Count > 0 ? policy
            : throw new CorrectTheCallException($"{file} (SSL_CERT_FILE, REQUESTS_CA_BUNDLE or CURL_CA_BUNDLE) holds no certificate. Expected PEM.");
    }
}
