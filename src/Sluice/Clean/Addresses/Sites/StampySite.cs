namespace Sluice.Clean.Addresses.Sites;

/// <summary>The questions of aisafety.info, earlier stampy.ai: by the state of the page in the address, and by path with or without the question's words.</summary>
public sealed class StampySite : ISite
{
    public bool Knows(Address address, List<string> keys)
    {
        if (address.Host is not ("aisafety.info" or "stampy.ai" or "ui.stampy.ai"))
            return false;
        var question = address.Segments switch
        {
            [] => address["state"],
            ["questions", var id, ..] => id,
            _ => null,
        };
        // A question that is opened ends in a sign; several in one state are a page of their own.
        question = question?.TrimEnd('_', '-');
        if (question is not { Length: >= 1 and <= 8 } || !question.All(char.IsAsciiLetterOrDigit))
            return false;
        keys.Add("aisafety.info:" + question);
        address.Become("aisafety.info", "/questions/" + question);
        return true;
    }
}
