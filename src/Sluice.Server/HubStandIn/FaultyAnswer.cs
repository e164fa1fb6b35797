using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Sluice.Server.HubStandIn;

/// <summary>Faults in what an answer says: its headers, its JSON, its range. Those of the body's bytes and its end are handed on.</summary>
static partial class FaultyAnswer
{
    static bool StrikesHere(Fault fault, HubRequest request, Answer answer) => fault.Kind switch
    {
        FaultKind.SetHeader or FaultKind.DropHeader => true,
        FaultKind.Link or FaultKind.CutJson or FaultKind.ReplaceJson => answer is { IsJson: true, Status: 200 },
        FaultKind.WrongContentRange => answer.Status == 206,
        FaultKind.RangeNotSatisfiable => answer.Status == 206 || (answer.File is not null && request.Header("Range") is not null),
        FaultKind.Truncate or FaultKind.TruncateChunked or FaultKind.TruncateSilent or FaultKind.StallBody or FaultKind.Trickle
            or FaultKind.FlipBit or FaultKind.WrongBytes or FaultKind.ExtraBytes => HasBody(request, answer),
        FaultKind.Reset => fault.At is not < 0 && HasBody(request, answer),
        _ => false,
    };

    static bool HasBody(HubRequest request, Answer answer) => request.Method != "HEAD" && answer.Status is 200 or 206 && answer.Length is null or > 0;

    /// <summary>Changes the answer, or makes another; gives the faults of its body besides.</summary>
    public static (Answer Answer, IReadOnlyList<Fault> OfBody) Spoil(StandIn hub, HubRequest request, string path, Answer answer)
    {
        var ofBody = new List<Fault>();
        foreach (var (fault, hit) in hub.Faults.Take(fault => StrikesHere(fault, request, answer) && fault.IsAbout(request.Listener, request.Method, path)))
        {
            switch (fault.Kind)
            {
                case FaultKind.SetHeader:
                    foreach (var (name, value) in fault.Headers!)
                        answer.With(name, Reworded(value, answer.Headers.GetValueOrDefault(name) ?? ""));
                    break;
                case FaultKind.DropHeader:
                    foreach (var name in fault.Names!)
                        answer.Headers.Remove(name);
                    answer.HidesLength |= fault.Names.Contains("Content-Length", StringComparer.OrdinalIgnoreCase);
                    break;
                case FaultKind.Link:
                    answer.With("Link", $"<{Next(request, fault, hit)}>; rel=\"next\"");
                    break;
                case FaultKind.CutJson:
                    answer.Text = answer.Text![..(int)Math.Min(fault.At ?? answer.Text.Length / 2, answer.Text.Length)];
                    break;
                case FaultKind.ReplaceJson:
                    answer.Text = Encoding.UTF8.GetBytes(Replaced(JsonNode.Parse(answer.Text)!, fault).ToJsonString());
                    break;
                case FaultKind.WrongContentRange:
                    answer.With("Content-Range", Shifted(answer.Headers["Content-Range"], fault.At ?? 1));
                    break;
                case FaultKind.RangeNotSatisfiable:
                    var total = answer.File?.Total ?? 0;
                    answer.Dispose();
                    answer = Answer.Xml(416, "InvalidRange", "The requested range is not satisfiable").With("Content-Range", $"bytes */{total}");
                    break;
                case FaultKind.ExtraBytes:
                    answer.Extra = Encoding.UTF8.GetBytes(fault.Body ?? "extra");
                    break;
                default:
                    ofBody.Add(fault);
                    break;
            }
        }
        return (answer, ofBody);
    }

    static string Reworded(string pattern, string old)
    {
        var bare = old.StartsWith("W/", StringComparison.Ordinal) ? old[2..].Trim('"') : old.Trim('"');
        return pattern.Replace("{value}", old, StringComparison.Ordinal).Replace("{bare}", bare, StringComparison.Ordinal).Replace("{upper}", old.ToUpperInvariant(), StringComparison.Ordinal);
    }

    static string Next(HubRequest request, Fault fault, int hit) => fault.Location switch
    {
        null or "repeat" => request.Origin + request.RawPath + request.RawQuery,
        "duplicates" => $"{request.Origin}{request.RawPath}{(request.RawQuery.Length == 0 ? "?" : request.RawQuery + "&")}again={hit}",
        { } location => location.StartsWith('/') ? request.Origin + location : location,
    };

    static JsonNode Replaced(JsonNode old, Fault fault)
    {
        if (fault.Whole)
            return fault.Json!.DeepClone();
        if (old is JsonArray list && fault.Json is JsonArray more)
        {
            foreach (var entry in more)
                list.Add(entry?.DeepClone());
        }
        foreach (var (name, value) in fault.Json as JsonObject ?? [])
        {
            foreach (var target in old is JsonArray entries ? entries.OfType<JsonObject>() : [.. new[] { old }.OfType<JsonObject>()])
                target[name] = value?.DeepClone();
        }
        return old;
    }

    static string Shifted(string contentRange, long by) =>
        RangeStart().Replace(contentRange, start => "bytes " + (long.Parse(start.Groups["start"].Value, CultureInfo.InvariantCulture) + by).ToString(CultureInfo.InvariantCulture));

    [GeneratedRegex("^bytes (?<start>[0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RangeStart();
}
