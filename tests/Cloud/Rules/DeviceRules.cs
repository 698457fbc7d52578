namespace Pennant.Tests.Cloud.Rules;

/// <summary>What a printer may do. Source: AWS IoT Device Defender, audit check "AWS IoT policies overly permissive", and the policy variables of AWS IoT Core.</summary>
internal static class DeviceRules
{
    private const string Thing = "${iot:Connection.Thing.ThingName}";

    public static readonly CloudRule[] All =
    [
        new("A device speaks as the thing that its certificate is attached to, on that thing's topics, and does nothing else", Problems,
            """
            "P": {"Type": "AWS::IoT::Policy", "Properties": {"PolicyDocument": {"Statement": [
              {"Effect": "Allow", "Action": "iot:Connect", "Resource": "arn:aws:iot:r:a:client/${iot:Connection.Thing.ThingName}"},
              {"Effect": "Allow", "Action": "iot:Connect", "Resource": "arn:aws:iot:r:a:client/${iot:ClientId}", "Condition": {"Bool": {"iot:Connection.Thing.IsAttached": "true"}}},
              {"Effect": "Allow", "Action": ["iot:Publish", "iot:RetainPublish"], "Resource": "arn:aws:iot:r:a:topic/pennant/*"},
              {"Effect": "Allow", "Action": "iot:Subscribe", "Resource": ["arn:aws:iot:r:a:topicfilter/pennant/${iot:ClientId}/jobs", "arn:aws:iot:r:a:topicfilter/pennant/${iot:Connection.Thing.ThingName}/jobs"]},
              {"Effect": "Allow", "Action": "iot:Receive", "Resource": ["*", "arn:aws:iot:r:a:topic/*/${iot:Connection.Thing.ThingName}/jobs", "arn:aws:iot:r:a:topic/$aws/things/${iot:Connection.Thing.ThingName}/jobs/*"]}]}}}
            """,
            "P: Connect to client/${iot:Connection.Thing.ThingName} without a thing that is attached",
            "P: Connect to client/${iot:ClientId}",
            "P: Publish on topic/pennant/*", "P: RetainPublish",
            "P: Subscribe on topicfilter/pennant/${iot:ClientId}/jobs",
            "P: Receive on *", "P: Receive on topic/*/${iot:Connection.Thing.ThingName}/jobs", "P: Receive on topic/$aws/things/${iot:Connection.Thing.ThingName}/jobs/*"),
    ];

    private static IEnumerable<string> Problems(TemplateSet all) =>
        from policy in all.Of("AWS::IoT::Policy")
        from json in policy.Properties["PolicyDocument"]!["Statement"].Many()
        let statement = new Statement(policy, json)
        where statement.Allows
        from action in statement.Actions
        from problem in Problems(statement, action)
        select $"{policy.LogicalId}: {problem}";

    private static IEnumerable<string> Problems(Statement statement, string action)
    {
        var verb = action.Split(':')[1];
        var names = statement.Resources.Select(Policies.Short);
        return verb switch
        {
            "Connect" when !statement.Conditions("iot:Connection.Thing.IsAttached").SequenceEqual(["true"]) => names.Select(name => $"Connect to {name} without a thing that is attached"),
            "Connect" => names.Where(name => name != $"client/{Thing}").Select(name => $"Connect to {name}"),
            "Publish" => names.Where(name => !IsOwn("topic/", name)).Select(name => $"Publish on {name}"),
            "Subscribe" => names.Where(name => !IsOwn("topicfilter/", name)).Select(name => $"Subscribe on {name}"),
            "Receive" => names.Where(name => !IsOwn("topic/", name)).Select(name => $"Receive on {name}"),
            _ => [verb],
        };
    }

    /// <summary>Its own topics and shadow: no star before the thing's name, and of what AWS reserves only the shadow.</summary>
    private static bool IsOwn(string kind, string name) =>
        name.StartsWith($"{kind}pennant/{Thing}/", StringComparison.Ordinal) || name.StartsWith($"{kind}$aws/things/{Thing}/shadow/", StringComparison.Ordinal);
}
