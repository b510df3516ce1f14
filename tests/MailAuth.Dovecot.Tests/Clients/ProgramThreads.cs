using System.Runtime.CompilerServices;

namespace MailAuth.Dovecot.Tests.Clients;

/// <summary>Threads for programs: reading the output of one keeps two threads of the pool waiting, and the pool adds new ones slowly.</summary>
internal static class ProgramThreads
{
    [ModuleInitializer]
    internal static void Provide() => ThreadPool.SetMinThreads(250, 250);
}
