using System.Text.RegularExpressions;
using Sluice.Records;

namespace Sluice.Hub;

/// <summary>
/// The token by the hub's own precedence: <c>HF_TOKEN</c>, <c>HUGGING_FACE_HUB_TOKEN</c>, then the token file
/// (<c>HF_TOKEN_PATH</c>, else <c>$HF_HOME/token</c>, else <c>~/.cache/huggingface/token</c>).
/// <c>HF_HUB_DISABLE_IMPLICIT_TOKEN</c> switches all of these off.
/// </summary>
public static partial class HubToken
{
    /// <exception cref="CheckTheMachineException">The token file is there and cannot be read.</exception>
    public static string? Find(Func<string, string?> environment)
    {
        if (HubOptions.IsTruthy(environment("HF_HUB_DISABLE_IMPLICIT_TOKEN")))
            return null;
        if (NonEmpty(environment("HF_TOKEN")) is { } token)
            return token;
        if (NonEmpty(environment("HUGGING_FACE_HUB_TOKEN")) is { } older)
            return older;
        var path = Expanded(environment("HF_TOKEN_PATH"), environment) ?? Path.Combine(Home(environment), "token");
        try
        {
            return File.Exists(path) ? NonEmpty(File.ReadAllText(path)) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckTheMachineException($"The hub's token file {path} cannot be read: {e.Message} Mend its permissions, or use --no-auth.", e);
        }
    }

    static string Home(Func<string, string?> environment) =>
        Expanded(environment("HF_HOME"), environment)
        ?? Path.Combine(Expanded(environment("XDG_CACHE_HOME"), environment) ?? Path.Combine(UserHome(environment), ".cache"), "huggingface");

    static string UserHome(Func<string, string?> environment) =>
        NonEmpty(environment("HOME")) ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    // The hub's clients expand ~ and $VAR in these paths; a variable that is not set stays as it is written.
    static string? Expanded(string? path, Func<string, string?> environment)
    {
        if (NonEmpty(path) is not { } text)
            return null;
        if (text == "~" || text.StartsWith("~/", StringComparison.Ordinal))
            text = UserHome(environment) + text[1..];
        return Variable().Replace(text, match => environment(match.Groups["name"].Value) ?? match.Value);
    }

    /// <summary>The text without white space around it; null if nothing is left.</summary>
    public static string? NonEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <exception cref="CorrectTheCallException">The token cannot be sent: it is not plain ASCII without white space.</exception>
    public static string? Checked(string? token) =>
        token is null || token.All(c => c is > ' ' and <= '~')
            ? token
            : throw new CorrectTheCallException("The hub's token (HF_TOKEN, or the token file) holds a character that no token has. Set it again, or use --no-auth.");

    [GeneratedRegex(@"\$\{?(?<name>\w+)\}?", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Variable();
}
