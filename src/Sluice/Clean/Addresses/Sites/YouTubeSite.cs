namespace Sluice.Clean.Addresses.Sites;

/// <summary>YouTube: a video by its id, wherever in the address it stands, without the moment to start at; a playlist without a video is a page of its own.</summary>
public sealed class YouTubeSite : ISite
{
    public bool Knows(Address address, List<string> keys)
    {
        if (address.Host is not ("youtube.com" or "youtu.be" or "music.youtube.com" or "youtube-nocookie.com"))
            return false;
        var video = address.Segments switch
        {
            [var id] when address.Host == "youtu.be" => id,
            ["watch"] => address["v"],
            ["watch" or "embed" or "shorts" or "live" or "v" or "e", var id] => id,
            _ => null,
        };
        if (video is { Length: 11 } && IsId(video))
        {
            keys.Add("youtube:" + video);
            address.Become("www.youtube.com", "/watch", "v=" + video);
            return true;
        }
        if (address.Path is "/playlist" or "/embed/videoseries" && address["list"] is { } list && IsId(list))
        {
            keys.Add("youtube:list/" + list);
            address.Become("www.youtube.com", "/playlist", "list=" + list);
            return true;
        }
        return false;
    }

    static bool IsId(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
