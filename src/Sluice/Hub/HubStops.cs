using Sluice.Records;

namespace Sluice.Hub;

// What the hub can say or do, each named by the way out. All of them are exit 3.

/// <summary>No dataset of that name, or a private one that this token may not see: to a stranger the hub says the same of both.</summary>
public sealed class CheckTheDatasetException(string message) : FixTheNameOrAccessException(message);

/// <summary>The dataset is there, the branch, tag or commit is not.</summary>
public sealed class CheckTheRevisionException(string message) : FixTheNameOrAccessException(message);

/// <summary>The token itself is refused.</summary>
public sealed class CheckTheTokenException(string message) : FixTheNameOrAccessException(message);

/// <summary>The dataset is gated: its owners let people in one by one.</summary>
public sealed class AskForAccessException(string message) : FixTheNameOrAccessException(message);

/// <summary>The hub has switched the dataset off for everybody.</summary>
public sealed class ChooseAnotherDatasetException(string message) : FixTheNameOrAccessException(message);

/// <summary>The revision has no such file.</summary>
public sealed class ListTheFilesAgainException(string message) : FixTheNameOrAccessException(message);

/// <summary>The hub's rate limit is used up for longer than the deadline allows to wait.</summary>
public sealed class WaitForTheLimitException(string message) : RetryLaterException(message);

/// <summary>Something answers at the endpoint, but not like a hub: a proxy, a login page, a redirect that leads nowhere.</summary>
public sealed class CheckTheEndpointException(string message, Exception? inner = null) : RetryLaterException(message, inner);

/// <summary>The bytes that came are not those that the tree promised. They are asked for once more, from the start.</summary>
public sealed class FetchAgainException(string message) : RetryLaterException(message);
