using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;
using Constructs;
using Pennant.Cdk.Settings;

namespace Pennant.Cdk.Constructs;

/// <param name="Verb">The function's folder in lambdas; its handler.</param>
/// <param name="Permissions">All that it may do besides writing its own log.</param>
internal sealed record PrinterFunctionProps(string Verb, Code Code, Duration Timeout, PolicyStatement[] Permissions)
{
    public int MemoryMegabytes { get; init; } = 256;

    public required IReadOnlyDictionary<string, string> Environment { get; init; }
}

/// <summary>A function with a role and a log group of its own.</summary>
internal sealed class PrinterFunction : Construct
{
    /// <summary>Where Lambda unpacks a function.</summary>
    private const string Code = "/var/task";

    public PrinterFunction(Construct scope, CloudSettings settings, PrinterFunctionProps props) : base(scope, props.Verb)
    {
        var name = Names.Function(props.Verb, settings.Environment);
        var log = new LogGroup(this, "Log", new LogGroupProps
        {
            LogGroupName = $"/aws/lambda/{name}",
            Retention = Retention(settings),
            RemovalPolicy = RemovalPolicy.DESTROY,
        });
        Function = new Function(this, "Function", new FunctionProps
        {
            FunctionName = name,
            Runtime = Runtime.PROVIDED_AL2023,
            Architecture = settings.IsArm ? Architecture.ARM_64 : Architecture.X86_64,
            Handler = props.Verb,
            Code = props.Code,
            MemorySize = props.MemoryMegabytes,
            Timeout = props.Timeout,
            Environment = new Dictionary<string, string>(props.Environment) { ["SSL_CERT_FILE"] = $"{Code}/{Names.AmazonRoots}", ["SSL_CERT_DIR"] = $"{Code}/none" },
            Role = LoggedRole.Of(this, "lambda.amazonaws.com", $"What {props.Verb} may do.", log, props.Permissions),
            LogGroup = log,
            // The functions write JSON themselves; this is for Lambda's own lines, and lets it take level and time from ours.
            LoggingFormat = LoggingFormat.JSON,
            ApplicationLogLevelV2 = ApplicationLogLevel.INFO,
            SystemLogLevelV2 = SystemLogLevel.INFO,
            Tracing = Tracing.ACTIVE,
        });
    }

    public Function Function { get; }

    public static RetentionDays Retention(CloudSettings settings) => settings.IsProduction ? RetentionDays.ONE_MONTH : RetentionDays.ONE_WEEK;
}
