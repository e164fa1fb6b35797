using System.CommandLine;

namespace Sluice.Cli.Verbs;

/// <summary><c>sluice publish [SOURCE]</c></summary>
static class PublishVerb
{
    public static Command Create() => StageVerb.Create("publish",
        "Enriched to serveable: what is a copy of what, and one release of everything the lake holds.\n\nExample: sluice publish",
        async (call, flow, run, _, cancel) =>
        {
            var published = await flow.PublishAsync(run, cancel);
            if (published.Release is { } release)
                call.Terminal.Say(published.Stages.All(stage => stage.Skipped) ? $"Release {release} is current already." : $"Release {release} is current.");
            else if (!run.DryRun)
                throw new Records.CorrectTheCallException($"{run.Lake.Root} has no complete dump to publish. Run `sluice run` first.");
            return published.Stages;
        }, corpus: new CorpusFlags());
}
