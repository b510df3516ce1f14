using System.Text;

namespace MailAuth.CheckPassword.Tests;

/// <summary>The message on descriptor 3: exactly three strings, each with its NUL, 512 bytes at the most.</summary>
public sealed class LoginMessageTests
{
    [Theory]
    [InlineData("kalle\0secret\0\0", "kalle", "secret")]
    [InlineData("kalle\0secret\0 1251763200\0", "kalle", "secret")]
    [InlineData("\0\0\0", "", "")]
    [InlineData("kalle\0\0\0", "kalle", "")]
    [InlineData("\0secret\0\0", "", "secret")]
    public void A_whole_message_is_taken_apart(string message, string username, string password)
    {
        using LoginMessage read = LoginMessage.Of(Encoding.UTF8.GetBytes(message));
        Assert.Null(read.Problem);
        Assert.Equal((username, password), (Encoding.UTF8.GetString(read.Username.Span), Encoding.UTF8.GetString(read.Password.Span)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("kalle")]
    [InlineData("kalle\0secret")]
    [InlineData("kalle\0secret\0")]
    [InlineData("kalle\0secret\0001251763200")]
    [InlineData("kalle\0sec\0ret\0\0")]
    [InlineData("kalle\0secret\0\0\0")]
    [InlineData("kalle\0secret\0\0more")]
    public void Any_other_message_has_neither_a_username_nor_a_password(string message)
    {
        using LoginMessage read = LoginMessage.Of(Encoding.UTF8.GetBytes(message));
        Assert.NotNull(read.Problem);
        Assert.False(read.IsFault);
        Assert.True(read.Username.IsEmpty && read.Password.IsEmpty);
    }

    [Fact]
    public void The_longest_message_is_512_bytes()
    {
        using LoginMessage longest = LoginMessage.Of([.. "kalle\0"u8, .. Enumerable.Repeat((byte)'x', 504), 0, 0]);
        Assert.Null(longest.Problem);
        Assert.Equal(504, longest.Password.Length);
        using LoginMessage longer = LoginMessage.Of([.. "kalle\0"u8, .. Enumerable.Repeat((byte)'x', 505), 0, 0]);
        Assert.Contains("over 512 bytes", longer.Problem, StringComparison.Ordinal);
        Assert.True(longer.Password.IsEmpty);
    }

    [Fact]
    public void What_was_read_is_zeroed_at_the_end()
    {
        LoginMessage message = LoginMessage.Of("kalle\0secret\0\0"u8);
        ReadOnlyMemory<byte> password = message.Password;
        Assert.Equal("secret"u8, password.Span);
        message.Dispose();
        Assert.Equal(new byte[6], password.Span);
    }
}
