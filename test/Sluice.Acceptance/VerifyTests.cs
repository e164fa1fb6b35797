namespace Sluice.Acceptance;

public sealed class VerifyTests
{
    [Fact]
    public async Task A_flipped_byte_in_any_file_is_found_and_named()
    {
        using var scratch = new Scratch();
        await using var hub = await Hub.StartAsync(Published.Samples);
        (await Published.RunAsync(scratch.Folder, ["run", "--endpoint", hub.Endpoint])).MustBe(0);
        (await Published.RunAsync(scratch.Folder, ["verify", "--all"])).MustBe(0);

        var files = Directory.EnumerateFiles(scratch.Lake, "*", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/logs/") && !path.EndsWith("/.lock") && new FileInfo(path).Length > 0).ToList();
        Assert.NotEmpty(files);
        foreach (var path in files)
        {
            var bytes = await File.ReadAllBytesAsync(path);
            bytes[bytes.Length / 2] ^= 1;
            await File.WriteAllBytesAsync(path, bytes);
            var verdict = await Published.RunAsync(scratch.Folder, ["verify", "--all"]);
            Assert.True(verdict.ExitCode == 1 && verdict.Out.Contains(Path.GetFileName(path)), $"{path}: exit {verdict.ExitCode}\n{verdict.Out}{verdict.Err}");
            bytes[bytes.Length / 2] ^= 1;
            await File.WriteAllBytesAsync(path, bytes);
        }
        (await Published.RunAsync(scratch.Folder, ["verify", "--all"])).MustBe(0);
    }

    [Fact]
    public async Task A_dump_s_checksums_can_be_read_by_sha256sum()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "sha256sum is a Unix program.");
        using var scratch = new Scratch();
        await using var hub = await Hub.StartAsync(Published.Samples);
        var json = (await Published.RunAsync(scratch.Folder, ["extract", "alignment_research", "--endpoint", hub.Endpoint, "--json"])).MustBe(0).Json;
        using var check = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("sha256sum", ["-c", "--quiet", "--strict", "MANIFEST.sha256"])
        {
            WorkingDirectory = Path.Combine(scratch.Lake, (string)json["dump"]!),
        })!;
        await check.WaitForExitAsync();
        Assert.Equal(0, check.ExitCode);
    }
}
