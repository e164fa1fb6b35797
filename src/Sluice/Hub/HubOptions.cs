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

    /// <summary>When to give up on an answer, retries included. Default 30 s.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a body may stand still. Default 10 s.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(10);

    /// <exception cref="CorrectTheCallException">The text is no http(s) address.</exception>
    public static Uri ParseEndpoint(string text) =>
        Uri.TryCreate(text.TrimEnd('/'), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw new CorrectTheCallException($"'{text}' is not an endpoint. Give scheme, host and port, like {DefaultEndpoint} or http://127.0.0.1:8080.");

    /// <summary>
    /// The token by the hub's own precedence: <c>HF_TOKEN</c>, <c>HUGGING_FACE_HUB_TOKEN</c>, then the token file
    /// (<c>HF_TOKEN_PATH</c>, else <c>$HF_HOME/token</c>, else <c>~/.cache/huggingface/token</c>).
    /// <c>HF_HUB_DISABLE_IMPLICIT_TOKEN</c> switches all of these off.
    /// </summary>
    public static string? FindToken(Func<string, string?> environment)
    {
        if (IsTruthy(environment("HF_HUB_DISABLE_IMPLICIT_TOKEN")))
            return null;
        if (NonEmpty(environment("HF_TOKEN")) is { } token)
            return token;
        if (NonEmpty(environment("HUGGING_FACE_HUB_TOKEN")) is { } older)
            return older;
        var path = NonEmpty(environment("HF_TOKEN_PATH")) ?? Path.Combine(Home(environment), "token");
        return File.Exists(path) ? NonEmpty(File.ReadAllText(path)) : null;
    }

    static string Home(Func<string, string?> environment) =>
        NonEmpty(environment("HF_HOME"))
        ?? Path.Combine(NonEmpty(environment("XDG_CACHE_HOME"))
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"), "huggingface");

    static string? NonEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <exception cref="CorrectTheCallException">The token cannot be sent: it is not plain ASCII without white space.</exception>
    public static string? CheckedToken(string? token) =>
        token is null || token.All(c => c is > ' ' and <= '~')
            ? token
            : throw new CorrectTheCallException("The hub's token (HF_TOKEN, or the token file) holds a character that no token has. Set it again, or use --no-auth.");

    /// <summary><c>1</c>, <c>on</c>, <c>yes</c> or <c>true</c>, in any case, as the hub's clients read switches.</summary>
    public static bool IsTruthy(string? text) =>
        text?.Trim().ToUpperInvariant() is "1" or "ON" or "YES" or "TRUE";
}
