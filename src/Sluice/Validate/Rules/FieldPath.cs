using System.Globalization;
using System.Text;
using Sluice.JsonSchema;
using Sluice.Records;

namespace Sluice.Validate.Rules;

/// <summary>Which value a rule speaks of: a top-level field by its name, or any value by its JSON pointer (RFC 6901).</summary>
sealed class FieldPath
{
    readonly byte[][] _steps;

    FieldPath(string text, string[] steps)
    {
        Text = text;
        _steps = [.. steps.Select(Encoding.UTF8.GetBytes)];
        Pointer = string.Concat(steps.Select(step => Schema.Pointer("", step)));
    }

    /// <summary>As the rule file has it.</summary>
    public string Text { get; }

    public string Pointer { get; }

    /// <summary>Null if it begins like a pointer and is none, or is empty.</summary>
    public static FieldPath? Parse(string text)
    {
        if (text.Length == 0)
            return null;
        if (text[0] != '/')
            return new FieldPath(text, [text]);
        var steps = text[1..].Split('/');
        return Array.Exists(steps, HasStrayTilde) ? null
            : new FieldPath(text, [.. steps.Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))]);
    }

    static bool HasStrayTilde(string step)
    {
        for (var i = 0; i < step.Length; i++)
            if (step[i] == '~' && (i + 1 == step.Length || step[i + 1] is not ('0' or '1')))
                return true;
        return false;
    }

    /// <summary>False if it leads nowhere in this record.</summary>
    public bool TryGet(RecordLine line, out JsonView value)
    {
        if (!line.TryGet(_steps[0], out value))
            return false;
        for (var i = 1; i < _steps.Length; i++)
            if (!TryStep(_steps[i], ref value))
                return false;
        return true;
    }

    static bool TryStep(byte[] step, ref JsonView value)
    {
        if (value.Kind == JsonKind.Object)
        {
            var within = value;
            return within.TryGetMember(step, out value);
        }
        if (value.Kind != JsonKind.Array || !int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) || (step[0] == '0' && step.Length > 1))
            return false;
        foreach (var item in value.Items())
            if (wanted-- == 0)
            {
                value = item;
                return true;
            }
        return false;
    }
}
