using System.Reflection;
using System.Runtime.Loader;

namespace Sluice.Validate.Rules;

/// <summary>
/// Loads a plug-in with what lies beside it, but always with the Sluice that runs: a copy of its own would have an
/// <see cref="ICheck"/> that is not ours.
/// </summary>
sealed class PluginContext(string path) : AssemblyLoadContext(Path.GetFileName(path))
{
    readonly AssemblyDependencyResolver _beside = new(path);

    protected override Assembly? Load(AssemblyName assemblyName) =>
        assemblyName.Name == typeof(ICheck).Assembly.GetName().Name ? typeof(ICheck).Assembly
        : _beside.ResolveAssemblyToPath(assemblyName) is { } found ? LoadFromAssemblyPath(found)
        : null;

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName) =>
        _beside.ResolveUnmanagedDllToPath(unmanagedDllName) is { } found ? LoadUnmanagedDllFromPath(found) : IntPtr.Zero;
}
