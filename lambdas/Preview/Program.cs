using Amazon.IotData;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.Serialization.SystemTextJson;
using Pennant.Contract.Logging;
using Pennant.Lambdas.Preview;

const string Name = "Preview";
PreviewSettings settings;
try
{
    settings = PreviewSettings.FromEnvironment(Environment.GetEnvironmentVariable);
}
catch (InvalidOperationException e)
{
    new Log(Console.OpenStandardError(), TimeProvider.System, Environment.GetEnvironmentVariable("PENNANT_ENV") ?? "", Name).Error("misconfigured", e);
    return 2;
}

// Whoever writes waits for the preview: no width is worth more than a few seconds.
using var shadows = new AmazonIotDataClient(new AmazonIotDataConfig { ServiceURL = settings.IotDataUrl, Timeout = TimeSpan.FromSeconds(2), MaxErrorRetry = 1 });
var log = new Log(Console.OpenStandardOutput(), TimeProvider.System, settings.Environment, Name);
var handler = new PreviewHandler(settings, new KnownPapers(shadows, TimeProvider.System, log), TimeProvider.System);
using var bootstrap = LambdaBootstrapBuilder
    .Create<APIGatewayProxyRequest, APIGatewayProxyResponse>(
        (request, call) =>
        {
            log.Begin(call.AwsRequestId);
            return handler.HandleAsync(request, CancellationToken.None);
        },
        new SourceGeneratorLambdaJsonSerializer<PreviewJson>())
    .Build();
await bootstrap.RunAsync();
return 0;
