using MailAuth.Load;
using MailAuth.Passwords;
using MailAuth.Sodium;

// dotnet run -c Release --project benchmarks/MailAuth.Load -- hashes|pace [--sodium]
IPasswordScheme[] schemes = args.Contains("--sodium") ? [SodiumArgon2.Scheme] : [];
string library = schemes.Length > 0 ? "libsodium" : "Konscious";
switch (args.FirstOrDefault())
{
    case "hashes":
        return await HashLoad.RunAsync(library, schemes);
    case "pace":
        return await PaceLoad.RunAsync(library, schemes);
    default:
        Console.Error.WriteLine("usage: MailAuth.Load hashes|pace [--sodium]");
        return 2;
}
