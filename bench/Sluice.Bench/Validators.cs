using System.Text.Json;
using NJsonSchema;
using NJsonSchema.Validation;
using Sluice.JsonSchema;
using Sluice.Records;
using Sluice.Zones;

namespace Sluice.Bench;

/// <summary>
/// Validators that run inside .NET, each as a process of its own over one file. They write a line of JSON for each
/// error and print the number of invalid records.
/// </summary>
static class Validators
{
    /// <summary>The engine alone: no mapping, no checks beyond the schema.</summary>
    public static async Task<int> EngineAsync(string schemaPath, string path, string output)
    {
        var schema = Schema.Load(schemaPath);
        var (line, findings, json, invalid) = (new RecordLine(), new List<Finding>(), new JsonLineBuilder(), 0L);
        using var errors = new FileStream(output, FileMode.Create, FileAccess.Write);
        using var reader = Reader(path);
        await foreach (var row in reader.RowsAsync())
        {
            if (!line.Read(row.Bytes, out var fault))
                findings.Add(Finding.Error("json.malformed", "", null, fault.Expected));
            else
                schema.Evaluate(line, findings);
            if (findings.Count == 0)
                continue;
            invalid++;
            foreach (var finding in findings)
            {
                finding.WriteTo(json.Clear(), new Site(row.Place));
                errors.Write(json.Bytes);
                errors.WriteByte((byte)'\n');
            }
            findings.Clear();
        }
        Console.WriteLine(invalid);
        return 0;
    }

    /// <summary>NJsonSchema, with every error that it gives.</summary>
    public static async Task<int> NJsonAsync(string schemaPath, string path, string output)
    {
        var schema = await NJsonSchema.JsonSchema.FromFileAsync(schemaPath);
        var (number, invalid) = (0, 0);
        using var errors = new StreamWriter(output);
        foreach (var line in File.ReadLines(path))
        {
            number++;
            var found = schema.Validate(line);
            if (found.Count == 0)
                continue;
            invalid++;
            foreach (var error in found)
                Write(errors, number, error);
        }
        Console.WriteLine(invalid);
        return 0;
    }

    static void Write(StreamWriter to, int number, ValidationError error)
    {
        to.WriteLine(JsonSerializer.Serialize(new { line = number, path = error.Path, kind = error.Kind.ToString() }));
        if (error is ChildSchemaValidationError inner)
            foreach (var each in inner.Errors.Values.SelectMany(errors => errors))
                Write(to, number, each);
    }

    /// <summary>Reads and checks that each line is an object; nothing else.</summary>
    public static async Task<int> ParseAsync(string path)
    {
        var (line, broken) = (new RecordLine(), 0L);
        using var reader = Reader(path);
        await foreach (var row in reader.RowsAsync())
            broken += line.Read(row.Bytes, out _) ? 0 : 1;
        Console.WriteLine(broken);
        return 0;
    }

    /// <summary>The same with <see cref="Utf8JsonReader"/>, token by token.</summary>
    public static async Task<int> ParseByTokensAsync(string path)
    {
        using var reader = Reader(path);
        await foreach (var row in reader.RowsAsync())
        {
            var tokens = new Utf8JsonReader(row.Bytes.Span);
            while (tokens.Read())
            {
            }
        }
        Console.WriteLine(0);
        return 0;
    }

    static LineReader Reader(string path) => new(File.OpenRead(path), Path.GetFileName(path), hashed: false);
}
