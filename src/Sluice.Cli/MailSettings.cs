using System.Globalization;
using System.Runtime.CompilerServices;
using MimeKit;
using Sluice.Alerts;
using Sluice.Mail;
using Sluice.Records;

namespace Sluice.Cli;

/// <summary>From settings to mail channels, one for each address. By itself, so that a call that mails nothing does not load the mail library.</summary>
static class MailSettings
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IReadOnlyList<IAlertChannel> Open(Settings settings, TimeProvider clock)
    {
        if (!Uri.TryCreate(settings["alert_smtp"], UriKind.Absolute, out var server) || server.Scheme is not ("smtp" or "smtps") || server.Host.Length == 0 || server.UserInfo.Length > 0)
            throw new CorrectTheCallException($"{settings.Said("alert_smtp")} is no mail server. Expected smtp://host:port or smtps://host:port; who logs in is alert_user and alert_password.");
        var to = settings["alert_to"].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (to.Length == 0)
            throw new CorrectTheCallException("alert_smtp is set and alert_to is not: nobody would get the mail. Set SLUICE_ALERT_TO, or --alert-to.");
        return [.. to.Select((one, index) => new SmtpChannel(
            new SmtpOptions(server, Address(settings, "alert_from", settings["alert_from"]), Address(settings, "alert_to", one), settings.OrNull("alert_user"), settings.OrNull("alert_password")), clock, NameOf(index)))];
    }

    static string NameOf(int index) => index == 0 ? "smtp" : string.Create(CultureInfo.InvariantCulture, $"smtp-{index + 1}");

    static MailboxAddress Address(Settings settings, string name, string text) =>
        MailboxAddress.TryParse(text, out var address) && address.Address.Contains('@', StringComparison.Ordinal) ? address
        : throw new CorrectTheCallException(text.Length == 0 ? $"alert_smtp is set and {name} is not. Set SLUICE_{name.ToUpperInvariant()}." : $"{settings.Said(name)}: '{text}' is no mail address.");
}
