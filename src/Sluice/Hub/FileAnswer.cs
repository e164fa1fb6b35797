using System.Text;

namespace Sluice.Hub;

/// <summary>Where the bytes of an answer begin.</summary>
enum Continuation
{
    Here,
    FromTheStart,
    Nowhere,
}

/// <summary>An answer that brings a file, or the rest of one.</summary>
sealed class FileAnswer(HttpResponseMessage answer, Stream body) : IDisposable
{
    public static async Task<FileAnswer> OfAsync(HttpResponseMessage answer, CancellationToken cancel) =>
        new(answer, await answer.Content.ReadAsStreamAsync(cancel));

    public Stream Body => body;

    public long? Length => answer.Content.Headers.ContentLength;

    /// <summary>The last hop's own entity tag, as sent: what a range may be made conditional on.</summary>
    public string? ETag => HubAnswer.Header(answer, "ETag");

    /// <summary>The entity tag, if what it names is the same byte for byte.</summary>
    public string? StrongETag => ETag is { } tag && System.Net.Http.Headers.EntityTagHeaderValue.TryParse(tag, out var parsed) && !parsed.IsWeak ? tag : null;

    /// <summary>The server's date of the file, in ISO 8601, or null.</summary>
    public string? LastModified => answer.Content.Headers.LastModified is { } date ? Records.Provenance.Timestamp(date) : null;

    /// <summary>The encoding that the server declares, or null.</summary>
    public string? Charset => answer.Content.Headers.ContentType?.CharSet?.Trim('"', ' ') is { Length: > 0 } charset ? charset.ToLowerInvariant() : null;

    /// <summary>The file is still the one that was known.</summary>
    public bool IsKnown => (int)answer.StatusCode == 304;

    public bool IsPart => (int)answer.StatusCode is 206 or 416;

    /// <summary>Whether this is the rest of the very file whose first bytes are here.</summary>
    public bool GoesOn(long from, string? etag) =>
        from > 0 && (int)answer.StatusCode == 206 && answer.Content.Headers.ContentRange?.From == from && (ETag is null || ETag == etag);

    /// <summary>The type of what came, for messages, where it is not that of a file.</summary>
    public string Kind =>
        answer.Content.Headers.ContentEncoding.Count > 0 ? $" (it came encoded as {string.Join(", ", answer.Content.Headers.ContentEncoding)} though identity was asked for)"
        : answer.Content.Headers.ContentType?.MediaType is { } type && type.StartsWith("text/html", StringComparison.Ordinal) ? $" (it came as {type}: an error or login page?)"
        : "";

    public Continuation Continues(long from, long size) => (int)answer.StatusCode switch
    {
        206 when answer.Content.Headers.ContentRange is { } range && range.From == from && (range.Length is null || range.Length == size) => from == 0 ? Continuation.FromTheStart : Continuation.Here,
        206 or 416 => Continuation.Nowhere,
        _ => Continuation.FromTheStart,
    };

    /// <summary>The type and the first bytes of what came, to show a person what it is.</summary>
    /// <param name="idle">How long to wait for them: whoever sends the wrong thing may also stop in the middle of it.</param>
    public async Task<string> SniffAsync(TimeSpan idle, TimeProvider clock, CancellationToken cancel)
    {
        var start = new byte[80];
        using var still = new CancellationTokenSource(idle, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(still.Token, cancel);
        try
        {
            var read = await body.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, either.Token);
            return $"{Kind}; it begins '{Records.Finding.Shorten(Encoding.UTF8.GetString(start, 0, read))}'";
        }
        catch (Exception e) when (e is IOException or HttpRequestException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return Kind;
        }
    }

    public void Dispose()
    {
        body.Dispose();
        answer.Dispose();
    }
}
