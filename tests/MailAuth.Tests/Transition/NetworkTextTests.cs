using System.Net;
using MailAuth.Transition;

namespace MailAuth.Tests.Transition;

/// <summary>Networks as an operator writes them: RFC 4632 section 3.1, RFC 4291 sections 2.3 and 2.5.5.2.</summary>
public sealed class NetworkTextTests
{
    [Theory]
    [InlineData("192.0.2.10", "192.0.2.10/32")]
    [InlineData("192.0.2.0/24", "192.0.2.0/24")]
    [InlineData("192.0.2.128/25", "192.0.2.128/25")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    [InlineData("2001:db8::10", "2001:db8::10/128")]
    [InlineData("2001:DB8:0:0::/64", "2001:db8::/64")]
    [InlineData("2001:db8:8000::/33", "2001:db8:8000::/33")]
    [InlineData("::/0", "::/0")]
    [InlineData("::ffff:192.0.2.10", "192.0.2.10/32")]
    [InlineData("::ffff:192.0.2.0/120", "192.0.2.0/24")]
    [InlineData("::ffff:0.0.0.0/96", "0.0.0.0/0")]
    public void A_network_is_read(string text, string network)
    {
        Assert.Null(NetworkText.Read(text, out IPNetwork read));
        Assert.Equal(network, read.ToString());
    }

    [Theory]
    [InlineData("192.0.2.10/24", "192.0.2.0/24", "192.0.2.10")]
    [InlineData("192.0.2.255/31", "192.0.2.254/31", "192.0.2.255")]
    [InlineData("10.1.2.3/0", "0.0.0.0/0", "10.1.2.3")]
    [InlineData("2001:db8::1/64", "2001:db8::/64", "2001:db8::1")]
    [InlineData("::ffff:192.0.2.1/120", "::ffff:192.0.2.0/120", "::ffff:192.0.2.1")]
    public void An_address_inside_a_network_is_answered_with_the_right_network(string text, string network, string address) =>
        Assert.Equal($"is an address inside a network: the network is {network}, the address alone is {address}", NetworkText.Read(text, out _));

    [Theory]
    [InlineData("192.0.2.0/33", "has a prefix over 32 bits")]
    [InlineData("2001:db8::/129", "has a prefix over 128 bits")]
    public void A_prefix_that_is_too_long_is_told(string text, string problem) => Assert.Equal(problem, NetworkText.Read(text, out _));

    [Theory]
    [InlineData("")]
    [InlineData("/24")]
    [InlineData("192.0.2.0/")]
    [InlineData("192.0.2.0/24/24")]
    [InlineData("192.0.2.0/+24")]
    [InlineData("192.0.2.0/024")]
    [InlineData("192.0.2.0/٢٤")]
    [InlineData("192.0.2.0/255.255.255.0")]
    [InlineData("192.0.2")]
    [InlineData("192.0.2.010")]
    [InlineData("0xC0000201")]
    [InlineData("3221225985")]
    [InlineData(" 192.0.2.1")]
    [InlineData("192.0.2.1:143")]
    [InlineData("[2001:db8::1]")]
    [InlineData("[2001:db8::1]:143")]
    [InlineData("fe80::1%eth0")]
    [InlineData("2001:db8:::1")]
    [InlineData("localhost")]
    public void Anything_else_is_not_a_network(string text) =>
        Assert.Equal("is not an IP address or a network, such as 192.0.2.10, 192.0.2.0/24 or 2001:db8::/64", NetworkText.Read(text, out _));
}
