using System.Net;
using MailAuth.Configuration;
using MailAuth.Throttling;
using Microsoft.Extensions.Time.Testing;

namespace MailAuth.Tests.Throttling;

/// <summary>The throttle, one login at a time, in memory and in a file: what is a guess, what is not, and who is held up by it.</summary>
public abstract class ThrottleStoreTests
{
    private static readonly DateTimeOffset Start = new(2009, 9, 8, 8, 0, 0, TimeSpan.Zero);
    private static readonly ThrottleLimits Limits = LimitsOf(new ThrottleOptions());

    private readonly FakeTimeProvider clock = new(Start);

    [Fact]
    public void A_name_has_ten_guesses_in_a_network_and_one_more_every_two_minutes()
    {
        IThrottleStore store = Create();
        Assert.Equal(10, GuessesUntilHeld(store, "kalle@domain.se", "192.0.2.1"));
        Assert.Equal(ThrottleLimit.NameAndNetwork, Take(store, "kalle@domain.se", "192.0.2.1").Limit);
        clock.Advance(TimeSpan.FromSeconds(119));
        Assert.False(Take(store, "kalle@domain.se", "192.0.2.1").IsAllowed);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, GuessesUntilHeld(store, "kalle@domain.se", "192.0.2.1"));
        clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(10, GuessesUntilHeld(store, "kalle@domain.se", "192.0.2.1", firstMark: 50));
    }

    [Fact]
    public void Other_names_networks_and_spellings_are_not_held_up_by_it()
    {
        IThrottleStore store = Create();
        GuessesUntilHeld(store, "kalle@domain.se", "192.0.2.1");
        Assert.True(Take(store, "lisa@domain.se", "192.0.2.1").IsAllowed);
        Assert.True(Take(store, "kalle@domain.se", "192.0.2.2").IsAllowed);
        Assert.True(Take(store, "kalle@domain.se", "192.0.2.1", isBare: true).IsAllowed);
        Assert.True(Take(store, "kalle@domain.se", "2001:db8::1").IsAllowed);
        Assert.True(Take(store, "kalle@domain.se", null).IsAllowed);
    }

    [Fact]
    public void A_client_of_IPv6_has_one_network_in_all_of_its_64_bits()
    {
        IThrottleStore store = Create();
        for (int i = 0; i < 10; i++)
        {
            Guess(store, "kalle@domain.se", $"2001:db8:0:1::{i}", (byte)(i + 1));
        }

        Assert.False(Take(store, "kalle@domain.se", "2001:db8:0:1:ffff::").IsAllowed);
        Assert.True(Take(store, "kalle@domain.se", "2001:db8:0:2::1").IsAllowed);
    }

    [Fact]
    public void Yesterdays_password_from_the_same_place_is_one_guess_however_often_it_comes()
    {
        IThrottleStore store = Create();
        for (int i = 0; i < 1000; i++)
        {
            // A phone, a tablet and a laptop, each with a password of its own.
            Guess(store, "kalle@domain.se", "192.0.2.1", (byte)(1 + (i % 3)));
        }

        Assert.Equal(7, GuessesUntilHeld(store, "kalle@domain.se", "192.0.2.1", firstMark: 100));
    }

    [Fact]
    public void What_was_no_guess_is_given_back()
    {
        IThrottleStore store = Create();
        for (int i = 0; i < 10_000; i++)
        {
            ThrottleRequest request = Request("kalle@domain.se", "192.0.2.1", isBare: true);
            ThrottleTurn turn = Take(store, request);
            Assert.True(turn.IsAllowed);
            Assert.Equal(TimeSpan.Zero, turn.Delay);
            Settle(store, request, turn, new ThrottleSettlement { Outcome = ThrottleOutcome.NoGuess });
        }
    }

    [Fact]
    public void A_login_gives_back_its_own_turn_and_the_guesses_beside_it_still_count()
    {
        IThrottleStore store = Create();
        for (byte i = 1; i <= 9; i++)
        {
            Guess(store, "kalle@domain.se", "192.0.2.1", i);
        }

        LogIn(store, "kalle@domain.se", "192.0.2.1");
        Assert.Equal(1, GuessesUntilHeld(store, "kalle@domain.se", "192.0.2.1", firstMark: 100));

        // Ten guesses count for the network: 90 of its 100 are left, among names that nobody knows.
        Assert.Equal(90, NamesUntilHeld(store, "192.0.2.1"));
    }

    [Fact]
    public void All_networks_together_have_a_hundred_guesses_for_a_name_and_its_own_networks_are_not_held_up_by_them()
    {
        IThrottleStore store = Create();
        LogIn(store, "kalle@domain.se", "198.51.100.7");
        int guesses = 0;
        for (int network = 0; network < 50; network++)
        {
            guesses += GuessesUntilHeld(store, "kalle@domain.se", $"203.0.113.{network}");
        }

        Assert.Equal(100, guesses);
        Assert.Equal(ThrottleLimit.Name, Take(store, "kalle@domain.se", "192.0.2.1").Limit);
        ThrottleTurn own = Take(store, "kalle@domain.se", "198.51.100.7");
        Assert.Equal((ThrottleLimit.None, true), (own.Limit, own.IsKnown));
        clock.Advance(TimeSpan.FromDays(31));
        Assert.False(Take(store, "kalle@domain.se", "198.51.100.7").IsKnown);
    }

    [Fact]
    public void Who_has_logged_in_with_the_bare_username_is_known_with_it_and_with_the_accounts_address()
    {
        IThrottleStore store = Create();
        ThrottleRequest bare = Request("kalle77@domain.se", "198.51.100.7", isBare: true);
        Settle(store, bare, Take(store, bare), new ThrottleSettlement { Outcome = ThrottleOutcome.Accepted, Address = "karl@domain.se" });
        Assert.True(Take(store, "karl@domain.se", "198.51.100.7").IsKnown);
        Assert.True(Take(store, "kalle77@domain.se", "198.51.100.7", isBare: true).IsKnown);

        // The full username that the bare one looks like may be somebody else's.
        Assert.False(Take(store, "kalle77@domain.se", "198.51.100.7").IsKnown);
        Assert.False(Take(store, "karl@domain.se", "198.51.100.8").IsKnown);
    }

    [Fact]
    public void A_network_has_a_hundred_guesses_and_one_more_every_ten_seconds_and_its_own_users_are_not_held_up_by_them()
    {
        IThrottleStore store = Create();
        LogIn(store, "kalle@domain.se", "192.0.2.1");
        Assert.Equal(100, NamesUntilHeld(store, "192.0.2.1"));
        Assert.Equal(ThrottleLimit.Network, Take(store, "new@domain.se", "192.0.2.1").Limit);
        Assert.True(Take(store, "kalle@domain.se", "192.0.2.1").IsAllowed);
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(1, NamesUntilHeld(store, "192.0.2.1", first: 1000));
    }

    [Fact]
    public void An_attacker_with_an_account_of_its_own_wins_no_guesses_by_logging_in()
    {
        IThrottleStore store = Create();
        LogIn(store, "attacker@domain.se", "192.0.2.1");
        NamesUntilHeld(store, "192.0.2.1");
        for (int i = 0; i < 100; i++)
        {
            LogIn(store, "attacker@domain.se", "192.0.2.1");
            Assert.False(Take(store, $"victim{i}@domain.se", "192.0.2.1").IsAllowed);
        }
    }

    [Fact]
    public void A_service_has_no_limit_of_its_own_and_its_names_have_theirs()
    {
        IThrottleStore store = Create();
        GuessOtherNames(store);
        Assert.Equal(10, GuessesUntilHeld(store, "kalle@domain.se", "192.0.2.80", isService: true));
    }

    [Fact]
    public void Where_no_record_is_free_what_counts_a_names_guesses_does_not_push_out_one_another()
    {
        IThrottleStore store = Create();
        GuessOtherNames(store);
        Assert.Equal(100, Enumerable.Range(0, 250).TakeWhile(network => Guess(store, "kalle@domain.se", $"203.0.113.{network}", 1, isService: true).IsAllowed).Count());
    }

    [Fact]
    public void The_delay_grows_before_the_limit_is_reached_and_what_is_not_a_username_has_its_networks_limit()
    {
        IThrottleStore store = Create();
        TimeSpan[] delays = [.. Enumerable.Range(1, 11).Select(i => Guess(store, "kalle@domain.se", "192.0.2.1", (byte)i).Delay)];
        Assert.Equal([0, 0, 0, 0, 0, 1.25, 1.25, 2.5, 5, 5, 5], delays.Select(delay => delay.TotalSeconds));
        Assert.Equal(100, Enumerable.Range(0, 200).TakeWhile(_ => Guess(store, null, "192.0.2.9", 1).IsAllowed).Count());
    }

    [Fact]
    public async Task However_many_try_at_once_no_more_are_let_try_than_the_limit_says()
    {
        IThrottleStore store = Create();
        int allowed = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (int i = 0; i < 500; i++)
            {
                if (Take(store, Request("kalle@domain.se", "192.0.2.1", mark: (byte)(1 + ((thread + (8 * i)) % 255)))) is { IsAllowed: true, IsRepeated: false })
                {
                    Interlocked.Increment(ref allowed);
                }
            }
        })));
        Assert.Equal(10, allowed);
    }

    [Fact]
    public void A_program_with_many_connections_has_one_password_and_is_not_held_up_by_itself()
    {
        IThrottleStore store = Create();
        ThrottleRequest request = Request("kalle@domain.se", "192.0.2.1");
        ThrottleTurn[] turns = [.. Enumerable.Range(0, 500).Select(_ => Take(store, request))];
        Assert.All(turns, turn => Assert.True(turn.IsAllowed));
        Assert.All(turns.Skip(1), turn => Assert.True(turn.IsRepeated));
        foreach (ThrottleTurn turn in turns)
        {
            Settle(store, request, turn, new ThrottleSettlement { Outcome = ThrottleOutcome.Accepted, Address = "kalle@domain.se" });
        }

        Assert.Equal(10, GuessesUntilHeld(store, "kalle@domain.se", "192.0.2.1", firstMark: 100));
    }

    [Fact]
    public void Where_the_address_is_not_known_the_name_alone_counts_and_yesterdays_password_is_one_guess_there_too()
    {
        IThrottleStore store = Create();
        for (int i = 0; i < 500; i++)
        {
            Assert.True(Guess(store, "kalle@domain.se", null, 1).IsAllowed);
        }

        Assert.Equal(99, GuessesUntilHeld(store, "kalle@domain.se", null, firstMark: 2));
        Assert.Equal(ThrottleLimit.Name, Take(store, "kalle@domain.se", null).Limit);
    }

    [Fact]
    public void A_limit_that_was_lowered_and_a_clock_that_was_ahead_hold_nobody_longer_than_the_limit_says()
    {
        IThrottleStore store = Create();
        ThrottleRequest ahead = Ahead();
        Settle(store, ahead, Take(store, ahead), new ThrottleSettlement { Outcome = ThrottleOutcome.WrongPassword });
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.False(Take(store, "kalle@domain.se", "192.0.2.1").IsAllowed);

        // Each record ages from when it is seen again: that of the pair, of the name, of the network.
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal((ThrottleLimit)(i + 1), Take(store, "kalle@domain.se", "192.0.2.1").Limit);
            clock.Advance(TimeSpan.FromHours(2));
        }

        Assert.True(Take(store, "kalle@domain.se", "192.0.2.1").IsAllowed);
    }

    [Fact]
    public void A_clock_that_was_ahead_holds_a_program_with_yesterdays_password_no_longer_than_the_limit_says()
    {
        IThrottleStore store = Create();
        ThrottleRequest ahead = Ahead();
        Settle(store, ahead, Take(store, ahead), new ThrottleSettlement { Outcome = ThrottleOutcome.WrongPassword });

        for (int i = 0; i < 3; i++)
        {
            Assert.Equal((ThrottleLimit)(i + 1), Guess(store, "kalle@domain.se", "192.0.2.1", mark: 1).Limit);
            clock.Advance(TimeSpan.FromHours(2));
        }

        Assert.True(Guess(store, "kalle@domain.se", "192.0.2.1", mark: 1).IsAllowed);
    }

    [Fact]
    public void One_accounts_logins_from_ever_new_networks_make_nobody_else_unknown()
    {
        IThrottleStore store = Create();
        for (int i = 0; i < 100; i++)
        {
            LogIn(store, $"user{i}@domain.se", "198.51.100.7");
        }

        for (int i = 0; i < 10_000; i++)
        {
            LogIn(store, "mallory@domain.se", $"2001:db8:{i:x}::1");
        }

        Assert.InRange(Enumerable.Range(0, 100).Count(i => Take(store, $"user{i}@domain.se", "198.51.100.7").IsKnown), 95, 100);
    }

    [Fact]
    public void A_guess_that_repeats_one_that_came_to_nothing_counts_itself()
    {
        IThrottleStore store = Create();
        for (byte mark = 1; mark <= 9; mark++)
        {
            // The first is turned away by a full queue while the second, with the same password, is looked at.
            ThrottleRequest request = Request("kalle@domain.se", "192.0.2.1", mark: mark);
            ThrottleTurn first = Take(store, request), second = Take(store, request);
            Settle(store, request, first, new ThrottleSettlement { Outcome = ThrottleOutcome.NoGuess });
            Settle(store, request, second, new ThrottleSettlement { Outcome = ThrottleOutcome.WrongPassword });
        }

        Assert.Equal(1, GuessesUntilHeld(store, "kalle@domain.se", "192.0.2.1", firstMark: 100));
        Assert.Equal(90, NamesUntilHeld(store, "192.0.2.1"));
    }

    [Fact]
    public void Where_none_is_left_no_password_is_looked_at_also_none_that_passes_for_one_that_was()
    {
        IThrottleStore store = Create();
        GuessesUntilHeld(store, "kalle@domain.se", "192.0.2.1");
        Assert.All(Enumerable.Range(1, 255), mark => Assert.False(Take(store, Request("kalle@domain.se", "192.0.2.1", mark: (byte)mark)).IsAllowed));
    }

    [Fact]
    public void An_attack_with_ever_new_names_and_networks_pushes_out_neither_whom_it_concerns_nor_the_known()
    {
        IThrottleStore store = Create();
        LogIn(store, "kalle@domain.se", "198.51.100.7");
        GuessesUntilHeld(store, "lisa@domain.se", "192.0.2.1");
        for (int i = 0; i < 20_000; i++)
        {
            Guess(store, $"name{i}@domain.se", $"10.{i >> 16}.{(i >> 8) & 255}.{i & 255}", 1);
        }

        Assert.False(Take(store, "lisa@domain.se", "192.0.2.1").IsAllowed);
        Assert.True(Take(store, "kalle@domain.se", "198.51.100.7").IsKnown);
    }

    internal static ThrottleLimits LimitsOf(ThrottleOptions options) => MailAuthPolicy.Create(new MailAuthOptions { Throttle = options }).Throttle.Limits;

    protected abstract IThrottleStore CreateStore(TimeProvider timeProvider);

    /// <summary>Both stores answer at once.</summary>
    protected static ThrottleTurn Take(IThrottleStore store, ThrottleRequest request)
    {
        Task<ThrottleTurn> taking = store.TakeAsync(request, CancellationToken.None).AsTask();
        Assert.True(taking.IsCompletedSuccessfully);
        return taking.Result;
    }

    protected static void Settle(IThrottleStore store, ThrottleRequest request, ThrottleTurn turn, ThrottleSettlement settlement) =>
        Assert.True(store.SettleAsync(request, turn, settlement).AsTask().IsCompletedSuccessfully);

    private IThrottleStore Create() => CreateStore(clock);

    private ThrottleRequest Request(string? name, string? remote, bool isBare = false, bool isService = false, byte mark = 255) => new()
    {
        Now = clock.GetUtcNow(), Limits = Limits, Name = name, IsBare = isBare, Mark = mark, RemoteAddress = remote is null ? null : IPAddress.Parse(remote), IsService = isService,
    };

    private static ThrottleRequest Ahead() =>
        new() { Now = Start.AddYears(1), Limits = Limits, Name = "kalle@domain.se", Mark = 1, RemoteAddress = IPAddress.Parse("192.0.2.1") };

    private ThrottleTurn Take(IThrottleStore store, string? name, string? remote, bool isBare = false) => Take(store, Request(name, remote, isBare));

    private ThrottleTurn Guess(IThrottleStore store, string? name, string? remote, byte mark, bool isService = false)
    {
        ThrottleRequest request = Request(name, remote, isService: isService, mark: mark);
        ThrottleTurn turn = Take(store, request);
        if (turn.IsAllowed)
        {
            Settle(store, request, turn, new ThrottleSettlement { Outcome = ThrottleOutcome.WrongPassword });
        }

        return turn;
    }

    private void LogIn(IThrottleStore store, string name, string remote)
    {
        ThrottleRequest request = Request(name, remote);
        Settle(store, request, Take(store, request), new ThrottleSettlement { Outcome = ThrottleOutcome.Accepted, Address = name });
    }

    /// <summary>A guess at so many other names that no record is free, from where there is no limit of a network.</summary>
    private void GuessOtherNames(IThrottleStore store)
    {
        for (int i = 0; i < 5_000; i++)
        {
            Assert.True(Guess(store, $"user{i}@domain.se", "192.0.2.80", 255, isService: true).IsAllowed);
        }
    }

    /// <summary>Guesses other passwords for a name until it is held up.</summary>
    private int GuessesUntilHeld(IThrottleStore store, string name, string? remote, byte firstMark = 1, bool isService = false) =>
        Enumerable.Range(firstMark, 150).TakeWhile(mark => Guess(store, name, remote, (byte)mark, isService).IsAllowed).Count();

    /// <summary>Guesses one password for other names until the network is held up.</summary>
    private int NamesUntilHeld(IThrottleStore store, string remote, int first = 0) =>
        Enumerable.Range(first, 500).TakeWhile(i => Guess(store, $"name{i}@domain.se", remote, 1).IsAllowed).Count();
}
