using Sluice.Records;

namespace Sluice.Zones;

/// <summary>The disk that a lake lies on.</summary>
public static class Disk
{
    /// <summary>Bytes that may still be written; as many as one could want where the system cannot tell (a network share).</summary>
    /// <exception cref="CheckTheMachineException">The folder is gone or may not be looked at.</exception>
    public static long FreeBytes(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (ArgumentException)
        {
            return long.MaxValue;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckTheMachineException($"{folder} is gone or cannot be asked for its free space: {e.Message} Mend that, or choose another folder with --lake.", e);
        }
    }
}
