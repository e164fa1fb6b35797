namespace Sluice.Server.HubStandIn;

/// <summary>What can go wrong. In a rules file in snake_case.</summary>
public enum FaultKind
{
    /// <summary>The body ends early; Content-Length still promises all of it.</summary>
    Truncate,

    /// <summary>A chunked body ends without its last chunk.</summary>
    TruncateChunked,

    /// <summary>A body without a length ends early and cleanly: it looks whole.</summary>
    TruncateSilent,

    /// <summary>The connection is reset.</summary>
    Reset,

    /// <summary>Nothing comes, not even headers.</summary>
    StallHeaders,

    /// <summary>The body stands still.</summary>
    StallBody,

    /// <summary>The body comes a byte at a time.</summary>
    Trickle,

    /// <summary>Any status with any headers and body.</summary>
    Status,

    /// <summary>A page where a file was asked for, with status 200.</summary>
    HtmlPage,

    /// <summary>One bit of the body is wrong.</summary>
    FlipBit,

    /// <summary>The body is as long as it should be, but other bytes.</summary>
    WrongBytes,

    /// <summary>The body is longer than the file.</summary>
    ExtraBytes,

    /// <summary>A Range is answered with 200 and everything.</summary>
    IgnoreRange,

    /// <summary>The Content-Range names another start than was asked for.</summary>
    WrongContentRange,

    /// <summary>A Range is answered with 416.</summary>
    RangeNotSatisfiable,

    /// <summary>Headers are missing.</summary>
    DropHeader,

    /// <summary>Headers say something else.</summary>
    SetHeader,

    /// <summary>A redirect to anywhere or nowhere.</summary>
    Redirect,

    /// <summary>The next page of a list is not the next page.</summary>
    Link,

    /// <summary>JSON stops in the middle, in an answer that is whole as HTTP.</summary>
    CutJson,

    /// <summary>JSON with other fields or entries.</summary>
    ReplaceJson,

    /// <summary>Main gets another commit just before the answer.</summary>
    MoveBranch,
}
