using System.Collections.Concurrent;
using System.Text;
using CsCheck;
using MailAuth.Accounts;
using MailAuth.Passwords;
using Microsoft.Extensions.Time.Testing;

namespace MailAuth.Tests.Passwords;

/// <summary>What is remembered, how much of it and how long, and that no two logins are one.</summary>
public sealed class VerifiedLoginsTests : IDisposable
{
    private const int Entries = 1_024;
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    private readonly FakeTimeProvider clock = new();
    private readonly VerifiedLogins logins;

    public VerifiedLoginsTests() => logins = new VerifiedLogins(Entries, clock);

    public void Dispose() => logins.Dispose();

    [Fact]
    public void Logins_that_differ_in_anything_write_different_octets_wherever_their_parts_begin_and_end()
    {
        // Few characters and short parts: most pairs are the same characters, divided in another way.
        Gen<string> text = Gen.Char["ab\uD800\uDC00"].Array[0, 3].Select(static characters => new string(characters));
        Gen<string?> textOrNone = Gen.Select(Gen.Bool, text, static (isNone, some) => isNone ? null : some);
        Gen<byte[]> password = Gen.OneOf((byte)'a', (byte)'b', (byte)0).Array[0, 3];
        Gen<Parts> parts = Gen.Select(
            Gen.Select(Gen.Long[1, 2], Gen.Int[0, 3]), Gen.Select(text, textOrNone, textOrNone), Gen.Select(text, text, password), static (host, names, rest) => new Parts(host.Item1, host.Item2, names.Item1, names.Item2, names.Item3, rest.Item1, rest.Item2, rest.Item3));
        Gen.Select(parts, parts, Gen.Int[0, 7]).Sample(
            (first, other, same) =>
            {
                // All but one or two parts alike.
                Parts second = first.With(same, other).With((same + 1) % 8, other);
                Assert.Equal(first.Equals(second), first.Octets().AsSpan().SequenceEqual(second.Octets()));
                Assert.Equal(first.Equals(other), first.Octets().AsSpan().SequenceEqual(other.Octets()));
            },
            iter: 20_000);
    }

    [Fact]
    public void A_login_is_known_to_itself_alone()
    {
        Gen<string> text = Gen.Char["ab"].Array[0, 4].Select(static characters => new string(characters));
        Gen<byte[]> password = Gen.OneOf((byte)'a', (byte)'b').Array[1, 4];
        Gen<Parts> parts = Gen.Select(text, text, password, static (address, hash, sent) => new Parts(1, 0, address, null, null, "ARGON2ID", hash, sent));
        Gen.Select(parts, parts).Sample(
            (first, second) =>
            {
                using var fresh = new VerifiedLogins(Entries, clock);
                first.KeyIn(fresh).Remember();
                Assert.True(first.KeyIn(fresh).IsKnown(Lifetime));
                Assert.Equal(first.Equals(second), second.KeyIn(fresh).IsKnown(Lifetime));
            },
            iter: 2_000);
    }

    [Fact]
    public void One_user_with_two_stores_never_meets()
    {
        var store = new InMemoryAccountStore();
        Assert.Equal(StoreIdentity.Of(store), StoreIdentity.Of(store));
        Login("kalle@domain.se", store: StoreIdentity.Of(store)).Remember();
        Assert.True(Login("kalle@domain.se", store: StoreIdentity.Of(store)).IsKnown(Lifetime));
        Assert.False(Login("kalle@domain.se", store: StoreIdentity.Of(new InMemoryAccountStore())).IsKnown(Lifetime));
    }

    [Fact]
    public void A_password_that_is_anothers_prefix_is_another()
    {
        Login("kalle@domain.se", password: "sommar2009").Remember();
        Assert.False(Login("kalle@domain.se", password: "sommar200").IsKnown(Lifetime));
        Assert.False(Login("kalle@domain.se", password: "sommar2009x").IsKnown(Lifetime));
        Assert.False(Login("kalle@domain.se", hash: "{X}hash" + "sommar", password: "2009").IsKnown(Lifetime));
    }

    [Fact]
    public void Two_caches_have_keys_of_their_own()
    {
        using var other = new VerifiedLogins(Entries, clock);
        VerifiedKey here = Login("kalle@domain.se");
        VerifiedKey there = Login("kalle@domain.se", logins: other);
        Assert.NotEqual((here.Low, here.High), (there.Low, there.High));
    }

    [Fact]
    public void The_longest_login_of_the_default_limits_is_known_and_one_that_is_too_long_never()
    {
        string address = new string('a', 240) + "@domain.se";
        VerifiedKey longest = Login(address, hash: new string('h', 1024), password: new string('p', 1024), hashedUsername: address);
        longest.Remember();
        Assert.True(longest.IsKnown(Lifetime));

        VerifiedKey over = Login(address, hash: new string('h', 4096));
        over.Remember();
        Assert.False(over.IsKnown(Lifetime));
    }

