using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using Sluice.Alerts;
using Sluice.Cli;
using Sluice.Mail;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Sluice.Tests.Alerts;

/// <summary>Against a real mail server on loopback.</summary>
public sealed class SmtpChannelTests
{
    static readonly FakeClock Clock = new();

    static AlertMessage Message => AlertMessage.ForTest(new Sluice.Zones.Lake("lake"), Clock.GetUtcNow()) with { State = AlertMessage.Open, Code = "source.stale", Source = "alpha", Found = "old\r\nBcc: eve@example.org", Expected = "new" };

    /// <summary>What came, and whether it came encrypted.</summary>
    sealed class Mailbox : MessageStore
    {
        public List<(MimeMessage Mail, bool Secure)> Mails { get; } = [];

        public SmtpResponse Answer { get; set; } = SmtpResponse.Ok;

        public override async Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            if (Answer == SmtpResponse.Ok)
                Mails.Add((await MimeMessage.LoadAsync(new MemoryStream(buffer.ToArray()), cancellationToken), context.Pipe.IsSecure));
            return Answer;
        }
    }

    /// <summary>Knows everybody but Bo.</summary>
    sealed class NotBo : MailboxFilter
    {
        public override Task<bool> CanDeliverToAsync(ISessionContext context, SmtpServer.Mail.IMailbox to, SmtpServer.Mail.IMailbox from, CancellationToken cancellationToken) =>
            Task.FromResult(to.User != "bo");
    }

    sealed class Server : IAsyncDisposable
    {
        readonly CancellationTokenSource _stop = new();
        readonly X509Certificate2? _certificate;
        readonly Task _running;

        public Server(bool tls = false, bool login = false)
        {
            using (var free = new TcpListener(IPAddress.Loopback, 0))
            {
                free.Start();
                Port = ((IPEndPoint)free.LocalEndpoint).Port;
            }
            if (tls)
            {
                using var key = RSA.Create(2048);
                var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
                using var made = request.CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero));
                _certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
            }
            var options = new SmtpServerOptionsBuilder().ServerName("localhost").Endpoint(endpoint =>
            {
                endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, Port)).AllowUnsecureAuthentication(true).AuthenticationRequired(login);
                if (_certificate is not null)
                    endpoint.Certificate(_certificate);
            }).Build();
            var services = new SmtpServer.ComponentModel.ServiceProvider();
            services.Add(Box);
            services.Add(new NotBo());
            services.Add(new DelegatingUserAuthenticator((user, password) => user == "lake" && password == "right"));
            _running = new SmtpServer.SmtpServer(options, services).StartAsync(_stop.Token);
        }

        public int Port { get; }

        public Mailbox Box { get; } = new();

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            try
            {
                await _running;
            }
            catch (OperationCanceledException)
            {
                // Being stopped is how it ends.
            }
            _stop.Dispose();
            _certificate?.Dispose();
        }
    }

    static SmtpOptions Options(int port) => new(new Uri($"smtp://127.0.0.1:{port}"), new MailboxAddress("Lake", "lake@example.org"), new MailboxAddress(null, "ada@example.org")) { Timeout = TimeSpan.FromSeconds(5) };

    static Task<Delivery> SendAsync(SmtpOptions options) => new SmtpChannel(options, Clock).SendAsync(Message, default);

    [Fact]
    public async Task An_alert_is_mailed_as_plain_text()
    {
        await using var server = new Server();

        Assert.Equal(Delivery.Done, await SendAsync(Options(server.Port)));

        var (mail, secure) = Assert.Single(server.Box.Mails);
        Assert.False(secure);
        Assert.Equal(("[sluice] source.stale alpha", $"{Message.Event}-open@example.org", Message.Event), (mail.Subject, mail.MessageId, mail.Headers["X-Sluice-Event"]));
        Assert.Equal(["ada@example.org"], mail.To.Mailboxes.Select(to => to.Address));
        Assert.Equal(Clock.GetUtcNow(), mail.Date);
        // What a record brings makes no header and no line of its own.
        Assert.Empty(mail.Bcc);
        Assert.Contains("Found:      old Bcc: eve@example.org\n", mail.TextBody!.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Encryption_is_used_where_it_is_offered()
    {
        await using var server = new Server(tls: true);

        Assert.Equal(Delivery.Done, await SendAsync(Options(server.Port) with { Trusts = (_, certificate, _, _) => certificate is not null, User = "lake", Password = "right" }));

        Assert.True(Assert.Single(server.Box.Mails).Secure);
    }

    [Fact]
    public async Task A_server_whose_certificate_nobody_vouches_for_gets_nothing()
    {
        await using var server = new Server(tls: true);

        var delivery = await SendAsync(Options(server.Port));

        Assert.Equal(DeliveryState.Later, delivery.State);
        Assert.Empty(server.Box.Mails);
    }

    [Fact]
    public async Task A_wrong_password_is_a_no_and_is_not_repeated_to_anybody()
    {
        await using var server = new Server();

        Assert.Equal(Delivery.Done, await SendAsync(Options(server.Port) with { User = "lake", Password = "right" }));
        var delivery = await SendAsync(Options(server.Port) with { User = "lake", Password = "wrong-one" });

        Assert.Equal(DeliveryState.Refused, delivery.State);
        Assert.DoesNotContain("wrong-one", delivery.Problem);
        Assert.Single(server.Box.Mails);
    }

    [Fact]
    public async Task A_server_that_wants_a_login_is_a_no_that_says_so()
    {
        await using var server = new Server(login: true);

        var delivery = await SendAsync(Options(server.Port));

        Assert.Equal(DeliveryState.Refused, delivery.State);
        Assert.Contains("Set alert_user and alert_password", delivery.Problem);
    }

    [Fact]
    public async Task Of_several_addresses_one_that_is_refused_is_named_and_keeps_nothing_from_the_others()
    {
        await using var server = new Server();
        var said = new Dictionary<string, string> { ["SLUICE_ALERT_SMTP"] = $"smtp://127.0.0.1:{server.Port}", ["SLUICE_ALERT_FROM"] = "lake@example.org", ["SLUICE_ALERT_TO"] = "bo@example.org, ada@example.org, cy@example.org" };

        var answers = new List<(string Channel, Delivery Delivery)>();
        foreach (var channel in MailSettings.Open(new Settings(said.GetValueOrDefault), Clock))
            answers.Add((channel.Name, await channel.SendAsync(Message, default)));

        Assert.Equal([("smtp", DeliveryState.Refused), ("smtp-2", DeliveryState.Delivered), ("smtp-3", DeliveryState.Delivered)], answers.Select(answer => (answer.Channel, answer.Delivery.State)));
        Assert.Contains("to mail for bo@example.org", answers[0].Delivery.Problem);
        Assert.Equal(["ada@example.org", "cy@example.org"], server.Box.Mails.Select(one => Assert.Single(one.Mail.To.Mailboxes).Address));
    }

    [Fact]
    public async Task A_mailbox_that_is_full_now_is_tried_later_and_one_that_is_not_there_is_a_no()
    {
        await using var server = new Server();
        server.Box.Answer = new SmtpResponse((SmtpReplyCode)452, "full");
        Assert.Equal(DeliveryState.Later, (await SendAsync(Options(server.Port))).State);
        server.Box.Answer = new SmtpResponse((SmtpReplyCode)554, "no");
        Assert.Equal(DeliveryState.Refused, (await SendAsync(Options(server.Port))).State);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_tried_later() => Assert.Equal(DeliveryState.Later, (await SendAsync(Options(9))).State);
}
