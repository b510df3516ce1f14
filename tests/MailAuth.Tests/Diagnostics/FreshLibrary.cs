using System.Reflection;
using System.Runtime.Loader;

namespace MailAuth.Tests.Diagnostics;

/// <summary>MailAuth loaded a second time, apart from what the other tests have done with it.</summary>
internal sealed class FreshLibrary
{
    private readonly Assembly library;

    public FreshLibrary()
    {
        var context = new AssemblyLoadContext("fresh");
        library = context.LoadFromAssemblyPath(typeof(MailAuthenticator).Assembly.Location);
    }

    /// <summary>Makes an engine, has a login refused, and ends it.</summary>
    public void LogIn(bool isShortLived)
    {
        dynamic options = Make("MailAuth.MailAuthOptions");
        options.Passwords.Executor.Inline = isShortLived;
        dynamic store = Make("MailAuth.Accounts.InMemoryAccountStore");
        dynamic engine = Make("MailAuth.MailAuthenticator", options, store, null, null, null, null, null);
        dynamic connection = Make("MailAuth.LoginConnection");
        dynamic attempt = Make("MailAuth.LoginAttempt", "kalle@domain.se", new ReadOnlyMemory<byte>("wrong"u8.ToArray()), connection);
        string status = engine.AuthenticateAsync(attempt, CancellationToken.None).AsTask().GetAwaiter().GetResult().Status.ToString();
        Assert.Equal("Rejected", status);
        engine.Dispose();
    }

    private object Make(string type, params object?[] arguments)
    {
        Type made = library.GetType(type, throwOnError: true)!;
        return made.GetConstructors().First(constructor => Fits(constructor.GetParameters(), arguments)).Invoke(arguments);
    }

    private static bool Fits(ParameterInfo[] parameters, object?[] arguments) =>
        parameters.Length == arguments.Length && parameters.Zip(arguments).All(pair => pair.Second is null ? !pair.First.ParameterType.IsValueType : pair.First.ParameterType.IsInstanceOfType(pair.Second));
}
