using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Sluice.Acceptance;

/// <summary>Something between a client and a server on loopback: a forward proxy, or a door that speaks TLS.</summary>
sealed class Relay : IDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly List<string> _asked = [];

    Relay(Func<Stream, CancellationToken, Task> serve)
    {
        _listener.Start();
        _ = Task.Run(async () =>
        {
            while (!_stop.IsCancellationRequested)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = Task.Run(async () =>
                {
                    using (client)
                        await serve(client.GetStream(), _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                });
            }
        });
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Of a proxy: the hosts and ports that it was asked for.</summary>
    public IReadOnlyList<string> Asked
    {
        get
        {
            lock (_asked)
                return [.. _asked];
        }
    }

    /// <summary>A forward proxy. Names stand for ports on loopback; other hosts must be loopback themselves.</summary>
    public static Relay Proxy(params (string Authority, int Port)[] names)
    {
        Relay relay = null!;
        relay = new Relay((client, stop) => relay.ForwardAsync(client, names.ToDictionary(name => name.Authority, name => name.Port), stop));
        return relay;
    }

    /// <summary>A door that speaks TLS before a plain server on loopback.</summary>
    public static Relay Tls(X509Certificate2 certificate, int port) => new(async (client, stop) =>
    {
        await using var tls = new SslStream(client);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stop);
        using var server = new TcpClient();
        await server.ConnectAsync(IPAddress.Loopback, port, stop);
        await PipeAsync(tls, server.GetStream(), stop);
    });

    /// <summary>A certificate for these names that nobody else has signed; it stands for its own authority.</summary>
    public static X509Certificate2 Certificate(params string[] names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Sluice test", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
            alternatives.AddDnsName(name);
        request.CertificateExtensions.Add(alternatives.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    async Task ForwardAsync(Stream client, Dictionary<string, int> names, CancellationToken stop)
    {
        TcpClient? server = null;
        try
        {
            while (await HeadAsync(client, stop) is { } head)
            {
                var line = head.Split(' ', 3);
                var authority = line[0] == "CONNECT" ? line[1] : new Uri(line[1]).Authority;
                lock (_asked)
                    _asked.Add(authority);
                server?.Dispose();
                server = new TcpClient();
                await server.ConnectAsync(IPAddress.Loopback, names.TryGetValue(authority, out var port) ? port : new Uri("http://" + authority).Port, stop);
                if (line[0] == "CONNECT")
                {
                    await client.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), stop);
                    await PipeAsync(client, server.GetStream(), stop);
                    return;
                }
                // One request a connection: the end of the answer is the end of the connection.
                var request = $"{line[0]} {new Uri(line[1]).PathAndQuery} {line[2].Replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n", StringComparison.Ordinal)}";
                await server.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request), stop);
                await server.GetStream().CopyToAsync(client, stop);
                return;
            }
        }
        finally
        {
            server?.Dispose();
        }
    }

    static async Task<string?> HeadAsync(Stream client, CancellationToken stop)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (await client.ReadAsync(one, stop) == 1)
        {
            head.Append((char)one[0]);
            if (head.Length >= 4 && head.ToString(head.Length - 4, 4) == "\r\n\r\n")
                return head.ToString();
        }
        return null;
    }

    static async Task PipeAsync(Stream a, Stream b, CancellationToken stop) => await Task.WhenAny(a.CopyToAsync(b, stop), b.CopyToAsync(a, stop));

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
    }
}
