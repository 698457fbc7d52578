using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Pennant.Local.Cloud;

/// <summary>CloudFormation's intrinsic functions, as far as the CDK writes them.</summary>
internal sealed partial class Intrinsics(Stack stack)
{
    private static readonly JsonNode NoValue = JsonValue.Create("\0AWS::NoValue");

    /// <returns>A copy with every function replaced by its value; entries that are <c>AWS::NoValue</c> are left out.</returns>
    public JsonNode? Resolve(JsonNode? node) => node switch
    {
        JsonObject { Count: 1 } call when IsFunction(call.First().Key) => Call(call.First().Key, call.First().Value!),
        JsonObject map => new JsonObject(map.Select(entry => KeyValuePair.Create(entry.Key, Resolve(entry.Value))).Where(entry => entry.Value != NoValue)),
        JsonArray list => new JsonArray([.. list.Select(Resolve).Where(item => item != NoValue)]),
        _ => node?.DeepClone(),
    };

    public bool Condition(string name) => Holds(stack.Section("Conditions")[name] ?? throw new TemplateException($"{stack.StackName}: there is no condition {name}."));

    private static bool IsFunction(string key) => key is "Ref" or "Condition" || key.StartsWith("Fn::", StringComparison.Ordinal);

    private JsonNode? Call(string function, JsonNode argument) => function switch
    {
        "Ref" => Ref(argument.ToString()),
        "Fn::GetAtt" => Attribute(argument is JsonArray pair ? [.. pair.Select(part => part!.ToString())] : argument.ToString().Split('.', 2)),
        "Fn::Sub" => Substitute(argument),
        // An attribute that is a list, of a resource that only AWS has, is one text here.
        "Fn::Join" => Resolve(argument[1]) is JsonArray parts ? string.Join(argument[0]!.ToString(), parts.Select(part => part!.ToString())) : Resolve(argument[1])!.ToString(),
        "Fn::Split" => new JsonArray([.. Resolve(argument[1])!.ToString().Split(argument[0]!.ToString()).Select(part => (JsonNode)part)]),
        "Fn::Select" => Resolve(argument[1])![int.Parse(argument[0]!.ToString(), null)]!.DeepClone(),
        "Fn::ImportValue" => stack.Import(Resolve(argument)!.ToString()),
        "Fn::If" => Resolve(argument[Condition(argument[0]!.ToString()) ? 1 : 2]),
        "Fn::Base64" => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Resolve(argument)!.ToString())),
        "Fn::FindInMap" => stack.Section("Mappings")[Resolve(argument[0])!.ToString()]?[Resolve(argument[1])!.ToString()]?[Resolve(argument[2])!.ToString()]?.DeepClone(),
        _ => throw new TemplateException($"{stack.StackName}: the intrinsic function {function} is not known here."),
    };

    private JsonNode Ref(string target) => target switch
    {
        "AWS::AccountId" => CloudTemplate.Account,
        "AWS::Region" => CloudTemplate.Region,
        "AWS::Partition" => "aws",
        "AWS::URLSuffix" => "amazonaws.com",
        "AWS::StackName" => stack.StackName,
        "AWS::StackId" => $"arn:aws:cloudformation:{CloudTemplate.Region}:{CloudTemplate.Account}:stack/{stack.StackName}/local",
        "AWS::NoValue" => NoValue,
        _ when stack.Section("Parameters")[target] is { } parameter => parameter["Default"]?.DeepClone() ?? throw new TemplateException($"{stack.StackName}: the parameter {target} has no default value."),
        _ => stack.Resource(target).Name,
    };

    private string Attribute(string[] path) => PhysicalNames.Attribute(stack.Resource(path[0]), path[1]);

    private string Substitute(JsonNode argument)
    {
        var (text, own) = argument is JsonArray pair ? (pair[0]!.ToString(), pair[1] as JsonObject) : (argument.ToString(), null);
        return Placeholder().Replace(text, match =>
        {
            var name = match.Groups[1].Value;
            if (name.StartsWith('!')) return "${" + name[1..] + "}";
            if (own?[name] is { } given) return Resolve(given)!.ToString();
            return name.Contains('.') ? Attribute(name.Split('.', 2)) : Ref(name).ToString();
        });
    }

    private bool Holds(JsonNode condition)
    {
        var (function, argument) = (condition.AsObject().First().Key, condition.AsObject().First().Value!);
        return function switch
        {
            "Condition" => Condition(argument.ToString()),
            "Fn::Equals" => Resolve(argument[0])?.ToString() == Resolve(argument[1])?.ToString(),
            "Fn::Not" => !Holds(argument[0]!),
            "Fn::And" => argument.AsArray().All(part => Holds(part!)),
            "Fn::Or" => argument.AsArray().Any(part => Holds(part!)),
            _ => throw new TemplateException($"{stack.StackName}: the condition function {function} is not known here."),
        };
    }

    [GeneratedRegex(@"\$\{([^}]+)\}")]
    private static partial Regex Placeholder();
}
