using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.S3;
using Constructs;

namespace Pennant.Cdk.Constructs;

/// <summary>What becomes of an asynchronous call that a function could not handle: tried again for a while, then kept with its payload.</summary>
internal sealed class FailureDestination : CfnEventInvokeConfig
{
    /// <param name="age">For how long it is tried again at most; an hour where nothing is said.</param>
    public FailureDestination(Construct scope, string id, Function function, Bucket deadLetters, int retries, TimeSpan? age = null) : base(scope, id, new CfnEventInvokeConfigProps
    {
        FunctionName = function.FunctionName,
        Qualifier = "$LATEST",
        MaximumRetryAttempts = retries,
        MaximumEventAgeInSeconds = (age ?? TimeSpan.FromHours(1)).TotalSeconds,
        DestinationConfig = new DestinationConfigProperty { OnFailure = new OnFailureProperty { Destination = deadLetters.BucketArn } },
    })
    {
    }
}