    [Fact]
    public void Before_the_first_there_is_no_memory_and_then_always_the_same_however_many_log_in()
    {
        Assert.False(Login("kalle@domain.se").IsKnown(Lifetime));
        Assert.Equal(0, logins.Octets);
        Login("kalle@domain.se").Remember();
        Assert.Equal(25 * Entries, logins.Octets);
        for (int i = 0; i < 10 * Entries; i++)
        {
            Login($"user{i}@domain.se").Remember();
            clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(25 * Entries, logins.Octets);
        int[] known = [.. Enumerable.Range(0, 10 * Entries).Where(i => Login($"user{i}@domain.se").IsKnown(Lifetime))];
        Assert.Equal(Entries, known.Length);

        // The newest are all known, those of long ago are not.
        Assert.Equal(Enumerable.Range((10 * Entries) - 64, 64), known.Where(static i => i >= (10 * Entries) - 64));
        Assert.DoesNotContain(known, static i => i < 5 * Entries);
        Assert.False(Login("kalle@domain.se").IsKnown(Lifetime));
    }

    [Fact]
    public void Half_as_many_logins_as_entries_are_nearly_all_known()
    {
        for (int i = 0; i < Entries / 2; i++)
        {
            Login($"user{i}@domain.se").Remember();
        }

        Assert.InRange(Enumerable.Range(0, Entries / 2).Count(i => Login($"user{i}@domain.se").IsKnown(Lifetime)), (Entries / 2) - 25, Entries / 2);
    }

    [Fact]
    public void Who_logs_in_again_takes_no_second_place_and_lives_on_from_then()
    {
        for (int i = 0; i < 100; i++)
        {
            Login("kalle@domain.se").Remember();
            clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.True(Login("kalle@domain.se").IsKnown(TimeSpan.FromMinutes(1) + TimeSpan.FromTicks(1)));
        Assert.False(Login("kalle@domain.se").IsKnown(TimeSpan.FromMinutes(1)));
        for (int i = 0; i < 3; i++)
        {
            Login($"user{i}@domain.se").Remember();
        }

        Assert.Equal(4, new[] { "kalle", "user0", "user1", "user2" }.Count(name => Login($"{name}@domain.se").IsKnown(Lifetime)));
    }

    [Fact]
    public void Disposed_it_knows_nobody_and_throws_at_nobody()
    {
        VerifiedKey key = Login("kalle@domain.se");
        key.Remember();
        logins.Dispose();
        Assert.False(Login("kalle@domain.se").IsKnown(Lifetime));
        logins.Dispose();
    }

    [Fact]
    public void The_clock_on_the_wall_is_never_asked()
    {
        using var steady = new VerifiedLogins(Entries, new SteadyClock());
        Login("kalle@domain.se", logins: steady).Remember();
        Assert.True(Login("kalle@domain.se", logins: steady).IsKnown(Lifetime));
    }

    [Fact]
    public void Whoever_reads_an_entry_that_is_half_written_does_not_know_it()
    {
        bool? known = null;
        var half = new AskedClock();
        using var written = new VerifiedLogins(8, half);
        for (int i = 0; i < 8; i++)
        {
            Login($"user{i}@domain.se", logins: written).Remember();
        }

        // The clock is asked between key and time: the key stands beside the time of the one before it.
        VerifiedKey key = Login("kalle@domain.se", logins: written);
        half.Asked = () =>
        {
            half.Asked = null;
            known = key.IsKnown(Lifetime);
        };
        key.Remember();

        Assert.Equal((false, true), (known, key.IsKnown(Lifetime)));
    }

    [Fact]
    public void A_login_of_no_cache_is_never_known()
    {
        VerifiedKey none = default;
        none.Remember();
        Assert.False(none.IsKnown(Lifetime));
    }

    [Fact]
    public async Task Threads_that_write_the_same_rows_never_make_a_login_known_that_nobody_remembered()
    {
        // One row in all, with one key more than it has places: a writer takes the place of a known one each time, and readers meet them half way.
        using var one = new VerifiedLogins(8, clock);
        VerifiedKey[] remembered = [.. Enumerable.Range(0, 9).Select(i => Login($"in{i}@domain.se", logins: one))];

        // One half of each key with another's other half: what a reader would find in a half-written entry.
        VerifiedKey[] torn = [.. from first in Enumerable.Range(0, 9) from second in Enumerable.Range(0, 9) where first != second select new VerifiedKey(one, remembered[first].Low, remembered[second].High, 0)];
        var wrong = new ConcurrentQueue<string>();
        using var stop = new CancellationTokenSource();
        Task[] writers = [.. Enumerable.Range(0, 2).Select(part => Task.Run(() =>
        {
            for (int i = 0; i < 200_000; i++)
            {
                VerifiedKey mine = remembered[((i * 7) + part) % 9];
                mine.Remember();
            }
        }))];
        Task reader = Task.Run(
            () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    for (int i = 0; i < torn.Length; i++)
                    {
                        if (torn[i].IsKnown(Lifetime))
                        {
                            wrong.Enqueue($"torn {i}");
                        }
                    }
                }
            },
            TestContext.Current.CancellationToken);
        await Task.WhenAll(writers).WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await reader.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.Empty(wrong);
        Assert.Equal(8, remembered.Count(key => key.IsKnown(Lifetime)));
    }

