using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.S3;
using Constructs;

namespace Pennant.Cdk.Constructs;

/// <summary>What becomes of an asynchronous call that a function could not handle: tried again, for an hour at most, then kept with its payload.</summary>
internal sealed class FailureDestination : CfnEventInvokeConfig
{
    public FailureDestination(Construct scope, string id, Function function, Bucket deadLetters, int retries) : base(scope, id, new CfnEventInvokeConfigProps
    {
        FunctionName = function.FunctionName,
        Qualifier = "$LATEST",
        MaximumRetryAttempts = retries,
        MaximumEventAgeInSeconds = 3_600,
        DestinationConfig = new DestinationConfigProperty { OnFailure = new OnFailureProperty { Destination = deadLetters.BucketArn } },
    })
    {
    }
}
