using System.CommandLine;
using System.Text.Json.Nodes;

namespace Sluice.Cli.Verbs;

/// <summary><c>sluice config</c></summary>
static class ConfigVerb
{
    public static Command Create()
    {
        var verb = new Command("config", "The effective settings and where each came from.\n\nExample: SLUICE_MIN_DATE=2022-01-01 sluice config");
        Call.Handle(verb, (call, _) =>
        {
            if (call.Terminal.Json)
                call.Terminal.WriteJson(new JsonObject(Setting.All.Select(setting => KeyValuePair.Create(setting.Name, (JsonNode?)new JsonObject
                {
                    ["value"] = setting.Shown(call.Settings.Find(setting.Name).Value),
                    ["origin"] = call.Settings.Find(setting.Name).Origin,
                }))));
            else
                call.Terminal.WriteTable(["setting", "value", "from", "variable"], Setting.All.Select(setting => (IReadOnlyList<string>)
                    [setting.Name, setting.Shown(call.Settings.Find(setting.Name).Value), call.Settings.Find(setting.Name).Origin, setting.Variable]));
            return Task.FromResult(0);
        });
        return verb;
    }
}
