using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Pennant.Local.Cloud;

namespace Pennant.Local.Web.Gateway;

/// <summary>One method of one resource of the API, as the template declares it.</summary>
/// <param name="Function">The ARN of the function behind it; null when the gateway answers by itself (MOCK).</param>
/// <param name="Timeout">How long the function may take.</param>
/// <param name="Body">What the body must be; null when the gateway does not look.</param>
internal sealed partial record ApiMethod(string HttpMethod, string? Function, TimeSpan Timeout, JsonObject Integration, BodyModel? Body)
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(29);

    /// <exception cref="TemplateException">The method uses something that is not emulated here.</exception>
    public static ApiMethod From(CloudTemplate template, CloudResource resource)
    {
        var properties = resource.Properties;
        if (properties["AuthorizationType"]?.ToString() is { } authorization and not "NONE") throw Unknown(resource, $"authorization {authorization}");
        if (properties["ApiKeyRequired"]?.GetValue<bool>() is true) throw Unknown(resource, "API keys");
        var integration = properties[nameof(Integration)]!.AsObject();
        return new ApiMethod(properties[nameof(HttpMethod)]!.ToString(), FunctionOf(resource, integration), TimeoutOf(integration), integration, BodyModel.Of(template, resource));
    }

    private static string? FunctionOf(CloudResource resource, JsonObject integration) => integration["Type"]!.ToString() switch
    {
        "MOCK" => null,
        "AWS_PROXY" when FunctionUri().Match(integration["Uri"]!.ToString()) is { Success: true } match => match.Groups[1].Value,
        var other => throw Unknown(resource, $"the integration {other} {integration["Uri"]}"),
    };

    private static TimeSpan TimeoutOf(JsonObject integration) =>
        integration["TimeoutInMillis"] is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds.GetValue<int>()) : DefaultTimeout;

    private static TemplateException Unknown(CloudResource resource, string what) => new($"{resource.Stack}: {resource.LogicalId} uses {what}, which is not emulated here.");

    [GeneratedRegex(@"/functions/(.+)/invocations\z")]
    private static partial Regex FunctionUri();
}
