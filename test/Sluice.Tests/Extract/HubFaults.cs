using System.Text.Json.Nodes;
using Sluice.Server.HubStandIn;
using static Sluice.Server.HubStandIn.FaultKind;
using static Sluice.Tests.Extract.Ending;
using static Sluice.Tests.Extract.HubFault;

namespace Sluice.Tests.Extract;

/// <summary>All faults that are tried: of the body, of the connection, of the hub's answers.</summary>
static class HubFaults
{
    static readonly string[] NamesBoth = [Git, Lfs, "Expected|tree promised|of \\d+ bytes"];

    public static IEnumerable<HubFault> All => [.. Bodies, .. Ranges, .. Slowness, .. Statuses, .. Limits, .. Headers, .. RedirectFaults, .. HubListFaults.All, .. HubAccessFaults.All, .. MachineFaults.All];

    static HubFault Row(string group, string what, Ending ending, params string[] says) => new(group, what, ending, says);

    static IEnumerable<HubFault> Bodies =>
    [
        Row("The body", "ends early, though its length was told", RightBytes).OnBoth(new Fault { Kind = Truncate }),
        Row("The body", "in chunks ends early, without the last chunk", RightBytes).OnBoth(new Fault { Kind = TruncateChunked }),
        Row("The body", "without a length ends early and cleanly, as if it were whole", RightBytes).OnBoth(new Fault { Kind = TruncateSilent }),
        Row("The body", "ends early three times", RightBytes).OnBoth(new Fault { Kind = Truncate, Times = 3 }),
        Row("The body", "ends before its first byte, for ever", Exit4, NamesBoth).OnBoth(new Fault { Kind = Truncate, At = 0, Times = 0 }),
        Row("The body", "without a length ends at once, for ever", Exit4, NamesBoth).OnBoth(new Fault { Kind = TruncateSilent, At = 0, Times = 0 }),
        Row("The body", "is cut after each byte, for ever", Exit4, NamesBoth).OnBoth(new Fault { Kind = Truncate, At = 1, Times = 0 }),
        Row("The body", "is reset in the middle", RightBytes).OnBoth(new Fault { Kind = Reset }),
        Row("The body", "is reset before any answer", RightBytes).OnBoth(new Fault { Kind = Reset, At = -1 }),
        Row("The body", "is reset before any answer, for ever", Exit4, Git, Lfs).OnBoth(new Fault { Kind = Reset, At = -1, Times = 0 }),
        Row("The body", "has one flipped bit", RightBytes).OnBoth(new Fault { Kind = FlipBit }),
        Row("The body", "has one flipped bit, for ever", Exit4, [.. NamesBoth, "hash to"]).OnBoth(new Fault { Kind = FlipBit, Times = 0 }),
        Row("The body", "has the right size and other bytes", RightBytes).OnBoth(new Fault { Kind = WrongBytes }),
        Row("The body", "has the right size and other bytes, for ever", Exit4, [.. NamesBoth, "hash to"]).OnBoth(new Fault { Kind = WrongBytes, Times = 0 }),
        Row("The body", "has bytes behind its end", RightBytes).OnBoth(new Fault { Kind = ExtraBytes }),
        Row("The body", "has bytes behind its end, for ever", Exit4, [.. NamesBoth, "on offer"]).OnBoth(new Fault { Kind = ExtraBytes, Times = 0 }),
        Row("The body", "has bytes behind its end and no length, for ever", Exit4, [.. NamesBoth, "more bytes came"]).With(
            [.. Both(new Fault { Kind = ExtraBytes, Times = 0 }), .. Both(new Fault { Kind = DropHeader, Names = ["Content-Length"], Times = 0 })]),
        Row("The body", "is a page of another size", RightBytes).OnBoth(new Fault { Kind = HtmlPage }),
        Row("The body", "is a page of another size, for ever", Exit4, [.. NamesBoth, "text/html"]).OnBoth(new Fault { Kind = HtmlPage, Times = 0 }),
        Row("The body", "is called gzip though identity was asked for, and is not", RightBytes).OnBoth(new Fault { Kind = SetHeader, Headers = Map("Content-Encoding", "gzip") }),
        Row("The body", "has a flipped bit before it ends early", RightBytes).With([.. Both(new Fault { Kind = Truncate }), .. Both(new Fault { Kind = FlipBit, At = 10 })]),
    ];

