using System.Reflection;

namespace MailAuth.SmtpServer.Tests.Sessions;

/// <summary>
/// An interface of SmtpServer with the members that a test needs. It is made at run time, so that it also stands in for the real interfaces, which have more members than
/// the declaration that the tests are compiled against.
/// </summary>
public class StandIn : DispatchProxy
{
    private Dictionary<string, Func<object?[], object?>> members = [];

    /// <summary>Makes one of properties.</summary>
    public static T Of<T>(params (string Name, Func<object?> Value)[] properties)
        where T : class =>
        Of<T>(properties.ToDictionary(property => "get_" + property.Name, property => new Func<object?[], object?>(_ => property.Value())));

    /// <summary>Makes one of methods, by their names.</summary>
    public static T Of<T>(Dictionary<string, Func<object?[], object?>> methods)
        where T : class
    {
        T made = Create<T, StandIn>();
        ((StandIn)(object)made).members = methods;
        return made;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        members.TryGetValue(targetMethod!.Name, out Func<object?[], object?>? member)
            ? member(args ?? [])
            : throw new NotSupportedException($"No test has given {targetMethod.DeclaringType}.{targetMethod.Name} an answer.");
}
