namespace Pennant.Local.Endpoint.Access;

/// <summary>AWS IoT. Source: service authorization reference, "Actions, resources, and condition keys for AWS IoT".</summary>
internal static class IotNeeds
{
    /// <remarks>Members that are headers or in the query are read like those of the body.</remarks>
    public static readonly IReadOnlyList<RestCall> ControlPlane =
    [
        new("CreateThing", "POST", "/things/{thingName}", "thing/{thingName}"),
        new("DescribeThing", "GET", "/things/{thingName}", "thing/{thingName}"),
        new("UpdateThing", "PATCH", "/things/{thingName}", "thing/{thingName}"),
        new("DeleteThing", "DELETE", "/things/{thingName}", "thing/{thingName}"),
        new("ListThings", "GET", "/things"),
        new("AttachThingPrincipal", "PUT", "/things/{thingName}/principals", "{x-amzn-principal}"),
        new("DetachThingPrincipal", "DELETE", "/things/{thingName}/principals", "{x-amzn-principal}"),
        new("ListThingPrincipals", "GET", "/things/{thingName}/principals", "thing/{thingName}"),
        new("ListPrincipalThings", "GET", "/principals/things"),
        new("ListThingGroupsForThing", "GET", "/things/{thingName}/thing-groups", "thing/{thingName}"),
        new("CreateThingType", "POST", "/thing-types/{thingTypeName}", "thingtype/{thingTypeName}"),
        new("DescribeThingType", "GET", "/thing-types/{thingTypeName}", "thingtype/{thingTypeName}"),
        new("ListThingTypes", "GET", "/thing-types"),
        new("AddThingToThingGroup", "PUT", "/thing-groups/addThingToThingGroup", "thing/{thingName}", "thinggroup/{thingGroupName}"),
        new("RemoveThingFromThingGroup", "PUT", "/thing-groups/removeThingFromThingGroup", "thing/{thingName}", "thinggroup/{thingGroupName}"),
        new("CreateThingGroup", "POST", "/thing-groups/{thingGroupName}", "thinggroup/{thingGroupName}"),
        new("DescribeThingGroup", "GET", "/thing-groups/{thingGroupName}", "thinggroup/{thingGroupName}"),
        new("ListThingGroups", "GET", "/thing-groups"),
        new("ListThingsInThingGroup", "GET", "/thing-groups/{thingGroupName}/things", "thinggroup/{thingGroupName}"),
        new("CreateCertificateFromCsr", "POST", "/certificates"),
        new("DescribeCertificate", "GET", "/certificates/{certificateId}", "cert/{certificateId}"),
        new("UpdateCertificate", "PUT", "/certificates/{certificateId}", "cert/{certificateId}"),
        new("DeleteCertificate", "DELETE", "/certificates/{certificateId}", "cert/{certificateId}"),
        new("ListCertificates", "GET", "/certificates"),
        new("CreatePolicy", "POST", "/policies/{policyName}", "policy/{policyName}"),
        new("GetPolicy", "GET", "/policies/{policyName}", "policy/{policyName}"),
        new("DeletePolicy", "DELETE", "/policies/{policyName}", "policy/{policyName}"),
        new("ListPolicies", "GET", "/policies"),
        new("AttachPolicy", "PUT", "/target-policies/{policyName}", "{target}"),
        new("DetachPolicy", "POST", "/target-policies/{policyName}", "{target}"),
        new("ListAttachedPolicies", "POST", "/attached-policies/{target}", "{target}"),
        new("ListTargetsForPolicy", "POST", "/policy-targets/{policyName}", "policy/{policyName}"),
        new("DescribeEndpoint", "GET", "/endpoint"),
    ];

    public static readonly IReadOnlyList<RestCall> DataPlane =
    [
        new("Publish", "POST", "/topics/{topic}", "topic/{topic}"),
        new("GetThingShadow", "GET", "/things/{thingName}/shadow", "thing/{thingName}"),
        new("UpdateThingShadow", "POST", "/things/{thingName}/shadow", "thing/{thingName}"),
        new("DeleteThingShadow", "DELETE", "/things/{thingName}/shadow", "thing/{thingName}"),
        new("ListNamedShadowsForThing", "GET", "/api/things/shadow/ListNamedShadowsForThing/{thingName}", "thing/{thingName}"),
        new("GetRetainedMessage", "GET", "/retainedMessage/{topic}", "topic/{topic}"),
    ];

    public static IReadOnlyList<Need>? Of(IReadOnlyList<RestCall> calls, Operation operation)
    {
        if (calls.FirstOrDefault(one => one.Name == operation.Name) is not { } call) return null;
        var needs = call.Needs("iot", operation);
        return call.Name == "Publish" && operation.Text("retain") == "true" ? [.. needs, needs[0] with { Action = "iot:RetainPublish" }] : needs;
    }
}