    [Fact]
    public void Whoever_switches_the_cache_off_lets_go_of_its_memory_and_its_key_and_whoever_leaves_it_on_of_neither()
    {
        using var cache = new LoginCache(new InMemoryAccountStore(), clock);
        PasswordPolicy on = new TestPolicy(static options => options.Cache.Lifetime = Lifetime).Policy;
        PasswordPolicy larger = new TestPolicy(static options => (options.Cache.Lifetime, options.Cache.Entries) = (TimeSpan.FromHours(2), 2 * Entries)).Policy;
        PasswordPolicy off = new TestPolicy().Policy;
        cache.Follow(() => off);
        Assert.Null(cache.Logins);
        cache.Follow(() => on);
        VerifiedLogins first = Assert.IsType<VerifiedLogins>(cache.Logins);
        cache.Follow(() => larger);
        Assert.Same(first, cache.Logins);
        cache.Follow(() => off);
        Assert.Null(cache.Logins);
        cache.Follow(() => on);
        Assert.NotSame(first, Assert.IsType<VerifiedLogins>(cache.Logins));
    }

    [Fact]
    public async Task Threads_that_hash_at_once_get_the_hashes_that_one_gets()
    {
        using var hash = new KeyedHash();
        byte[][] expected = [.. Enumerable.Range(0, 256).Select(i => Hash(hash, i))];
        bool[] same = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            Enumerable.Range(0, 20_000).All(i => Hash(hash, i % 256).AsSpan().SequenceEqual(expected[i % 256])))));
        Assert.All(same, Assert.True);
        using var other = new KeyedHash();
        Assert.NotEqual(expected[0], Hash(other, 0));
    }

    private static byte[] Hash(KeyedHash hash, int number)
    {
        var result = new byte[KeyedHash.Length];
        hash.Hash(Encoding.ASCII.GetBytes(new string((char)('a' + (number % 26)), number)), result);
        return result;
    }

    private VerifiedKey Login(string address, string hash = "{X}hash", string password = "sommar2009", string? hashedUsername = null, long store = 1, VerifiedLogins? logins = null) =>
        new Parts(store, 0, address, hashedUsername, null, "X", hash, Encoding.UTF8.GetBytes(password)).KeyIn(logins ?? this.logins);

    /// <summary>Its wall clock can't be read.</summary>
    private sealed class SteadyClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => throw new InvalidOperationException("it may be put back, and entries would live longer");
    }

    /// <summary>Tells when it is asked.</summary>
    private sealed class AskedClock : TimeProvider
    {
        public Action? Asked { get; set; }

        public override long GetTimestamp()
        {
            Asked?.Invoke();
            return base.GetTimestamp();
        }
    }

    /// <summary>The parts of a login.</summary>
    private sealed record Parts(long Store, int Readings, string Address, string? HashedUsername, string? DefaultScheme, string Scheme, string StoredHash, byte[] Password)
    {
        private VerifiedLogin Login => new()
        {
            Store = Store,
            ReadWindows1252 = (Readings & 1) != 0,
            OpaqueString = (Readings & 2) != 0,
            Address = Address,
            HashedUsername = HashedUsername,
            DefaultScheme = DefaultScheme,
            Scheme = Scheme,
            StoredHash = StoredHash,
            Password = Password,
        };

        public VerifiedKey KeyIn(VerifiedLogins logins) => logins.KeyOf(Login);

        public byte[] Octets()
        {
            var buffer = new byte[VerifiedLogin.MaxLength];
            Assert.True(Login.TryWrite(buffer, out int length));
            return buffer[..length];
        }

        /// <summary>With one part of another.</summary>
        public Parts With(int part, Parts other) => part switch
        {
            0 => this with { Store = other.Store },
            1 => this with { Readings = other.Readings },
            2 => this with { Address = other.Address },
            3 => this with { HashedUsername = other.HashedUsername },
            4 => this with { DefaultScheme = other.DefaultScheme },
            5 => this with { Scheme = other.Scheme },
            6 => this with { StoredHash = other.StoredHash },
            _ => this with { Password = other.Password },
        };

        public bool Equals(Parts? other) => other is not null && Compared == other.Compared;

        public override int GetHashCode() => Compared.GetHashCode();

        private (long, int, string, string?, string?, string, string, string) Compared =>
            (Store, Readings, Address, HashedUsername, DefaultScheme, Scheme, StoredHash, Convert.ToHexString(Password));
    }
}
