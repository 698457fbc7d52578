using Amazon;
using Amazon.Amplify;
using Amazon.DynamoDBv2;
using Amazon.IoT;
using Amazon.IotData;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.DynamoDBEvents;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Runtime;
using Amazon.StepFunctions;
using Pennant.Contract.Logging;
using Pennant.Lambdas.Acknowledge;
using Pennant.Lambdas.Api;
using Pennant.Lambdas.Dispatch;
using Pennant.Lambdas.Messages;
using Pennant.Lambdas.Presence;
using Pennant.Lambdas.Publish;
using Pennant.Lambdas.Redeliver;
using Pennant.Lambdas.Watch;
using Pennant.Lambdas.Window;

namespace Pennant.Lambdas;

/// <summary>Puts each function together from its parts.</summary>
internal sealed class Wiring(LambdaSettings settings, IAmazonDynamoDB db, Func<IAmazonIotData> iotData, Func<IAmazonStepFunctions> steps, Func<IAmazonIoT> iot, TimeProvider clock, Log log)
{
    /// <summary>No message's id.</summary>
    private const string Nothing = "none";

    /// <summary>Well within the ten seconds that AWS Lambda gives a start.</summary>
    private static readonly TimeSpan LongestPriming = TimeSpan.FromSeconds(2);

    private static readonly SourceGeneratorLambdaJsonSerializer<LambdaJson> Json = new();
    private readonly MessageTable table = new(db, settings.TableName, clock);
    private readonly PrinterWindow window = new(db, settings.TableName, clock);

    public ApiFunction Api()
    {
        var things = iotData();
        var printers = Printers();
        var messages = new MessageCalls(table, printers, new JobPublisher(things), settings.DefaultPrinter, clock, log);
        return new ApiFunction(messages, new PrinterCalls(table, printers, new Shadows(things), clock), settings.AllowedOrigin, log);
    }

    public DispatchFunction Dispatch()
    {
        var (things, executions) = (iotData(), new Executions(steps(), settings.StateMachineArn));
        return new DispatchFunction(table, new Dispatcher(table, window, new JobPublisher(things), executions, clock, log), executions, new Shadows(things), clock, log);
    }

    public RedeliverFunction Redeliver() => new(table, window, new JobPublisher(iotData()), Random.Shared, log);

    public AcknowledgeFunction Acknowledge() => new(table, new TaskTokens(steps()), Printers(), log);

    public PresenceFunction Presence()
    {
        var (things, flows) = (iotData(), steps());
        var dispatcher = new Dispatcher(table, window, new JobPublisher(things), new Executions(flows, settings.StateMachineArn), clock, log);
        return new PresenceFunction(Printers(), new Shadows(things), table, window, new TaskTokens(flows), dispatcher, clock, log);
    }

    public WatchFunction Watch() => new(Printers(), new Shadows(iotData()), table, clock, log);

    public LambdaBootstrap Bootstrap() => (settings.Handler switch
    {
        "Api" => Answering<APIGatewayProxyRequest, APIGatewayProxyResponse>(Api().HandleAsync).UseBootstrapHandler(PrimeAsync),
        "Dispatch" => Answering<DynamoDBEvent, StreamsEventResponse>(Dispatch().HandleAsync).UseBootstrapHandler(PrimeAsync),
        "Redeliver" => Answering<RedeliverRequest, Delivery>(Redeliver().HandleAsync).UseBootstrapHandler(PrimeAsync),
        "Acknowledge" => Taking<AckEnvelope>(Acknowledge().HandleAsync),
        "Watch" => Taking<ScheduledEvent>(Watch().HandleAsync),
        "Publish" => Taking<PublicationEvent>(Publish(settings.Region, clock, log).HandleAsync),
        _ => Taking<PresenceEvent>(Presence().HandleAsync).UseBootstrapHandler(PrimeAsync),
    }).Build();

    /// <summary>Reads what is not there, so that the connection to the table stands and the SDK is ready before the first event comes: until then AWS Lambda lends a function more processor than its memory gives it.</summary>
    /// <returns>True: a function that could not be made ready takes its events as it is.</returns>
    internal async Task<bool> PrimeAsync()
    {
        try
        {
            await table.FindAsync(Nothing).WaitAsync(LongestPriming, clock);
        }
        catch (Exception failure)
        {
            log.Warning("not_primed", (LogFields.Error, failure.GetType().Name));
        }
        return true;
    }

    /// <summary>CloudFormation's, and nothing to do with messages.</summary>
    private static PublishFunction Publish(string region, TimeProvider clock, Log log)
    {
        var s3 = $"s3.{region}.{RegionEndpoint.GetBySystemName(region).PartitionDnsSuffix}";
        return new PublishFunction(new Publisher(new AmazonAmplifyClient(), new SignedAddress(new EnvironmentVariablesAWSCredentials(), region, s3, clock), clock), new HttpClient(), log);
    }

    /// <summary>AWS's own clients. A call that hangs is given up, and one that fails is tried twice more, well within a function's time: what calls the function tries again as well.</summary>
    public static Wiring OnAws(LambdaSettings settings)
    {
        var (patience, retries) = (TimeSpan.FromSeconds(4), 2);
        var data = new AmazonIotDataConfig { Timeout = patience, MaxErrorRetry = retries, AuthenticationRegion = settings.Region, ServiceURL = settings.IotDataUrl };
        return new Wiring(
            settings,
            new AmazonDynamoDBClient(new AmazonDynamoDBConfig { Timeout = patience, MaxErrorRetry = retries, RetryMode = RequestRetryMode.Standard }),
            () => new AmazonIotDataClient(data),
            () => new AmazonStepFunctionsClient(new AmazonStepFunctionsConfig { Timeout = patience, MaxErrorRetry = retries }),
            () => new AmazonIoTClient(new AmazonIoTConfig { Timeout = patience, MaxErrorRetry = retries }),
            TimeProvider.System,
            new Log(Console.OpenStandardOutput(), TimeProvider.System, settings.Environment, settings.Handler));
    }

    private KnownPrinters Printers() => new(iot(), settings.ThingType, settings.ThingGroup, clock);

    private LambdaBootstrapBuilder Answering<TEvent, TAnswer>(Func<TEvent, Task<TAnswer>> handle) =>
        LambdaBootstrapBuilder.Create<TEvent, TAnswer>((happened, call) =>
        {
            log.Begin(call.AwsRequestId);
            return handle(happened);
        }, Json);

    private LambdaBootstrapBuilder Taking<TEvent>(Func<TEvent, Task> handle) =>
        LambdaBootstrapBuilder.Create<TEvent>((happened, call) =>
        {
            log.Begin(call.AwsRequestId);
            return handle(happened);
        }, Json);
}
