using Amazon.CDK;
using Amazon.CDK.AWS.APIGateway;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;
using Constructs;
using Pennant.Cdk.Constructs.Api;
using Pennant.Cdk.Settings;

namespace Pennant.Cdk.Constructs;

internal sealed record MessageApiProps(Function Api, Function Preview);

/// <summary>The REST API: what is routed where, how fast, from which pages, and with which keys.</summary>
internal sealed class MessageApi : Construct
{
    private readonly CloudSettings settings;

    public MessageApi(Construct scope, string id, CloudSettings settings, MessageApiProps props) : base(scope, id)
    {
        this.settings = settings;
        Rest = new RestApi(this, "Rest", new RestApiProps
        {
            RestApiName = Names.Api(settings.Environment),
            EndpointTypes = [EndpointType.REGIONAL],
            // With a domain the API is there and nowhere else.
            DisableExecuteApiEndpoint = settings.ApiHost is not null,
            BinaryMediaTypes = ["image/png"],
            // The account has one, see AccountStack.
            CloudWatchRole = false,
            DeployOptions = Stage(),
            DefaultCorsPreflightOptions = settings.Origin is null ? null : new CorsOptions
            {
                AllowOrigins = [settings.Origin],
                AllowMethods = ["GET", "POST", "DELETE", "OPTIONS"],
                AllowHeaders = ["Content-Type", "Idempotency-Key", "If-None-Match", .. settings.HasApiKeys ? ["X-Api-Key"] : Array.Empty<string>()],
                MaxAge = Duration.Hours(1),
            },
        });
        // The stack says where the API is under a name that stays.
        Rest.Node.TryRemoveChild("Endpoint");
        _ = new OwnAnswers(Rest, settings.Origin);
        Route(props);
        if (settings.HasApiKeys) _ = new SenderKey(this, "Senders", settings, Rest);
        Url = settings.ApiHost is { } host ? $"https://{host}/" : Rest.Url;
    }

    public RestApi Rest { get; }

    /// <summary>Ends with a slash.</summary>
    public string Url { get; }

    /// <summary>What takes paper, or tells of printers, may ask for a key. Whoever has a message's id may see and cancel it, and anyone may ask for the health.</summary>
    private void Route(MessageApiProps props)
    {
        var (messages, preview) = (To(props.Api), To(props.Preview));
        var body = new JsonBody(this, "Body", Rest);
        var keyed = new MethodOptions { ApiKeyRequired = settings.HasApiKeys };
        var all = Rest.Root.AddResource("messages");
        all.AddMethod("POST", messages, body.Checked(settings.HasApiKeys));
        var one = all.AddResource("{id}");
        one.AddMethod("GET", messages);
        one.AddMethod("DELETE", messages);
        var printers = Rest.Root.AddResource("printers");
        printers.AddMethod("GET", messages, keyed);
        printers.AddResource("{name}").AddMethod("GET", messages, keyed);
        Rest.Root.AddResource("health").AddMethod("GET", messages);
        Rest.Root.AddResource("preview").AddMethod("POST", preview, body.Checked(settings.HasApiKeys));
    }

    private static LambdaIntegration To(Function function) => new(function, new LambdaIntegrationOptions { Proxy = true, AllowTestInvoke = false });

    private StageOptions Stage()
    {
        var log = new LogGroup(this, "Log", new LogGroupProps
        {
            LogGroupName = $"/aws/apigateway/{Names.Api(settings.Environment)}",
            Retention = PrinterFunction.Retention(settings),
            RemovalPolicy = RemovalPolicy.DESTROY,
        });
        return new StageOptions
        {
            StageName = settings.Environment,
            ThrottlingRateLimit = 500,
            ThrottlingBurstLimit = 1_000,
            CachingEnabled = false,
            // Counts of each method would cost $0.30 a month each; the API's and the stage's are there without.
            MetricsEnabled = false,
            TracingEnabled = true,
            AccessLogDestination = new LogGroupLogDestination(log),
            // The route, not the path: a message's id is all that it takes to read its status.
            AccessLogFormat = AccessLogFormat.Custom(
                """{"requestId":"$context.requestId","time":"$context.requestTimeEpoch","ip":"$context.identity.sourceIp","method":"$context.httpMethod","route":"$context.resourcePath","status":"$context.status","bytes":"$context.responseLength","latency":"$context.responseLatency","integrationLatency":"$context.integrationLatency","error":"$context.error.responseType"}"""),
        };
    }
}
