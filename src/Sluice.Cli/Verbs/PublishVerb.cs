using System.CommandLine;

namespace Sluice.Cli.Verbs;

/// <summary><c>sluice publish [SOURCE]</c></summary>
static class PublishVerb
{
    /// <summary>Of every verb that publishes.</summary>
    public static Option<bool> Hold() => new("--hold") { Description = "A new release waits for `sluice releases approve` instead of becoming current" };

    public static Command Create() => StageVerb.Create("publish",
        "Enriched to serveable: what is a copy of what, and one release of everything the lake holds.\n\nExample: sluice publish",
        async (call, flow, run, _, cancel) =>
        {
            var published = await flow.PublishAsync(run, cancel);
            if (published.Barred is { } barred)
                call.Terminal.Say(barred.Because(run.Lake));
            else if (published.Release is { } release && !run.DryRun)
                call.Terminal.Say(published.Stages.All(stage => stage.Skipped) ? $"Release {release} is current already." : $"Release {release} is current.");
            else if (!run.DryRun)
                throw new Records.CorrectTheCallException($"{run.Lake.Root} has no complete dump to publish. Run `sluice run` first.");
            return published.Stages;
        }, corpus: new CorpusFlags(), hold: Hold());
}