    static IEnumerable<HubFault> Ranges =>
    [
        Row("The rest, by Range", "is not known: everything comes again", RightBytes).With([.. Both(new Fault { Kind = Truncate }), .. Both(new Fault { Kind = IgnoreRange, Times = 0 })]),
        Row("The rest, by Range", "begins elsewhere than was asked", RightBytes).With([.. Both(new Fault { Kind = Truncate }), .. Both(new Fault { Kind = WrongContentRange, Times = 0 })]),
        Row("The rest, by Range", "is refused with 416", RightBytes).With([.. Both(new Fault { Kind = Truncate }), .. Both(new Fault { Kind = RangeNotSatisfiable, Times = 0 })]),
        Row("The rest, by Range", "breaks off too, twice", RightBytes).OnBoth(new Fault { Kind = Truncate, Times = 3 }),
        Row("The rest, by Range", "comes as a page, for ever", Exit4, [.. NamesBoth, "text/html"]).With([.. Both(new Fault { Kind = Truncate }), .. Both(new Fault { Kind = HtmlPage, From = 2, Times = 0 })]),
        Row("The rest, by Range", "is asked for at an address that has expired", RightBytes).With(new Fault { Kind = Truncate, Path = LfsBytes }, new Fault { Kind = Status, Status = 403, Path = LfsBytes, From = 2 }),
    ];

    static IEnumerable<HubFault> Slowness =>
    [
        Row("Time", "the head of a file's answer does not come", RightBytes).OnBoth(new Fault { Kind = StallHeaders }).Quick(),
        Row("Time", "the head of a file's answer does not come, for ever", Exit4, Git, Lfs).OnBoth(new Fault { Kind = StallHeaders, Times = 0 }).Quick(),
        Row("Time", "the body stands still in the middle", RightBytes).OnBoth(new Fault { Kind = StallBody }).Quick(),
        Row("Time", "the body stands still at its first byte, for ever", Exit4, NamesBoth).OnBoth(new Fault { Kind = StallBody, At = 0, Times = 0 }).Quick(),
        Row("Time", "the body comes a byte at a time, for ever", Exit4, NamesBoth).OnBoth(new Fault { Kind = Trickle, Seconds = 0.05, Times = 0 }).Quick(),
        Row("Time", "more bytes than promised are on offer and stand still, for ever", Exit4, NamesBoth).With([.. Both(new Fault { Kind = ExtraBytes, Times = 0 }), .. Both(new Fault { Kind = StallBody, At = 5, Times = 0 })]).Quick(),
        Row("Time", "the information does not come", RightBytes).With(new Fault { Kind = StallHeaders, Path = Info }).Quick(),
        Row("Time", "the information does not come, for ever", Exit3, "main").With(new Fault { Kind = StallHeaders, Path = Info, Times = 0 }).Quick(),
        Row("Time", "the file list stands still in the middle", RightBytes).With(new Fault { Kind = StallBody, Path = Tree }).Quick(),
        Row("Time", "the file list stands still in the middle, for ever", Exit3, "file list", "no byte came").With(new Fault { Kind = StallBody, Path = Tree, Times = 0 }).Quick(),
        Row("Time", "the file list comes a byte at a time, for ever", Exit3, "file list", "in time").With(new Fault { Kind = Trickle, Seconds = 0.05, Path = Tree, Times = 0 }).Quick(deadline: 5),
    ];

