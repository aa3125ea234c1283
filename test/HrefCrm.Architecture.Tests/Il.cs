using System.Reflection;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace HrefCrm.Architecture.Tests;

/// <summary>The product's compiled code: every method body of every type, those that the compiler makes included.</summary>
public static class Il
{
    public static IReadOnlyList<TypeDefinition> Types { get; } = [.. Product.Assemblies.SelectMany(Read)];

    public static IEnumerable<MethodDefinition> Methods => Types.SelectMany(t => t.Methods);

    public static IEnumerable<(MethodDefinition In, Instruction At)> Instructions =>
        from method in Methods
        where method.HasBody
        from instruction in method.Body.Instructions
        select (method, instruction);

    public static IEnumerable<(MethodDefinition In, MethodReference Called, Instruction At)> Calls =>
        from i in Instructions
        where i.At.OpCode.Code is Code.Call or Code.Callvirt or Code.Newobj or Code.Ldftn or Code.Ldvirtftn
        select (i.In, (MethodReference)i.At.Operand, i.At);

    /// <summary>All types that a type names: in its shape, its attributes and its code, with those that the compiler nests in it.</summary>
    public static IEnumerable<TypeReference> MentionsOf(TypeDefinition type)
    {
        var named = type.Interfaces.Select(i => i.InterfaceType)
            .Append(type.BaseType)
            .Concat(type.CustomAttributes.Select(a => a.AttributeType))
            .Concat(type.Fields.Select(f => f.FieldType))
            .Concat(type.Methods.SelectMany(MentionsOf))
            .Where(t => t is not null)
            .SelectMany(Parts);
        return named.Concat(type.NestedTypes.SelectMany(MentionsOf)).DistinctBy(t => t.FullName);
    }

    private static IEnumerable<TypeReference> MentionsOf(MethodDefinition method)
    {
        var shape = method.Parameters.Select(p => p.ParameterType).Append(method.ReturnType).Concat(method.CustomAttributes.Select(a => a.AttributeType));
        return method.HasBody
            ? shape.Concat(method.Body.Variables.Select(v => v.VariableType)).Concat(method.Body.Instructions.SelectMany(i => MentionsOf(i.Operand)))
            : shape;
    }

    private static IEnumerable<TypeReference> MentionsOf(object operand) => operand switch
    {
        TypeReference type => [type],
        GenericInstanceMethod of => [of.DeclaringType, of.ReturnType, .. of.GenericArguments],
        MethodReference called => [called.DeclaringType, called.ReturnType, .. called.Parameters.Select(p => p.ParameterType)],
        FieldReference field => [field.DeclaringType, field.FieldType],
        _ => [],
    };

    // What a generic type, an array or a reference is made of.
    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericInstanceType of => of.GenericArguments.SelectMany(Parts).Append(of.ElementType),
        TypeSpecification of => Parts(of.ElementType),
        GenericParameter => [],
        _ => [type],
    };

    private static IEnumerable<TypeDefinition> Read(Assembly assembly) =>
        ModuleDefinition.ReadModule(assembly.Location).GetTypes();
}
