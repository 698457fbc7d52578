using Pennant.Local.Cloud;

namespace Pennant.Local.Iot;

/// <summary>ARNs of AWS IoT's resources.</summary>
internal static class IotArn
{
    public static string Thing(string name) => Arn.Of("iot", $"thing/{name}");

    public static string ThingType(string name) => Arn.Of("iot", $"thingtype/{name}");

    public static string ThingGroup(string name) => Arn.Of("iot", $"thinggroup/{name}");

    public static string Policy(string name) => Arn.Of("iot", $"policy/{name}");

    public static string Certificate(string id) => Arn.Of("iot", $"cert/{id}");

    public static string Client(string id) => Arn.Of("iot", $"client/{id}");

    public static string Topic(string topic) => Arn.Of("iot", $"topic/{topic}");

    public static string TopicFilter(string filter) => Arn.Of("iot", $"topicfilter/{filter}");

    /// <summary>What stands behind the kind: <c>…:cert/abc</c> gives <c>abc</c>. A plain name stays itself.</summary>
    public static string NameOf(string arnOrName) => arnOrName[(arnOrName.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
