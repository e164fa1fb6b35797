using System.Reflection;
using System.Security.Cryptography;
using Sluice.Records;

namespace Sluice.Validate.Rules;

/// <summary>An assembly of a user's, with the checks in it: every public <see cref="ICheck"/> with a constructor that takes nothing.</summary>
sealed class Plugin
{
    readonly IReadOnlyList<Type> _types;

    Plugin(string path, string identity, IReadOnlyList<Type> types)
    {
        (Path, Identity, _types) = (path, identity, types);
    }

    public string Path { get; }

    /// <summary>Name, version and sha256 of the assembly.</summary>
    public string Identity { get; }

    /// <summary>New ones, each guarded: checks may remember things from record to record.</summary>
    public IEnumerable<PluginCheck> Create() => _types.Select(type => new PluginCheck((ICheck)Activator.CreateInstance(type)!));

    /// <exception cref="CorrectTheCallException">The file is no plug-in, or a check in it cannot be made.</exception>
    public static Plugin Load(string path)
    {
        if (!File.Exists(path))
            throw new CorrectTheCallException($"There is no plug-in {path}. Expected the path of a .dll.");
        try
        {
            var full = System.IO.Path.GetFullPath(path);
            var bytes = File.ReadAllBytes(full);
            // From the bytes that were hashed, so that the configuration names what really runs.
            using var stream = new MemoryStream(bytes);
            var assembly = new PluginContext(full).LoadFromStream(stream);
            var name = assembly.GetName();
            var checks = assembly.GetExportedTypes().Where(type => type is { IsAbstract: false, IsInterface: false } && type.IsAssignableTo(typeof(ICheck))).OrderBy(type => type.FullName, StringComparer.Ordinal).ToList();
            var types = checks.Where(type => !type.ContainsGenericParameters && type.GetConstructor(Type.EmptyTypes) is not null).ToList();
            if (types.Count == 0)
                throw new CorrectTheCallException($"The plug-in {path} holds no check: no public class that is an {typeof(ICheck).FullName} and has a constructor without parameters."
                    + (checks.Count > 0 ? $" {string.Join(", ", checks.Select(type => type.FullName))} cannot be made without parameters." : ""));
            var plugin = new Plugin(path, $"{name.Name} {name.Version} sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}", types);
            foreach (var check in plugin.Create())
                _ = check.Codes;
            return plugin;
        }
        catch (BadImageFormatException e)
        {
            throw new CorrectTheCallException($"The plug-in {path} is no .NET assembly that can be loaded here: {e.Message}");
        }
        catch (TargetInvocationException e)
        {
            throw new CorrectTheCallException($"The plug-in {path} cannot be used: making a check of it failed with {e.InnerException?.GetType().Name}: {e.InnerException?.Message}");
        }
        catch (Exception e) when (e is not StopException)
        {
            throw new CorrectTheCallException($"The plug-in {path} cannot be loaded: {e.Message} It was perhaps built for another version of Sluice, or lacks an assembly beside it.");
        }
    }
}
