using System.Net;
using Microsoft.AspNetCore.Http;
using Sluice.Records;

namespace Sluice.Server;

/// <summary>What is only for the people of this machine: where it may be served, and to whom.</summary>
static class Loopback
{
    /// <exception cref="CorrectTheCallException">An address that others can reach.</exception>
    public static void MustBe(string urls)
    {
        foreach (var url in urls.Split(';'))
            // As the server itself reads it: a name that it does not know it takes for every address of the machine.
            if (!IsLoopback(BindingAddress.Parse(url).Host))
                throw new CorrectTheCallException($"--serve-all shows texts that may not be handed on, so it serves this machine only, and others could reach {url}. Give a loopback address like http://127.0.0.1:5080, or leave --serve-all out.");
    }

    /// <summary>
    /// Refuses a call that did not come over loopback or does not name it: a page from elsewhere whose name was made to
    /// point to this machine (DNS rebinding) comes with its own name.
    /// </summary>
    public static Task OnlyAsync(HttpContext http, RequestDelegate next) =>
        IsLoopback(http.Request.Host.Host) && http.Connection.LocalIpAddress is { } here && IPAddress.IsLoopback(here)
            ? next(http)
            : Results.Problem($"This server shows texts that may not be handed on, so it answers this machine only, by a loopback address; '{http.Request.Host.Host}' is none.", statusCode: 403, title: "This machine only").ExecuteAsync(http);

    static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.TrimStart('[').TrimEnd(']'), out var address) && IPAddress.IsLoopback(address));
}
