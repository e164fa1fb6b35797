using System.Text.Json;

namespace Sluice.Hub;

/// <summary>The body of a JSON answer, read whole within bounds: it may neither stand still, nor trickle, nor grow for ever.</summary>
static class JsonBody
{
    const int MostBytes = 64 * 1024 * 1024;

    /// <param name="idle">How long it may stand still.</param>
    /// <param name="left">How long all of it may take.</param>
    /// <exception cref="IOException">It broke off, stood still or took too long.</exception>
    /// <exception cref="JsonException">It is not JSON, or longer than any answer of a hub.</exception>
    public static async Task<JsonDocument> ReadAsync(HttpResponseMessage answer, TimeSpan idle, TimeSpan left, TimeProvider clock, CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancel);
        await using var body = await answer.Content.ReadAsStreamAsync(either.Token);
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 16];
        while (await ReadOnceAsync(body, buffer, idle, clock, deadline.Token, cancel) is > 0 and var read)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > MostBytes)
                throw new JsonException($"more than {MostBytes >> 20} MiB came");
        }
        return JsonDocument.Parse(bytes.GetBuffer().AsMemory(0, (int)bytes.Length).ToArray());
    }

    static async Task<int> ReadOnceAsync(Stream body, byte[] buffer, TimeSpan idle, TimeProvider clock, CancellationToken deadline, CancellationToken cancel)
    {
        using var still = new CancellationTokenSource(idle, clock);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(still.Token, deadline, cancel);
        try
        {
            return await body.ReadAsync(buffer, any.Token);
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw new IOException(deadline.IsCancellationRequested ? "it did not end in time." : $"no byte came for {idle.TotalSeconds:0.#} s.", e);
        }
    }
}