    static IEnumerable<HubFault> Statuses =>
    [
        .. new[] { 408, 500, 502, 503, 504 }.Select(status => Row("Refusals that may pass", $"{status} once, everywhere", RightBytes).With(
            new Fault { Kind = Status, Status = status, Path = Info }, new Fault { Kind = Status, Status = status, Path = Tree }, new Fault { Kind = Status, Status = status, Path = ResolveGit },
            new Fault { Kind = Status, Status = status, Path = ResolveLfs }, new Fault { Kind = Status, Status = status, Path = GitBytes }, new Fault { Kind = Status, Status = status, Path = LfsBytes })),
        Row("Refusals that may pass", "503 three times for a file", RightBytes).OnBoth(new Fault { Kind = Status, Status = 503, Times = 3 }),
        Row("Refusals that may pass", "500 for ever for the information", Exit3, "main", "500").With(new Fault { Kind = Status, Status = 500, Path = Info, Times = 0 }),
        Row("Refusals that may pass", "502 for ever for the file list", Exit3, "file list", "502").With(new Fault { Kind = Status, Status = 502, Path = Tree, Times = 0 }),
        Row("Refusals that may pass", "503 for ever for a file on the hub", Exit4, Git, "503").With(new Fault { Kind = Status, Status = 503, Path = ResolveGit, Times = 0 }),
        Row("Refusals that may pass", "504 for ever for a file on the CDN", Exit4, Lfs, "504").With(new Fault { Kind = Status, Status = 504, Path = LfsBytes, Times = 0 }),
        Row("Refusals that may pass", "the connection is reset before any answer, everywhere and for ever", Exit3, "main").With(new Fault { Kind = Reset, At = -1, Times = 0 }),
    ];

    static IEnumerable<HubFault> Limits =>
    [
        Row("Rate limits", "429, nothing left for 1 s", RightBytes).With(Limited("""r=0;t=1""")),
        Row("Rate limits", "429, nothing left for an hour, for the information", Exit3, "main", "s\\. Try again then").With(Limited("r=0;t=3600") with { Path = Info }),
        Row("Rate limits", "429, nothing left for an hour, for a file: the next one does not even ask", Exit4, Git, Lfs, "used up for another").With(Limited("r=0;t=3600", bucket: "resolvers") with { Path = ResolveGit }) with { Hub = hub => hub with { Workers = 1 } },
        Row("Rate limits", "429 though requests are left: the window's end says nothing", RightBytes).With(Limited("r=99794;t=3600")),
        Row("Rate limits", "200, but nothing left for 1 s after it", RightBytes).With(new Fault { Kind = SetHeader, Path = Info, Headers = Map("RateLimit", "\"api\";r=0;t=1") }),
        Row("Rate limits", "429 with Retry-After 1", RightBytes).With(Limited(null, "1")),
        Row("Rate limits", "429 with Retry-After as a date three seconds ahead", RightBytes).With(Limited(null, "Sat, 31 Jan 2026 03:00:03 GMT")),
        Row("Rate limits", "429 with Retry-After as a date that has passed", RightBytes).With(Limited(null, "Sat, 31 Jan 2015 03:00:00 GMT")),
        Row("Rate limits", "429 with Retry-After as a date a year ahead", Exit3, "main", "it asks to wait").With(Limited(null, "Sun, 31 Jan 2027 03:00:00 GMT")),
        Row("Rate limits", "429 with a Retry-After that nobody can read", RightBytes).With(Limited(null, "soon, perhaps")),
        Row("Rate limits", "429 with a Retry-After of a day", Exit3, "main", "it asks to wait").With(Limited(null, "86400")),
        Row("Rate limits", "429 with a Retry-After of more digits than a number has", RightBytes).With(Limited(null, "99999999999999999999")),
        Row("Rate limits", "503 with Retry-After 1", RightBytes).With(Limited(null, "1") with { Status = 503, Path = ResolveLfs }),
    ];

