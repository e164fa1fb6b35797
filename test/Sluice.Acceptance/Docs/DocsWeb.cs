using System.Net;

namespace Sluice.Acceptance.Docs;

/// <summary>A web server of somebody else's: it gives the files of a folder, and takes whatever is posted to it.</summary>
sealed class DocsWeb : IDisposable
{
    readonly HttpListener _listener = new();
    readonly string _folder;

    public DocsWeb(string folder)
    {
        _folder = folder;
        _listener.Prefixes.Add(Address + "/");
        _listener.Start();
        _ = AnswerAsync();
    }

    public string Port { get; } = DocsFolder.FreePort();

    public string Address => "http://127.0.0.1:" + Port;

    async Task AnswerAsync()
    {
        while (_listener.IsListening)
            try
            {
                var call = await _listener.GetContextAsync();
                var file = Path.Combine(_folder, call.Request.Url!.AbsolutePath.TrimStart('/'));
                call.Response.StatusCode = call.Request.HttpMethod == "POST" || File.Exists(file) ? 200 : 404;
                if (call.Request.HttpMethod == "GET" && File.Exists(file))
                    await call.Response.OutputStream.WriteAsync(await File.ReadAllBytesAsync(file));
                call.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // Stopped, or the caller left.
            }
    }

    public void Dispose() => _listener.Close();
}
