using System.IO.Enumeration;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Sluice.Records;

namespace Sluice.Server.HubStandIn;

/// <summary>Which of the two listeners was asked.</summary>
public enum Listener
{
    /// <summary>Either.</summary>
    Any,

    /// <summary>The hub: API, redirects, small files.</summary>
    Hub,

    /// <summary>The CDN: large files at signed addresses.</summary>
    Cdn,
}

/// <summary>One thing that goes wrong on purpose: on which requests, from which hit on, how often, and what.</summary>
public sealed record Fault
{
    /// <summary>What goes wrong.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>A pattern over the decoded path with <c>*</c> and <c>?</c>; on the CDN the file's name stands behind the path. Default all.</summary>
    public string Path { get; init; } = "*";

    /// <summary>Default any.</summary>
    public Listener Listener { get; init; }

    /// <summary><c>GET</c>, <c>HEAD</c> or <c>POST</c>. Default null: all.</summary>
    public string? Method { get; init; }

    /// <summary>The first hit that is spoilt, counted from 1 over the requests that the fault is about. Default 1.</summary>
    public int From { get; init; } = 1;

    /// <summary>How many hits are spoilt; 0 is for ever. Default 1.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Offset in the body that is sent, in bytes. Default half of it; 0 for <c>wrong_bytes</c> and <c>trickle</c>. A <c>reset</c> at -1 comes before the headers.</summary>
    public long? At { get; init; }

    /// <summary>The status of <c>status</c>, <c>html_page</c> (default 200) and <c>redirect</c> (default 302).</summary>
    public int? Status { get; init; }

    /// <summary>Headers of the answer. In <c>set_header</c> the words <c>{value}</c>, <c>{bare}</c> and <c>{upper}</c> stand for the old value, as it is, without quotes, in upper case.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>The headers that <c>drop_header</c> takes away.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>The text of <c>status</c> and <c>html_page</c>, and what <c>extra_bytes</c> adds (default <c>extra</c>).</summary>
    public string? Body { get; init; }

    /// <summary>Length of a stall (default: until the caller leaves), or the pause between the bytes of a trickle (default 1).</summary>
    public double? Seconds { get; init; }

    /// <summary>Where a <c>redirect</c> leads (none: no Location; <c>{n}</c> is the number of the hit), or the next page of a <c>link</c>: <c>repeat</c> (default), <c>duplicates</c> or an address.</summary>
    public string? Location { get; init; }

    /// <summary>Fields that <c>replace_json</c> merges into an object or into each entry of a list, or entries that it appends to a list.</summary>
    public JsonNode? Json { get; init; }

    /// <summary>Whether <see cref="Json"/> is the whole answer. Default false.</summary>
    public bool Whole { get; init; }

    /// <summary>The folder that <c>move_branch</c> makes the dataset's main from then on.</summary>
    public string? Folder { get; init; }

    /// <summary>In code, what <c>move_branch</c> does instead.</summary>
    [JsonIgnore]
    public Action? Run { get; init; }

    internal bool IsAbout(Listener listener, string method, string path) =>
        (Listener == Listener.Any || Listener == listener)
        && (Method is null || string.Equals(Method, method, StringComparison.OrdinalIgnoreCase))
        && FileSystemName.MatchesSimpleExpression(Path, path, ignoreCase: false);

    /// <exception cref="CorrectTheCallException">A field is missing or cannot be.</exception>
    internal void Check()
    {
        var problem = this switch
        {
            { From: < 1 } or { Times: < 0 } => "from must be 1 or more, and times 0 or more",
            { Kind: FaultKind.Status, Status: not (>= 200 and <= 599) } => "a status from 200 to 599 is needed",
            { Kind: FaultKind.SetHeader, Headers: null } => "headers are needed",
            { Kind: FaultKind.DropHeader, Names: null } => "names are needed",
            { Kind: FaultKind.ReplaceJson, Json: null } => "json is needed",
            { Kind: FaultKind.MoveBranch, Folder: null, Run: null } => "a folder is needed",
            { Kind: FaultKind.MoveBranch, Folder: { } folder } when !Directory.Exists(folder) => $"there is no folder {folder}",
            { Seconds: < 0 } => "seconds must be 0 or more",
            _ => null,
        };
        if (problem is not null)
            throw new CorrectTheCallException($"A fault of kind {Kind} over '{Path}': {problem}.");
    }
}
