using System.Globalization;
using System.Reflection;

namespace MailAuth.SmtpServer.Tests.Library;

/// <summary>Members of a loaded assembly as lines of the list.</summary>
internal static class ReflectedNames
{
    public const BindingFlags Everything = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>The line of a method or a constructor, as it is declared: <c>Type::Method(Parameter) : Result</c>.</summary>
    public static string Of(MethodBase method)
    {
        string parameters = string.Join(", ", method.GetParameters().Select(static parameter => Of(parameter.ParameterType)));
        return $"{Of(method.DeclaringType!)}::{method.Name}({parameters}) : {(method is MethodInfo { ReturnType: { } result } ? Of(result) : "System.Void")}";
    }

    /// <summary>The line of a constant.</summary>
    public static string Of(FieldInfo literal) =>
        string.Create(CultureInfo.InvariantCulture, $"{Of(literal.DeclaringType!)}::{literal.Name} = {literal.GetRawConstantValue()}");

    public static string Of(Type type)
    {
        if (type.IsGenericParameter)
        {
            return $"!{type.GenericParameterPosition}";
        }

        if (type.IsByRef || type.IsArray)
        {
            return Of(type.GetElementType()!) + (type.IsByRef ? "&" : "[]");
        }

        if (type.IsConstructedGenericType)
        {
            return $"{Of(type.GetGenericTypeDefinition())}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>";
        }

        return type.FullName!;
    }

    /// <summary>Whether others than the assembly itself see a method.</summary>
    public static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;
}
