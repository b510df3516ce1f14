using System.Text;
using CsCheck;
using MailAuth.Sasl;

namespace MailAuth.Tests.Sasl;

/// <summary>Whatever a client sends: no exception, and no more memory than its own bytes and a little.</summary>
public sealed class SaslFuzzTests
{
    /// <summary>The exchange, its list and its mechanism; the bytes of the responses come on top.</summary>
    private const int Overhead = 512;

    private static readonly Gen<byte[]> AnyBytes = Gen.Byte.Array[0, 200];

    /// <summary>Lines that get past the first checks as often as not.</summary>
    private static readonly Gen<byte[]> Line = Gen.Frequency(
        (4, Gen.Frequency((3, Gen.Byte), (1, Gen.Const((byte)0))).Array[0, 100].Select(bytes => Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes)))),
        (2, AnyBytes),
        (2, Gen.Char["ABab01+/=* \t\r\n-_"].Array[0, 20].Select(chars => Encoding.ASCII.GetBytes(chars))),
        (1, Gen.OneOf(Gen.Const("*"), Gen.Const("="), Gen.Const("=="), Gen.Const(""), Gen.Const("AAA="), Gen.Const("AAAAA")).Select(Encoding.ASCII.GetBytes)),
        (1, Gen.Int[12_200, 13_000].Select(length => Enumerable.Repeat((byte)'A', length).ToArray())));

    private static readonly Gen<string> Mechanism = Gen.OneOf(Gen.Const("PLAIN"), Gen.Const("LOGIN"));

    [Fact]
    public void No_lines_make_an_exchange_throw_or_allocate_more_than_they_hold()
    {
        Gen.Select(Mechanism, Gen.Bool, Line.Array[0, 4]).Sample(
            (mechanism, initial, lines) =>
            {
                byte[] name = Encoding.ASCII.GetBytes(mechanism);
                Run(name, initial, []); // What the first use of the code allocates is not the client's doing.
                long allowed = Overhead + lines.Sum(line => line.Length > SaslExchange.MaximumLineLength ? 0 : (line.Length / 4 * 3) + 32);
                long before = GC.GetAllocatedBytesForCurrentThread();
                Run(name, initial, lines);
                long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                Assert.True(allocated <= allowed, $"{allocated} bytes allocated, {allowed} allowed");
            },
            iter: 20_000);
    }

    [Fact]
    public void No_bytes_of_a_decoded_response_make_an_exchange_throw()
    {
        Gen.Select(Mechanism, Gen.Byte.Array[0, 12].Array[0, 4]).Sample(
            (mechanism, responses) =>
            {
                Assert.True(SaslExchange.TryCreate(Encoding.ASCII.GetBytes(mechanism), out SaslExchange? exchange));
                using (exchange)
                {
                    foreach (byte[] response in responses)
                    {
                        SaslStep step = exchange.Next(response);
                        Assert.Equal(step.Outcome == SaslOutcome.Complete, exchange.IsComplete);
                    }
                }
            },
            iter: 20_000);
    }

    [Fact]
    public void A_line_far_over_the_limit_allocates_nothing()
    {
        byte[] line = Enumerable.Repeat((byte)'A', 10_000_000).ToArray();
        byte[] name = "PLAIN"u8.ToArray();
        Run(name, false, [line]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(name, false, [line]);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Overhead + 64);
    }

    [Fact]
    public void What_PLAIN_was_made_of_comes_out_again()
    {
        Gen<byte[]> part = Gen.Byte[1, 255].Array[0, 40];
        Gen.Select(part, part, Gen.Byte.Array[0, 40]).Sample((authorization, authentication, password) =>
        {
            Assert.True(SaslExchange.TryCreate("PLAIN"u8, out SaslExchange? exchange));
            using (exchange)
            {
                byte[] message = [.. authorization, 0, .. authentication, 0, .. password];
                Assert.Equal(SaslOutcome.Complete, exchange.NextLine(Encoding.ASCII.GetBytes(Convert.ToBase64String(message))).Outcome);
                Assert.Equal(authorization, exchange.AuthorizationIdentity.ToArray());
                Assert.Equal(authentication, exchange.AuthenticationIdentity.ToArray());
                Assert.Equal(password, exchange.Password.ToArray());
            }
        });
    }

    private static void Run(byte[] name, bool initial, byte[][] lines)
    {
        if (!SaslExchange.TryCreate(name, out SaslExchange? exchange))
        {
            throw new InvalidOperationException("The mechanism is known.");
        }

        if (!initial)
        {
            exchange.Start();
        }

        foreach (byte[] line in lines)
        {
            SaslStep step = exchange.NextLine(line);
            if (step.Outcome != SaslOutcome.Challenge)
            {
                break;
            }
        }

        exchange.Dispose();
    }
}