    static IEnumerable<HubFault> Headers =>
    [
        Row("Headers", "X-Repo-Commit is missing", RightBytes).With(new Fault { Kind = DropHeader, Names = ["X-Repo-Commit"], Times = 0 }),
        Row("Headers", "all entity tags are missing, and the body ends early", RightBytes).With([new Fault { Kind = DropHeader, Names = ["ETag", "X-Linked-ETag"], Times = 0 }, .. Both(new Fault { Kind = Truncate })]),
        Row("Headers", "all sizes are missing", RightBytes).With(new Fault { Kind = DropHeader, Names = ["Content-Length", "X-Linked-Size"], Times = 0 }),
        .. new[] { ("weak", "W/{value}"), ("without quotes", "{bare}"), ("in upper case", "{upper}") }.Select(kind =>
            Row("Headers", $"entity tags are {kind.Item1}, and the body ends early", RightBytes).With(
                [.. Both(new Fault { Kind = SetHeader, Headers = Map("ETag", kind.Item2), Times = 0 }), .. Both(new Fault { Kind = Truncate })])),
        Row("Headers", "the entity tag of the rest is another", RightBytes).With([.. Both(new Fault { Kind = Truncate }), .. Both(new Fault { Kind = SetHeader, Headers = Map("ETag", "\"other\""), From = 2, Times = 0 })]),
    ];

    static IEnumerable<HubFault> RedirectFaults =>
    [
        .. new[] { (Resolve, Exit4, "file"), (Info, Exit3, "information") }.SelectMany(at => new[]
        {
            Row("Redirects", $"of the {at.Item3} lead in a circle", at.Item2, "circle").With(Moved(at.Item1, "/loop"), Moved("/loop", "/loop")),
            Row("Redirects", $"of the {at.Item3} go on for more than ten hops", at.Item2, "more than 10").With(Moved(at.Item1, "/hop/0"), Moved("/hop/*", "/hop/{n}")),
            Row("Redirects", $"of the {at.Item3} lead to a host where nobody is", at.Item2, "127.0.0.1:1\\b").With(Moved(at.Item1, "http://127.0.0.1:1/x")),
            Row("Redirects", $"of the {at.Item3} lead nowhere", at.Item2, "nowhere").With(Moved(at.Item1, null)),
            Row("Redirects", $"of the {at.Item3} lead to another scheme", at.Item2, "to ftp").With(Moved(at.Item1, "ftp://127.0.0.1/x")),
            Row("Redirects", $"of the {at.Item3} lead to what is no address", at.Item2).With(Moved(at.Item1, "//")),
        }),
        Row("Redirects", "of a file lead nowhere, once", RightBytes).With(Moved(ResolveLfs, null) with { Times = 1 }),
        Row("The CDN", "refuses with 403, once", RightBytes).With(new Fault { Kind = Status, Status = 403, Path = LfsBytes }),
        Row("The CDN", "refuses with 403, for ever", Exit4, Lfs, "403").With(new Fault { Kind = Status, Status = 403, Path = LfsBytes, Times = 0 }),
        Row("The CDN", "refuses with 400, for ever", Exit4, Lfs, "400").With(new Fault { Kind = Status, Status = 400, Path = LfsBytes, Times = 0 }),
        Row("The CDN", "has signed addresses that are always expired", Exit4, Lfs, "403") with { Rules = new HubRules { LargestGitFile = LargestGitFile, SignedUrlSeconds = 0 } },
    ];

    public static Dictionary<string, string> Map(string name, string value) => new() { [name] = value };

    static IEnumerable<Fault> Both(Fault fault) => [fault with { Path = GitBytes }, fault with { Path = LfsBytes }];

    static Fault Moved(string path, string? location) => new() { Kind = Redirect, Path = path, Location = location, Times = 0 };

    static Fault Limited(string? limit, string? retryAfter = null, string bucket = "api")
    {
        var headers = new Dictionary<string, string>();
        if (limit is not null)
            headers["RateLimit"] = $"\"{bucket}\";{limit}";
        if (retryAfter is not null)
            headers["Retry-After"] = retryAfter;
        return new Fault { Kind = Status, Status = 429, Path = Info, Headers = headers };
    }
}
