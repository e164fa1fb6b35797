using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Sluice.Serve;
using Sluice.Zones;

namespace Sluice.Cli.Verbs;

/// <summary><c>sluice diff ID</c></summary>
static class DiffVerb
{
    const int LongestShown = 90;

    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "Upstream's id, SOURCE:ID, sha256:HASH of a row without an id, or FILE:LINE as upstream has it" };
        var verb = new Command("diff", "What cleaning changed in a record: each place before and after, and which cleaners did it.\n\nExample: sluice diff 2ea1c96e232eb206f1e859befae2778c");
        verb.Arguments.Add(id);
        Call.Handle(verb, async (call, cancel) =>
        {
            var answer = await new Diff(call.Lake.MustExist()).AskAsync(call.Get(id)!, cancel);
            if (call.Terminal.Json)
                call.Terminal.WriteJson(JsonSerializer.SerializeToNode(answer, ReceiptJson.Options)!);
            else
                Print(call.Terminal, answer);
            return 0;
        });
        return verb;
    }

    static void Print(Terminal terminal, DiffAnswer answer)
    {
        var places = answer.Fields.Sum(field => field.Places.Count);
        terminal.WriteLine(answer.Changed
            ? $"Cleaning changed {places} {(places == 1 ? "place" : "places")} of {string.Join(", ", answer.Fields.Select(field => field.Field))} ({answer.Stage}, dump {answer.Dump})."
            : $"Cleaning changed nothing in it ({answer.Stage}, dump {answer.Dump}).");
        terminal.WriteLine($"{answer.Source}:{answer.Id}");
        if (answer.Added.Count > 0)
            terminal.WriteLine($"It added {string.Join(", ", answer.Added.Select(field => field.Key))}; --json has their values.");
        // Places are passages: a table would break them.
        foreach (var field in answer.Fields)
        {
            terminal.WriteLine("");
            terminal.WriteLine($"{field.Field}, by {(field.By.Count == 0 ? "no cleaner that names itself" : string.Join(", ", field.By))}");
            foreach (var place in field.Places)
                terminal.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {(place.Item is { } item ? $"item {item}, " : "")}at {place.At}: {Change(place)}"));
        }
    }

    // As word diffs are written: [-before-]{+after+}.
    static string Change(DiffPlace place) =>
        Shown(place.ContextBefore) + (place.Before is { Length: > 0 } before ? $"[-{Shown(before)}-]" : "") + (place.After is { Length: > 0 } after ? $"{{+{Shown(after)}+}}" : "") + Shown(place.ContextAfter);

    // What cannot be seen, or only together with something else, by its number.
    static string Shown(string text)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length > LongestShown)
                return shown.Append('…').ToString();
            var isSeen = rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark);
            shown.Append(isSeen ? rune.ToString() : string.Create(CultureInfo.InvariantCulture, $"<U+{rune.Value:X4}>"));
        }
        return shown.ToString();
    }
}
