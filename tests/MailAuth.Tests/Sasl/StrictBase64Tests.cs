using System.Text;
using CsCheck;
using MailAuth.Sasl;

namespace MailAuth.Tests.Sasl;

/// <summary>Base64 of RFC 4648 section 4, and nothing beside it.</summary>
public sealed class StrictBase64Tests
{
    // RFC 4648 section 10.
    [Theory]
    [InlineData("", "")]
    [InlineData("Zg==", "f")]
    [InlineData("Zm8=", "fo")]
    [InlineData("Zm9v", "foo")]
    [InlineData("Zm9vYg==", "foob")]
    [InlineData("Zm9vYmE=", "fooba")]
    [InlineData("Zm9vYmFy", "foobar")]
    public void The_vectors_of_RFC_4648_are_read(string text, string decoded) =>
        Assert.Equal(Encoding.ASCII.GetBytes(decoded), StrictBase64.Decode(Encoding.ASCII.GetBytes(text)));

    [Theory]
    [InlineData("Z")]
    [InlineData("Zg")]
    [InlineData("Zg=")]
    [InlineData("Zg===")]
    [InlineData("Zg==Zg==")]
    [InlineData("Z===")]
    [InlineData("====")]
    [InlineData("=Zg=")]
    [InlineData("Zm8=Zm8=")]
    [InlineData("Zm 9v")]
    [InlineData(" Zm9v")]
    [InlineData("Zm9v ")]
    [InlineData("Zm9v\r\n")]
    [InlineData("Zm9vZm9\n")]
    [InlineData("Zm9v    ")]
    [InlineData("    Zm9v")]
    [InlineData("Zm9v\r\n\r\n")]
    [InlineData("Zm 9 v\t ")]
    [InlineData("Zg= =   ")]
    [InlineData("Zg==    ")]
    [InlineData("    ")]
    [InlineData("Zm9-")]
    [InlineData("Zm9_")]
    [InlineData("Zm9\0")]
    [InlineData("Zm9é")]
    [InlineData("Zh==")]
    [InlineData("Zm9=")]
    public void Anything_else_is_refused(string text) => Assert.Null(StrictBase64.Decode(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Only_the_one_spelling_of_some_bytes_is_taken()
    {
        Gen<string> text = Gen.Char["ABCQRghwxyz0189+/== \t\r\n"].Array[0, 16].Select(chars => new string(chars));
        text.Sample(
            candidate =>
            {
                byte[]? decoded = StrictBase64.Decode(Encoding.ASCII.GetBytes(candidate));
                Assert.True(decoded is null || Convert.ToBase64String(decoded) == candidate);
            },
            iter: 50_000);
    }

    [Fact]
    public void Every_spelling_that_an_encoder_writes_is_taken() =>
        Gen.Byte.Array[0, 300].Sample(bytes => Assert.Equal(bytes, StrictBase64.Decode(Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes)))));
}
