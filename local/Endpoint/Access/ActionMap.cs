namespace Pennant.Local.Endpoint.Access;

/// <summary>What each operation needs to be allowed. An operation that is not here cannot be called at all: nobody knows who may.</summary>
internal static class ActionMap
{
    /// <param name="service">As requests are signed for it, or as a state machine names it.</param>
    /// <exception cref="AwsException">The operation is not known.</exception>
    public static IReadOnlyList<Need> Of(string service, Operation operation) => Find(service, operation)
        ?? throw new AwsException("UnknownOperationException", $"The local {service} has no {operation.Name} of which it is known who may call it.", 404);

    private static IReadOnlyList<Need>? Find(string service, Operation operation) => service switch
    {
        "dynamodb" => DynamoDbNeeds.Of(operation),
        "states" => StatesNeeds.Of(operation),
        "lambda" => LambdaNeeds.Of(operation),
        "iot" or "execute-api" => IotNeeds.Of(IotNeeds.ControlPlane, operation),
        "iotdata" or "iotdevicegateway" => IotNeeds.Of(IotNeeds.DataPlane, operation),
        "s3" => OtherNeeds.OfS3(operation),
        "sns" => OtherNeeds.OfSns(operation),
        "ssm" => OtherNeeds.OfSsm(operation),
        "sts" => OtherNeeds.OfSts(operation),
        "logs" => OtherNeeds.OfLogs(operation),
        "xray" => OtherNeeds.OfXRay(operation),
        _ => null,
    };
}
