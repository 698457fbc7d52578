using System.Globalization;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

internal sealed class LambdaContext(Invocation invocation, TimeProvider clock) : ILambdaContext
{
    public string AwsRequestId => invocation.RequestId;

    public string FunctionName { get; } = Variable("AWS_LAMBDA_FUNCTION_NAME");

    public string FunctionVersion { get; } = Variable("AWS_LAMBDA_FUNCTION_VERSION");

    public string InvokedFunctionArn => invocation.FunctionArn;

    public ILambdaLogger Logger => ConsoleLogger.Instance;

    public string LogGroupName { get; } = Variable("AWS_LAMBDA_LOG_GROUP_NAME");

    public string LogStreamName { get; } = Variable("AWS_LAMBDA_LOG_STREAM_NAME");

    public int MemoryLimitInMB { get; } = int.TryParse(Variable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"), CultureInfo.InvariantCulture, out var size) ? size : 0;

    public TimeSpan RemainingTime
    {
        get
        {
            var left = invocation.Deadline - clock.GetUtcNow();
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    private static string Variable(string name) => Environment.GetEnvironmentVariable(name) ?? "";
}
