using System.Text.Json.Nodes;

namespace Pennant.Local.Endpoint.Access;

/// <summary>One call of an API, whichever way it came.</summary>
/// <param name="Name">As the API spells it, e.g. <c>GetItem</c>.</param>
/// <param name="Input">Its input, as far as it decides what the call needs.</param>
internal sealed record Operation(string Name, JsonObject Input)
{
    /// <summary>Step Functions spells members with capitals, the APIs of AWS IoT without.</summary>
    public string? Text(string member) => Input.FirstOrDefault(one => one.Key.Equals(member, StringComparison.OrdinalIgnoreCase)).Value?.ToString();

    /// <summary>Empty where it is missing: who may do everything is then told so by the service itself.</summary>
    public string Required(string member) => Text(member) ?? "";
}
