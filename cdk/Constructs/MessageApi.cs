using Amazon.CDK;
using Amazon.CDK.AWS.APIGateway;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;
using Constructs;
using Pennant.Cdk.Settings;

namespace Pennant.Cdk.Constructs;

internal sealed record MessageApiProps(Function Api, Function Preview);

/// <summary>The REST API: what is routed where, how fast, from which pages.</summary>
internal sealed class MessageApi : Construct
{
    private readonly CloudSettings settings;

    public MessageApi(Construct scope, string id, CloudSettings settings, MessageApiProps props) : base(scope, id)
    {
        this.settings = settings;
        var api = new RestApi(this, "Rest", new RestApiProps
        {
            RestApiName = Names.Api(settings.Environment),
            EndpointTypes = [EndpointType.REGIONAL],
            BinaryMediaTypes = ["image/png"],
            // The account has one, see AccountStack.
            CloudWatchRole = false,
            DeployOptions = Stage(),
            DefaultCorsPreflightOptions = new CorsOptions
            {
                AllowOrigins = [settings.Origin],
                AllowMethods = ["GET", "POST", "DELETE", "OPTIONS"],
                AllowHeaders = ["Content-Type", "Idempotency-Key", "If-None-Match"],
                MaxAge = Duration.Hours(1),
            },
        });
        // The stack says where the API is under a name that stays.
        api.Node.TryRemoveChild("Endpoint");
        AnswerOurWay(api);
        Route(api, props);
        Url = api.Url;
    }

    public string Url { get; }

    private static void Route(RestApi api, MessageApiProps props)
    {
        var messages = To(props.Api);
        var all = api.Root.AddResource("messages");
        all.AddMethod("POST", messages);
        var one = all.AddResource("{id}");
        one.AddMethod("GET", messages);
        one.AddMethod("DELETE", messages);
        var printers = api.Root.AddResource("printers");
        printers.AddMethod("GET", messages);
        printers.AddResource("{name}").AddMethod("GET", messages);
        api.Root.AddResource("health").AddMethod("GET", messages);
        api.Root.AddResource("preview").AddMethod("POST", To(props.Preview));
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
            MetricsEnabled = true,
            TracingEnabled = true,
            AccessLogDestination = new LogGroupLogDestination(log),
            // The route, not the path: a message's id is all that it takes to read its status.
            AccessLogFormat = AccessLogFormat.Custom(
                """{"requestId":"$context.requestId","time":"$context.requestTimeEpoch","ip":"$context.identity.sourceIp","method":"$context.httpMethod","route":"$context.resourcePath","status":"$context.status","bytes":"$context.responseLength","latency":"$context.responseLatency","integrationLatency":"$context.integrationLatency","error":"$context.error.responseType"}"""),
        };
    }

    /// <summary>What API Gateway itself refuses is a problem document that the pages may read.</summary>
    private void AnswerOurWay(RestApi api)
    {
        const string Reason = """{"type":"about:blank","title":$context.error.messageString}""";
        Answer(api, "Refused", ResponseType_.DEFAULT_4XX, null, Reason);
        Answer(api, "Failed", ResponseType_.DEFAULT_5XX, null, Reason);
        // Both a path and a method that do not exist are to AWS a lack of credentials.
        Answer(api, "Unknown", ResponseType_.MISSING_AUTHENTICATION_TOKEN, "404", """{"type":"about:blank","title":"Not Found","status":404,"detail":"There is no such address, or it cannot be called in this way."}""");
        Answer(api, "TooFast", ResponseType_.THROTTLED, "429", """{"type":"about:blank","title":"Too Many Requests","status":429,"detail":"Too many requests are coming in. Try again in a moment."}""", ("Retry-After", "'1'"));
    }

    private void Answer(RestApi api, string name, ResponseType_ type, string? status, string body, params (string Name, string Value)[] more)
    {
        var headers = new Dictionary<string, string>
        {
            ["Access-Control-Allow-Origin"] = $"'{settings.Origin}'", ["Access-Control-Expose-Headers"] = "'Retry-After'", ["Content-Type"] = "'application/problem+json'",
        };
        foreach (var (header, value) in more) headers[header] = value;
        api.AddGatewayResponse(name, new GatewayResponseOptions
        {
            Type = type, StatusCode = status, ResponseHeaders = headers, Templates = new Dictionary<string, string> { ["application/json"] = body },
        });
    }
}
