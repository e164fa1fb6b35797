using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Sluice.Validate;

namespace Sluice.Tests.Validate;

public class Md5Tests
{
    [Theory]
    [InlineData("", "d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("a", "0cc175b9c0f1b6a831c399e269772661")]
    [InlineData("abc", "900150983cd24fb0d6963f7d28e17f72")]
    [InlineData("message digest", "f96b697d7cb7938d525a2f31aaf161d0")]
    [InlineData("abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", "d174ab98d277d9f5a5611c2c9f419d9f")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345678901234567890", "57edf4a22be3c955ac49da2e2107b67a")]
    public void The_test_suite_of_the_RFC_holds(string text, string hash) => Assert.Equal(hash, HashOf(Encoding.ASCII.GetBytes(text)));

    [Fact]
    [SuppressMessage("Security", "CA5351", Justification = "It is held against the system's own.")]
    public void Bytes_of_every_length_hash_as_with_the_system()
    {
        var random = new Random(1321);
        for (var length = 0; length < 300; length++)
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            Assert.Equal(Convert.ToHexStringLower(MD5.HashData(bytes)), HashOf(bytes));
        }
    }

    static string HashOf(byte[] bytes)
    {
        var hash = new byte[Md5.Size];
        Md5.Hash(bytes, hash);
        return Convert.ToHexStringLower(hash);
    }
}
