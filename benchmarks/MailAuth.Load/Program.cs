using System.Runtime.InteropServices;
using MailAuth.Load;
using MailAuth.Load.CheckPassword;
using MailAuth.Load.Connections;
using MailAuth.Load.Throttling;
using MailAuth.Passwords;
using MailAuth.Sodium;

// dotnet run -c Release --project benchmarks/MailAuth.Load -- hashes|pace [--sodium]
// dotnet run -c Release --project benchmarks/MailAuth.Load -- kill [--kills N] [--seed N]
// dotnet run -c Release --project benchmarks/MailAuth.Load -- throttle
// dotnet run -c Release --project benchmarks/MailAuth.Load -- callers [--rounds N] [--milliseconds N]
// dotnet run -c Release --project benchmarks/MailAuth.Load -- connections [--connections N] [--seconds N] [--sessions N] [--seed N]
// dotnet run -c Release --project benchmarks/MailAuth.Load -- checkpassword [--parts processes,crowd,auth,imap] [--runs N] [--logins N] [--rounds N] [--seconds N]
IPasswordScheme[] schemes = args.Contains("--sodium") ? [SodiumArgon2.Scheme] : [];
string library = schemes.Length > 0 ? "libsodium" : "Konscious";
switch (args.FirstOrDefault())
{
    case "hashes":
        return await HashLoad.RunAsync(library, schemes);
    case "pace":
        return await PaceLoad.RunAsync(library, schemes);
    case "checkpassword":
        return await TryAsync(CheckPasswordLoad.RunAsync);
    case "kill":
        return await TryAsync(KillLoad.RunAsync);
    case "throttle":
        return await ThrottleLoad.RunAsync(SodiumArgon2.Scheme);
    case "callers":
        return await TryAsync(CallersLoad.RunAsync);
    case "connections":
        return await TryAsync(ConnectionsLoad.RunAsync);
    case "connections-host":
        return await TryAsync(ConnectionsHost.RunAsync);
    default:
        Console.Error.WriteLine("usage: MailAuth.Load hashes|pace|callers|checkpassword|kill|connections|throttle, with options: benchmarks/README.md");
        return 2;
}

async Task<int> TryAsync(Func<LoadArguments, Task<int>> command)
{
    // .NET itself ends at once at a signal; what a command has started is stopped at ProcessExit.
    using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Environment.Exit(128 + 15));
    using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => Environment.Exit(128 + 2));
    try
    {
        return await command(new LoadArguments(args));
    }
    catch (Exception problem) when (problem is InvalidOperationException or ArgumentException)
    {
        Console.Error.WriteLine(problem.Message);
        return 2;
    }
}
