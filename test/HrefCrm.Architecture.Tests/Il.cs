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

    private static IEnumerable<TypeDefinition> Read(Assembly assembly) =>
        ModuleDefinition.ReadModule(assembly.Location).GetTypes();
}
