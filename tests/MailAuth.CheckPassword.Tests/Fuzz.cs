using System.Text;

namespace MailAuth.CheckPassword.Tests;

/// <summary>Makes messages and environments: valid ones, and others that were once valid, or never. The same seed gives the same.</summary>
internal sealed class Fuzz(int seed)
{
    private static readonly string[] Usernames =
        ["kalle@domain.se", "KALLE@domain.se", "kalle", "anna@domain.se", "anna", "nils", "nils@kund.se", "åsa@räksmörgås.se", "stangd@domain.se", "kontor@domain.se", "a/b@domain.se",
            "trasig@domain.se", "utan@domain.se", "nobody@domain.se", "", "@", "a@b@domain.se", "\"kalle\"@domain.se", "../../x@domain.se", "kalle@domain.se ", "kalle%domain.se"];

    private static readonly string[] Passwords = [Host.Password, Host.Password, Host.Password, "räksmörgås", "wrong", "", "x", Host.Password + " ", new('x', 400)];

    private static readonly string[] Names =
        ["AUTH_SERVICE", "SERVICE", "AUTH_SECURED", "AUTH_LOCAL_NAME", "AUTH_LIP", "AUTH_LPORT", "AUTH_RIP", "TCPLOCALIP", "TCPREMOTEIP", "AUTHORIZED", "CREDENTIALS_LOOKUP", "AUTH_MASTER_USER",
            "MASTER_USER", "AUTH_LOGIN_USER", "EXTRA", "USER", "HOME", "PATH"];

    private static readonly string[] Values =
        ["imap", "pop3", "smtp", "submission", "lmtp", "TLS", "secured", "", "1", "mail.domain.se", "mail.kund.se", "mail.räksmörgås.se", "192.0.2.10", "192.0.2.77", "198.51.100.7", "2001:db8::1",
            "::ffff:192.0.2.10", "NULL", "993", "0", "-1", "99999999999", "boss", "x y", "\u0001\t", "åäö", new('x', 5000)];

    private readonly Random random = new(seed);

    /// <summary>A message: half of them valid.</summary>
    public byte[] Message()
    {
        byte[] valid = Encoding.UTF8.GetBytes($"{Pick<string>(Usernames)}\0{Pick<string>(Passwords)}\0{(random.Next(4) == 0 ? "1251763200" : "")}\0");
        return random.Next(2) == 0 ? valid : random.Next(20) == 0 ? Noise(random.Next(700)) : Mutate([.. valid]);
    }

    /// <summary>An environment: most of them such as Dovecot makes.</summary>
    public Dictionary<string, string> Environment()
    {
        Dictionary<string, string> variables = [];
        if (random.Next(8) > 0)
        {
            variables["AUTH_SERVICE"] = Pick<string>(Values.AsSpan(0, 5));
            variables["AUTH_SECURED"] = Pick<string>(["TLS", ""]);
            variables["AUTH_LOCAL_NAME"] = Pick<string>(["mail.domain.se", "mail.kund.se", ""]);
        }

        for (int i = random.Next(5) == 0 ? random.Next(1, 5) : 0; i > 0; i--)
        {
            variables[Pick<string>(Names)] = Pick<string>(Values);
        }

        return variables;
    }

    private byte[] Mutate(List<byte> bytes)
    {
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            int at = random.Next(bytes.Count + 1);
            switch (random.Next(6))
            {
                case 0: bytes.Insert(at, 0); break;
                case 1: bytes.Insert(at, (byte)random.Next(256)); break;
                case 2 when at < bytes.Count: bytes.RemoveAt(at); break;
                case 3 when at < bytes.Count: bytes[at] = (byte)random.Next(256); break;
                case 4: bytes.RemoveRange(at, bytes.Count - at); break;
                default: bytes.InsertRange(at, Noise(random.Next(1, 600))); break;
            }
        }

        return [.. bytes];
    }

    private byte[] Noise(int length)
    {
        byte[] noise = new byte[length];
        random.NextBytes(noise);
        return noise;
    }

    private T Pick<T>(ReadOnlySpan<T> from) => from[random.Next(from.Length)];
}
