namespace Sluice.Records;

/// <summary>
/// A broken world, not a bad record. Each kind is named by what to do next and carries the exit code of the command
/// line; the message says what happened, where, and the way out.
/// </summary>
public abstract class StopException(int exitCode, string message, Exception? inner = null) : Exception(message, inner)
{
    public int ExitCode { get; } = exitCode;
}

/// <summary>The call itself was wrong or refused: a bad flag, an unknown name. Exit 2.</summary>
public sealed class CorrectTheCallException(string message) : StopException(2, message);

/// <summary>A gate failed: a checksum, a threshold, a balance. Look at what it names before going on. Exit 1.</summary>
public sealed class GateFailedException(string message) : StopException(1, message);

/// <summary>Upstream could not be reached, or answered something that is no answer. Trying later may help. Exit 3.</summary>
public class RetryLaterException(string message, Exception? inner = null) : StopException(3, message, inner);

/// <summary>Upstream was reached and said no: no such dataset or revision, or no access. Trying again will not help. Exit 3.</summary>
public class FixTheNameOrAccessException(string message) : StopException(3, message);

/// <summary>This machine is in the way: disk, permission, a lock held by a live process. Exit 5.</summary>
public sealed class CheckTheMachineException(string message, Exception? inner = null) : StopException(5, message, inner)
{
    /// <summary>What the system says when it cannot read or write, with the way out.</summary>
    public static CheckTheMachineException Of(Exception e) =>
        new($"This machine is in the way: {e.Message} Check disk space and permissions, then run again.", e);

    /// <summary>True for what the system throws when it cannot read or write.</summary>
    public static bool IsMeant(Exception e) => e is IOException or UnauthorizedAccessException;
}
