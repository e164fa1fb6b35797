using System.Globalization;
using Sluice.Records;

namespace Sluice.Hub;

/// <summary>How to reach a hub. Defaults are those of its own clients.</summary>
public sealed record HubOptions
{
    public const string DefaultEndpoint = "https://huggingface.co";

    /// <summary>Scheme, host and port. Default https://huggingface.co.</summary>
    public Uri Endpoint { get; init; } = new(DefaultEndpoint);

    /// <summary>Sent to the endpoint only, never to another host, never logged. Default none.</summary>
    public string? Token { get; init; }

    /// <summary>When to give up on an answer, or on a body that makes no headway, retries included. Default 30 s.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a connection, an answer's head or a body may stand still before it is asked for again. Default 10 s.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Files fetched at a time. Default 4.</summary>
    public int Workers { get; init; } = 4;

    /// <summary>A PEM file of certificate authorities instead of the system's. Default none.</summary>
    public string? Authorities { get; init; }

    /// <summary>Named at the end of the User-Agent. Default none.</summary>
    public string? Origin { get; init; }

    /// <summary>What the standard variables say, but the token: idle time, certificate authorities, origin.</summary>
    public HubOptions WithEnvironment(Func<string, string?> environment) => this with
    {
        Idle = double.TryParse(environment("HF_HUB_DOWNLOAD_TIMEOUT"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 86_400
            ? TimeSpan.FromSeconds(seconds) : Idle,
        Authorities = HubToken.NonEmpty(environment("SSL_CERT_FILE")) ?? HubToken.NonEmpty(environment("REQUESTS_CA_BUNDLE")) ?? HubToken.NonEmpty(environment("CURL_CA_BUNDLE")) ?? Authorities,
        Origin = HubToken.NonEmpty(environment("HF_HUB_USER_AGENT_ORIGIN")) ?? Origin,
    };

    /// <summary>Somebody else's words without the token: a proxy's error page may repeat what it was sent.</summary>
    internal string WithoutToken(string text) => Token is null ? text : text.Replace(Token, "…", StringComparison.Ordinal);

    /// <exception cref="CorrectTheCallException">The text is no http(s) address, or more than one of a host.</exception>
    public static Uri ParseEndpoint(string text) =>
        Uri.TryCreate(text.TrimEnd('/'), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0 && uri.PathAndQuery == "/" && uri.Fragment.Length == 0
            ? uri
            : throw new CorrectTheCallException($"'{text}' is not an endpoint. Give scheme, host and port, like {DefaultEndpoint} or http://127.0.0.1:8080.");

    /// <summary><c>1</c>, <c>on</c>, <c>yes</c> or <c>true</c>, in any case, as the hub's clients read switches.</summary>
    public static bool IsTruthy(string? text) =>
        text?.Trim().ToUpperInvariant() is "1" or "ON" or "YES" or "TRUE";
}
