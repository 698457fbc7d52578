using System.Text.Json.Nodes;
using Pennant.Local.Cloud;

namespace Pennant.Local.Web.Gateway;

/// <summary>The REST API of the template: its resources, its methods and its stage.</summary>
internal sealed class ApiDescription
{
    private readonly RouteNode root;

    /// <exception cref="TemplateException">There is not exactly one API with one stage, or it uses something that is not emulated here.</exception>
    public ApiDescription(CloudTemplate template)
    {
        var api = Single(template, "AWS::ApiGateway::RestApi");
        var stage = Single(template, "AWS::ApiGateway::Stage");
        ApiId = api.Name;
        Stage = stage.Properties["StageName"]!.ToString();
        StageProperties = stage.Properties;
        BinaryMediaTypes = api.Properties[nameof(BinaryMediaTypes)] is JsonArray types ? [.. types.Select(type => type!.ToString())] : [];
        GatewayResponses = [.. template.Of("AWS::ApiGateway::GatewayResponse").Select(resource => resource.Properties)];
        var nodes = Resources(template, api);
        root = nodes[RootOf(api)];
        foreach (var method in template.Of("AWS::ApiGateway::Method"))
            nodes[method.Properties["ResourceId"]!.ToString()].Methods[method.Properties["HttpMethod"]!.ToString()] = ApiMethod.From(template, method);
    }

    public string ApiId { get; }

    public string Stage { get; }

    public JsonObject StageProperties { get; }

    public IReadOnlyList<string> BinaryMediaTypes { get; }

    public IReadOnlyList<JsonObject> GatewayResponses { get; }

    /// <summary>The resource of a path such as <c>/messages/1</c>, and the values of its variables.</summary>
    public RouteNode? Find(string path, IDictionary<string, string> found) => root.Find(path.Split('/', StringSplitOptions.RemoveEmptyEntries), found);

    private static string RootOf(CloudResource api) => PhysicalNames.Attribute(api, "RootResourceId");

    private static Dictionary<string, RouteNode> Resources(CloudTemplate template, CloudResource api)
    {
        var nodes = new Dictionary<string, RouteNode> { [RootOf(api)] = new(RootOf(api), "/") };
        var waiting = template.Of("AWS::ApiGateway::Resource").ToList();
        while (waiting.Count > 0)
        {
            var known = waiting.Where(resource => nodes.ContainsKey(resource.Properties["ParentId"]!.ToString())).ToList();
            if (known.Count == 0) throw new TemplateException($"{waiting[0].Stack}: {waiting[0].LogicalId} has a parent that is no resource of the API.");
            foreach (var resource in known)
                nodes[resource.Name] = nodes[resource.Properties["ParentId"]!.ToString()].Add(resource.Name, resource.Properties["PathPart"]!.ToString());
            waiting.RemoveAll(known.Contains);
        }
        return nodes;
    }

    private static CloudResource Single(CloudTemplate template, string type)
    {
        var all = template.Of(type).ToList();
        return all.Count == 1 ? all[0] : throw new TemplateException($"The templates hold {all.Count} of {type}; the local API needs exactly one.");
    }
}
