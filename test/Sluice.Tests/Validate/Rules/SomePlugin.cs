using System.Reflection;
using System.Reflection.Emit;
using Sluice.Records;
using Sluice.Validate;

namespace Sluice.Tests.Validate.Rules;

/// <summary>What a check of a plug-in that a test makes does.</summary>
enum Behaviour
{
    Nothing,
    Throws,
    ThrowsWhenMade,
    Reports,
    NeedsParameters,
}

/// <summary>A class of a plug-in that a test makes. <paramref name="Reported"/> is the code that it reports as a warning if it does.</summary>
sealed record SomeCheck(string Class, string[] Codes, Behaviour Behaviour = Behaviour.Nothing, string Reported = "");

/// <summary>Writes real assemblies, as bad as a test needs them.</summary>
static class SomePlugin
{
    public static string Write(TempFolder folder, string name, params SomeCheck[] checks)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName(name) { Version = new Version(1, 2, 3, 4) }, typeof(object).Assembly);
        var module = assembly.DefineDynamicModule(name);
        foreach (var check in checks)
            Define(module, check);
        var path = folder.File(name + ".dll");
        assembly.Save(path);
        return path;
    }

    static void Define(ModuleBuilder module, SomeCheck check)
    {
        var type = module.DefineType(check.Class, TypeAttributes.Public | TypeAttributes.Class, typeof(object), [typeof(ICheck)]);
        var made = type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, check.Behaviour == Behaviour.NeedsParameters ? [typeof(string)] : []).GetILGenerator();
        made.Emit(OpCodes.Ldarg_0);
        made.Emit(OpCodes.Call, typeof(object).GetConstructor([])!);
        if (check.Behaviour == Behaviour.ThrowsWhenMade)
            Throw(made, "no licence for this");
        made.Emit(OpCodes.Ret);

        const MethodAttributes Public = MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.HideBySig | MethodAttributes.NewSlot;
        var codes = type.DefineMethod("get_Codes", Public | MethodAttributes.SpecialName, typeof(IReadOnlyList<string>), []).GetILGenerator();
        codes.Emit(OpCodes.Ldc_I4, check.Codes.Length);
        codes.Emit(OpCodes.Newarr, typeof(string));
        for (var i = 0; i < check.Codes.Length; i++)
        {
            codes.Emit(OpCodes.Dup);
            codes.Emit(OpCodes.Ldc_I4, i);
            codes.Emit(OpCodes.Ldstr, check.Codes[i]);
            codes.Emit(OpCodes.Stelem_Ref);
        }
        codes.Emit(OpCodes.Ret);

        var body = type.DefineMethod("Check", Public, typeof(void), [typeof(Reading), typeof(List<Finding>)]).GetILGenerator();
        if (check.Behaviour == Behaviour.Reports)
        {
            body.Emit(OpCodes.Ldarg_2);
            foreach (var argument in (string[])[check.Reported, "/title", new string('x', 500), "something else"])
                body.Emit(OpCodes.Ldstr, argument);
            body.Emit(OpCodes.Call, typeof(Finding).GetMethod(nameof(Finding.Warning))!);
            body.Emit(OpCodes.Callvirt, typeof(List<Finding>).GetMethod("Add")!);
        }
        if (check.Behaviour == Behaviour.Throws)
            Throw(body, "cannot judge this");
        body.Emit(OpCodes.Ret);
        type.CreateType();
    }

    static void Throw(ILGenerator il, string message)
    {
        il.Emit(OpCodes.Ldstr, message);
        il.Emit(OpCodes.Newobj, typeof(InvalidOperationException).GetConstructor([typeof(string)])!);
        il.Emit(OpCodes.Throw);
    }
}
