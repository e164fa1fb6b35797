using System.Security.Cryptography;
using Sluice.Zones;

namespace Sluice.Tests.Zones;

public sealed class MerkleTreeTests
{
    // The leaves and roots that implementations of RFC 6962 are tested with.
    static readonly string[] KnownLeaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void Roots_are_those_of_RFC_6962(int leaves, string root)
    {
        var tree = new MerkleTree();
        foreach (var leaf in KnownLeaves.Take(leaves))
            tree.Add(Convert.FromHexString(leaf));

        Assert.Equal(root, tree.Root());
        Assert.Equal(leaves, tree.Count);
    }

    [Fact]
    public void Leaf_by_leaf_gives_what_the_definition_gives()
    {
        var leaves = new List<byte[]>();
        var tree = new MerkleTree();
        for (var n = 0; n <= 70; n++)
        {
            Assert.Equal(Convert.ToHexStringLower(Naive([.. leaves])), tree.Root());
            leaves.Add(SHA256.HashData(BitConverter.GetBytes(n)));
            tree.Add(leaves[^1]);
        }
    }

    [Fact]
    public void The_order_of_leaves_and_every_leaf_count()
    {
        static string Root(params string[] rows)
        {
            var tree = new MerkleTree();
            foreach (var row in rows)
                tree.Add(SHA256.HashData(Some.Bytes(row)));
            return tree.Root();
        }

        Assert.Equal(4, new[] { Root("a", "b"), Root("b", "a"), Root("a"), Root("a", "b", "b") }.Distinct().Count());
    }

    [Fact]
    public void Asking_for_the_root_on_the_way_changes_nothing()
    {
        var (asked, silent) = (new MerkleTree(), new MerkleTree());
        for (byte n = 0; n < 21; n++)
        {
            asked.Add([n]);
            silent.Add([n]);
            _ = asked.Root();
        }
        Assert.Equal(silent.Root(), asked.Root());
    }

    // RFC 6962, section 2.1, word for word: split at the largest power of two below the number of leaves.
    static byte[] Naive(byte[][] leaves)
    {
        if (leaves.Length == 0)
            return SHA256.HashData([]);
        if (leaves.Length == 1)
            return SHA256.HashData([0, .. leaves[0]]);
        var k = 1;
        while (k * 2 < leaves.Length)
            k *= 2;
        return SHA256.HashData([1, .. Naive(leaves[..k]), .. Naive(leaves[k..])]);
    }
}
