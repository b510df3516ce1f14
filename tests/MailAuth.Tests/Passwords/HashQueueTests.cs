using CsCheck;
using MailAuth.Passwords;

namespace MailAuth.Tests.Passwords;

/// <summary>The budget of hashes is shared by network: those who wait take turns, and one network that fills the queue keeps no other out.</summary>
public sealed class HashQueueTests
{
    [Fact]
    public void Networks_take_turns_and_within_one_it_is_first_come_first_served()
    {
        var queue = new HashQueue(100);
        Job[] jobs = [new(1, "a1"), new(1, "a2"), new(1, "a3"), new(2, "b1"), new(3, "c1"), new(2, "b2")];
        foreach (Job job in jobs)
        {
            Assert.True(queue.TryAdd(job, evenIfFull: false, out _));
        }

        Assert.Equal(["a1", "b1", "c1", "a2", "b2", "a3"], Drain(queue));
    }

    [Fact]
    public void A_network_that_fills_the_queue_gives_up_its_last_places_to_others_until_they_have_as_many()
    {
        var queue = new HashQueue(4);
        for (int i = 1; i <= 4; i++)
        {
            Assert.True(queue.TryAdd(new Job(1, $"a{i}"), evenIfFull: false, out _));
        }

        Assert.False(queue.TryAdd(new Job(1, "a5"), evenIfFull: false, out HashJob? displaced));
        Assert.Null(displaced);
        Assert.True(queue.TryAdd(new Job(2, "b1"), evenIfFull: false, out displaced));
        Assert.Equal("a4", ((Job)displaced!).Name);
        Assert.True(queue.TryAdd(new Job(2, "b2"), evenIfFull: false, out displaced));
        Assert.Equal("a3", ((Job)displaced!).Name);
        Assert.False(queue.TryAdd(new Job(2, "b3"), evenIfFull: false, out _));
        Assert.True(queue.TryAdd(new Job(3, "c1"), evenIfFull: false, out displaced));
        Assert.Contains(((Job)displaced!).Name, (string[])["a2", "b2"]);
        Assert.Equal(4, Drain(queue).Count);
    }

    [Fact]
    public void Those_who_are_known_have_every_other_turn_and_the_places_of_strangers()
    {
        var queue = new HashQueue(4);
        foreach (string name in (string[])["a", "b", "c", "d"])
        {
            Assert.True(queue.TryAdd(new Job((ulong)name[0], name), evenIfFull: false, out _));
        }

        // A stranger from one more network finds no line to shorten; somebody who is known does.
        Assert.False(queue.TryAdd(new Job('e', "e"), evenIfFull: false, out _));
        Assert.True(queue.TryAdd(new Job('k', "k1", isKnown: true), evenIfFull: false, out HashJob? displaced));
        Assert.False(((Job)displaced!).IsKnown);
        Assert.True(queue.TryAdd(new Job('k', "k2", isKnown: true), evenIfFull: false, out _));
        Assert.False(queue.TryAdd(new Job('e', "e"), evenIfFull: false, out _));
        Assert.Equal([true, false, true, false], Drain(queue).Select(name => name[0] == 'k'));
    }

    [Fact]
    public async Task Through_the_executor_a_displaced_login_is_told_so_and_the_others_run()
    {
        await using HeldExecutor held = await HeldExecutor.StartAsync(queueLength: 2);
        Task<bool> first = held.Executor.RunAsync(new Job(1, "a1"), TestContext.Current.CancellationToken).AsTask();
        Task<bool> second = held.Executor.RunAsync(new Job(1, "a2"), TestContext.Current.CancellationToken).AsTask();
        Task<bool> other = held.Executor.RunAsync(new Job(2, "b1"), TestContext.Current.CancellationToken).AsTask();
        Assert.False(await second);
        Assert.False(first.IsCompleted || other.IsCompleted);
        held.LetGo();
        Assert.True(await first && await other);
    }

    /// <summary>Against a plain model: whatever comes and goes, no place is lost, and no network waits with two jobs more than one that was turned away had.</summary>
    [Fact]
    public void Whatever_comes_and_goes_the_places_are_shared() =>
        Gen.Select(Gen.Int[1, 12], Gen.Select(Gen.Int[0, 5], Gen.Int[0, 9]).Array[1, 200]).Sample((capacity, steps) =>
        {
            var queue = new HashQueue(capacity);
            var waiting = new List<Job>();
            int number = 0;
            foreach ((int network, int action) in steps)
            {
                if (action == 0 && waiting.Count > 0)
                {
                    waiting.Remove((Job)queue.Take());
                }
                else if (action == 1 && waiting.Count > 0)
                {
                    Job job = waiting[number++ % waiting.Count];
                    if (!queue.TryRemove(job) || queue.TryRemove(job))
                    {
                        return false;
                    }

                    waiting.Remove(job);
                }
                else
                {
                    var job = new Job((ulong)network, $"{number++}");
                    int own = waiting.Count(other => other.Network == job.Network), most = waiting.GroupBy(other => other.Network).Select(line => line.Count()).DefaultIfEmpty().Max();
                    bool taken = queue.TryAdd(job, evenIfFull: false, out HashJob? displaced);
                    if (taken != (waiting.Count < capacity || most > own + 1))
                    {
                        return false;
                    }

                    if (displaced is not null && waiting.Count(other => other.Network == displaced.Network) != most)
                    {
                        return false;
                    }

                    if (displaced is not null)
                    {
                        waiting.Remove((Job)displaced);
                    }

                    if (taken)
                    {
                        waiting.Add(job);
                    }
                }

                if (queue.IsEmpty != (waiting.Count == 0) || waiting.Count > capacity)
                {
                    return false;
                }
            }

            return Drain(queue).Count == waiting.Count;
        });

    private static List<string> Drain(HashQueue queue)
    {
        List<string> names = [];
        while (!queue.IsEmpty)
        {
            HashJob next = queue.Next;
            Assert.Same(next, queue.Take());
            names.Add(((Job)next).Name);
        }

        return names;
    }

    private sealed class Job : HashJob
    {
        public Job(ulong network, string name, bool isKnown = false)
        {
            Client = new HashClient(network, isKnown);
            Name = name;
        }

        public string Name { get; }

        public override int MemoryKiB => 0;

        public override void Run(HashExecutor executor)
        {
        }
    }
}
