using System.Security.Cryptography;

namespace Sluice.Zones;

/// <summary>
/// The Merkle tree hash of RFC 6962 (section 2.1) with SHA-256, leaf by leaf: it remembers one hash for each full
/// subtree on the left, 64 at most, whatever the number of leaves.
/// </summary>
public sealed class MerkleTree
{
    const int HashSize = 32;
    const byte LeafPrefix = 0;
    const byte NodePrefix = 1;

    readonly byte[] _subtrees = new byte[64 * HashSize];
    int _depth;

    /// <summary>Leaves so far.</summary>
    public long Count { get; private set; }

    /// <summary>Adds the next leaf; <paramref name="data"/> is what it stands for, at most 256 bytes: a row's hash.</summary>
    public void Add(ReadOnlySpan<byte> data)
    {
        if (data.Length > 256)
            throw new ArgumentException($"{data.Length} bytes; a leaf takes at most 256.", nameof(data));
        Span<byte> leaf = stackalloc byte[1 + data.Length];
        leaf[0] = LeafPrefix;
        data.CopyTo(leaf[1..]);
        SHA256.HashData(leaf, At(_depth++));
        // Each subtree that this leaf completes becomes one with its left neighbour of the same size.
        for (var before = Count++; (before & 1) == 1; before >>= 1)
        {
            HashNode(At(_depth - 2), At(_depth - 1), At(_depth - 2));
            _depth--;
        }
    }

    /// <summary>The root over the leaves so far, 64 hexadecimal digits; of none, the hash of nothing.</summary>
    public string Root()
    {
        Span<byte> root = stackalloc byte[HashSize];
        if (_depth == 0)
            SHA256.HashData([], root);
        else
            At(_depth - 1).CopyTo(root);
        for (var i = _depth - 2; i >= 0; i--)
            HashNode(At(i), root, root);
        return Convert.ToHexStringLower(root);
    }

    Span<byte> At(int depth) => _subtrees.AsSpan(depth * HashSize, HashSize);

    static void HashNode(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> into)
    {
        Span<byte> node = stackalloc byte[1 + 2 * HashSize];
        node[0] = NodePrefix;
        left.CopyTo(node[1..]);
        right.CopyTo(node[(1 + HashSize)..]);
        SHA256.HashData(node, into);
    }
}
