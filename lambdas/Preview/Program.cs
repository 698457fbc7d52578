using Amazon.IotData;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.Serialization.SystemTextJson;
using Pennant.Lambdas.Preview;

PreviewSettings settings;
try
{
    settings = PreviewSettings.FromEnvironment(Environment.GetEnvironmentVariable);
}
catch (InvalidOperationException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}

// Whoever writes waits for the preview: no width is worth more than a few seconds.
using var shadows = new AmazonIotDataClient(new AmazonIotDataConfig { ServiceURL = settings.IotDataUrl, Timeout = TimeSpan.FromSeconds(2), MaxErrorRetry = 1 });
var handler = new PreviewHandler(settings, new KnownPapers(shadows, TimeProvider.System, Console.WriteLine), TimeProvider.System);
using var bootstrap = LambdaBootstrapBuilder
    .Create<APIGatewayProxyRequest, APIGatewayProxyResponse>(
        (request, context) => handler.HandleAsync(request, CancellationToken.None),
        new SourceGeneratorLambdaJsonSerializer<PreviewJson>())
    .Build();
await bootstrap.RunAsync();
return 0;
