using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Sluice.Alerts;

namespace Sluice.Mail;

/// <summary>Where mail goes out, and as whom.</summary>
/// <param name="Server"><c>smtp://host:port</c> (encrypted if the server offers it) or <c>smtps://host:port</c> (always).</param>
/// <param name="User">Null: nobody logs in.</param>
public sealed record SmtpOptions(Uri Server, MailboxAddress From, MailboxAddress To, string? User = null, string? Password = null)
{
    /// <summary>For each answer of the server. Default 20 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Judges the server's certificate. Default: by the system's authorities.</summary>
    public RemoteCertificateValidationCallback? Trusts { get; init; }
}

/// <summary>
/// Mails each alert as plain text to one address: with several, each has a channel of its own, so that one that is refused
/// keeps nothing from the others. A password is never sent unencrypted, but to this machine itself.
/// </summary>
public sealed class SmtpChannel(SmtpOptions options, TimeProvider clock, string name = "smtp") : IAlertChannel
{
    public string Name => name;

    string Server => options.Server.GetLeftPart(UriPartial.Authority);

    public async Task<Delivery> SendAsync(AlertMessage message, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(options.Timeout * 3);
        try
        {
            using var client = new SmtpClient { Timeout = (int)options.Timeout.TotalMilliseconds };
            if (options.Trusts is { } trusts)
                client.ServerCertificateValidationCallback = trusts;
            var always = options.Server.Scheme == "smtps";
            await client.ConnectAsync(options.Server.Host, options.Server.IsDefaultPort || options.Server.Port < 0 ? (always ? 465 : 25) : options.Server.Port, always ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTlsWhenAvailable, patience.Token);
            if (options.User is { } user)
            {
                if (!client.IsSecure && !options.Server.IsLoopback)
                    return Delivery.Refused($"{Server} offers no encryption, so the password was not sent. Use smtps://, or a server that does.");
                await client.AuthenticateAsync(user, options.Password ?? "", patience.Token);
            }
            using var mail = MailOf(message);
            await client.SendAsync(mail, patience.Token);
            // It is taken; whether the server says goodbye is its own affair.
            try
            {
                await client.DisconnectAsync(quit: true, patience.Token);
            }
            catch (Exception e) when (e is IOException or MailKit.ServiceNotConnectedException or SmtpProtocolException or OperationCanceledException)
            {
            }
            return Delivery.Done;
        }
        catch (SmtpCommandException e)
        {
            // 4xx is for now, 5xx is for good.
            var problem = $"{Server} answered {((int)e.StatusCode).ToString(CultureInfo.InvariantCulture)} to mail for {options.To.Address}: {e.Message}";
            return (int)e.StatusCode >= 500 ? Delivery.Refused(problem) : Delivery.Later(problem);
        }
        catch (MailKit.ServiceNotAuthenticatedException e)
        {
            return Delivery.Refused($"{Server} takes no mail from somebody who has not logged in: {e.Message} Set alert_user and alert_password.");
        }
        catch (Exception e) when (e is MailKit.Security.AuthenticationException or NotSupportedException)
        {
            return Delivery.Refused($"{Server} does not let us in as alert_user: {e.Message}");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Delivery.Later($"{Server} gave no answer in time.");
        }
        catch (Exception e) when (e is SocketException or IOException or SslHandshakeException or SmtpProtocolException or MailKit.ServiceNotConnectedException or TimeoutException)
        {
            return Delivery.Later($"{Server} cannot be reached: {e.Message}");
        }
    }

    MimeMessage MailOf(AlertMessage message)
    {
        var mail = new MimeMessage { Subject = message.Headline, Date = clock.GetUtcNow(), Body = new TextPart("plain") { Text = TextOf(message) } };
        mail.From.Add(options.From);
        mail.To.Add(options.To);
        // The same for every try: a mailbox that gets it twice can tell.
        mail.MessageId = $"{message.Event}-{message.State}@{options.From.Domain}";
        mail.Headers.Add("X-Sluice-Event", message.Event);
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        return mail;
    }

    internal static string TextOf(AlertMessage message)
    {
        var text = new StringBuilder(message.Meaning).Append("\n\n");
        void Line(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                text.Append(name.PadRight(12)).Append(value.ReplaceLineEndings(" ")).Append('\n');
        }
        Line("Code:", message.Code);
        Line("Source:", message.Source);
        Line("Lake:", message.Lake);
        Line("Found:", message.Found);
        Line("Expected:", message.Expected);
        Line("Also:", string.Join(", ", message.Also));
        Line("Since:", message.OpenedAt);
        Line("Over:", message.ClosedAt);
        Line("Run:", message.Run);
        Line("What to do:", message.Remedy);
        Line("Event:", message.Event);
        return text.ToString();
    }
}
