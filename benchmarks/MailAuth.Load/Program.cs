using MailAuth.Load;
using MailAuth.Load.CheckPassword;
using MailAuth.Passwords;
using MailAuth.Sodium;

// dotnet run -c Release --project benchmarks/MailAuth.Load -- hashes|pace [--sodium]
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
        return await CheckPasswordLoad.RunAsync(new LoadArguments(args));
    default:
        Console.Error.WriteLine("usage: MailAuth.Load hashes|pace|checkpassword, with options: benchmarks/README.md");
        return 2;
}
