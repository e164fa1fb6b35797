using System.Collections.Frozen;
using System.Security.Cryptography;

namespace Sluice.Server.Dashboard;

/// <summary>A file that pages load, carried inside the assembly so that the server needs no folder beside it.</summary>
public sealed record EmbeddedAsset(string ContentType, byte[] Content, string Version)
{
    const string Folder = "Sluice.Server.Dashboard.Assets.";

    static readonly FrozenDictionary<string, EmbeddedAsset> All = typeof(EmbeddedAsset).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
        .ToFrozenDictionary(name => name[Folder.Length..], Load, StringComparer.Ordinal);

    public static EmbeddedAsset? Find(string name) => All.GetValueOrDefault(name);

    /// <summary>The address of an asset; it changes with the content, so old copies are never shown.</summary>
    public static string Href(string name) => $"/assets/{name}?v={All[name].Version}";

    static EmbeddedAsset Load(string resource)
    {
        using var stream = typeof(EmbeddedAsset).Assembly.GetManifestResourceStream(resource)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return new EmbeddedAsset(TypeOf(resource), content, Convert.ToHexStringLower(SHA256.HashData(content))[..16]);
    }

    static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };
}
