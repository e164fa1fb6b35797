using System.CommandLine;
using Sluice.Records;

namespace Sluice.Cli.Verbs;

/// <summary><c>sluice completion SHELL</c>: prints what a shell needs; the program itself answers with <c>[suggest]</c>.</summary>
static class CompletionVerb
{
    static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = """
            _sluice() { local IFS=$'\n'; COMPREPLY=( $(sluice "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null) ); }
            complete -F _sluice sluice
            """,
        ["zsh"] = """
            _sluice() { compadd -- ${(f)"$(sluice "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)"} }
            compdef _sluice sluice
            """,
        ["fish"] = """
            complete -f -c sluice -a '(sluice "[suggest:"(commandline -C)"]" (commandline) 2>/dev/null)'
            """,
        ["pwsh"] = """
            Register-ArgumentCompleter -Native -CommandName sluice -ScriptBlock {
                param($word, $ast, $cursor)
                sluice "[suggest:$cursor]" "$ast" | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
            }
            """,
    };

    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh, fish or pwsh" };
        var verb = new Command("completion", "Prints the shell's completion script.\n\nExample: source <(sluice completion bash)");
        verb.Arguments.Add(shell);
        Call.Handle(verb, (call, _) =>
        {
            if (!Scripts.TryGetValue(call.Get(shell)!, out var script))
                throw new CorrectTheCallException($"No completion for '{call.Get(shell)}'.{Nearest.Hint(call.Get(shell)!, Scripts.Keys)}");
            call.Terminal.WriteLine(script);
            return Task.FromResult(0);
        });
        return verb;
    }
}
