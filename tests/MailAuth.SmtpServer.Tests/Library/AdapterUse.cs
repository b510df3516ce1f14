using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace MailAuth.SmtpServer.Tests.Library;

/// <summary>What the built adapter uses of SmtpServer: read from its IL, and, for what IL does not name, from the interfaces and virtual methods that it fills in.</summary>
internal static class AdapterUse
{
    public static Assembly Adapter => typeof(SessionContextExtensions).Assembly;

    /// <summary>The assembly that the tests run with: the declaration, or a real one.</summary>
    public static Assembly Library => typeof(global::SmtpServer.ISessionContext).Assembly;

    /// <summary>Lines <c>type …</c> and <c>member …</c>.</summary>
    public static IEnumerable<string> Referred()
    {
        using var stream = File.OpenRead(Adapter.Location);
        using var file = new PEReader(stream);
        MetadataReader reader = file.GetMetadataReader();
        var names = new IlNames();
        var lines = new List<string>();
        foreach (TypeReferenceHandle handle in reader.TypeReferences)
        {
            if (IsOfLibrary(reader, handle))
            {
                lines.Add("type " + names.GetTypeFromReference(reader, handle, 0));
            }
        }

        foreach (MemberReferenceHandle handle in reader.MemberReferences)
        {
            MemberReference member = reader.GetMemberReference(handle);
            if (member.Parent.Kind != HandleKind.TypeReference || !IsOfLibrary(reader, (TypeReferenceHandle)member.Parent))
            {
                continue;
            }

            string name = $"{names.GetTypeFromReference(reader, (TypeReferenceHandle)member.Parent, 0)}::{reader.GetString(member.Name)}";
            if (member.GetKind() == MemberReferenceKind.Field)
            {
                lines.Add($"member {name} : {member.DecodeFieldSignature(names, null)}");
                continue;
            }

            MethodSignature<string> signature = member.DecodeMethodSignature(names, null);
            lines.Add($"member {name}({string.Join(", ", signature.ParameterTypes)}) : {signature.ReturnType}");
        }

        return lines;
    }

    /// <summary>Lines <c>filled …</c>: methods of the library that the adapter implements or overrides.</summary>
    public static IEnumerable<string> Filled()
    {
        foreach (Type type in Adapter.GetTypes())
        {
            if (type.IsInterface)
            {
                continue;
            }

            foreach (Type contract in type.GetInterfaces().Where(static contract => contract.Assembly == Library))
            {
                InterfaceMapping map = type.GetInterfaceMap(contract);
                for (int i = 0; i < map.TargetMethods.Length; i++)
                {
                    if (map.TargetMethods[i].DeclaringType!.Assembly == Adapter)
                    {
                        yield return "filled " + ReflectedNames.Of(map.InterfaceMethods[i]);
                    }
                }
            }

            foreach (MethodInfo method in type.GetMethods(ReflectedNames.Everything))
            {
                MethodInfo overridden = method.GetBaseDefinition();
                if (overridden != method && overridden.DeclaringType!.Assembly == Library)
                {
                    yield return "filled " + ReflectedNames.Of(overridden);
                }
            }
        }
    }

    private static bool IsOfLibrary(MetadataReader reader, TypeReferenceHandle handle)
    {
        EntityHandle scope = reader.GetTypeReference(handle).ResolutionScope;
        return scope.Kind switch
        {
            HandleKind.AssemblyReference => reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name) == "SmtpServer",
            HandleKind.TypeReference => IsOfLibrary(reader, (TypeReferenceHandle)scope),
            _ => false,
        };
    }
}
