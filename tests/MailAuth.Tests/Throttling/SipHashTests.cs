using MailAuth.Throttling;

namespace MailAuth.Tests.Throttling;

/// <summary>The test vectors of the SipHash paper and its reference implementation (https://github.com/veorq/SipHash, vectors.h): key 00 01 … 0F, input 00 01 … of each length.</summary>
public sealed class SipHashTests
{
    [Theory]
    [InlineData(0, 0x726fdb47dd0e0e31)]
    [InlineData(1, 0x74f839c593dc67fd)]
    [InlineData(7, 0xab0200f58b01d137)]
    [InlineData(8, 0x93f5f5799a932462)]
    [InlineData(15, 0xa129ca6149be45e5)] // appendix A of the paper
    [InlineData(63, 0x958a324ceb064572)]
    public void Published_vectors(int length, ulong expected)
    {
        byte[] key = [.. Enumerable.Range(0, 16).Select(i => (byte)i)];
        byte[] input = [.. Enumerable.Range(0, length).Select(i => (byte)i)];
        Assert.Equal(expected, new SipHash(key).Hash(input));
    }
}
