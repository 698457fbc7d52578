using Amazon.CDK;
using Amazon.CDK.AWS.DynamoDB;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.S3;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.StepFunctions;
using Constructs;
using Pennant.Cdk.Settings;
using Pennant.Contract;

namespace Pennant.Cdk.Constructs;

/// <summary>Every function and what it may do, and the workflow between them.</summary>
internal sealed class PrinterFunctions
{
    private readonly Construct scope;
    private readonly CloudSettings settings;
    private readonly FunctionCode code;

    public PrinterFunctions(Construct scope, CloudSettings settings, Table table, Bucket deadLetters, Topic notices)
    {
        (this.scope, this.settings, code) = (scope, settings, new FunctionCode(settings));
        var may = new Permissions(scope, settings.Environment, table, deadLetters);
        var tableName = ("TABLE_NAME", table.TableName);
        var printer = ("DEFAULT_PRINTER", settings.DefaultPrinter);
        (string, string)[] origin = settings.Origin is null ? [] : [("ALLOWED_ORIGIN", settings.Origin)];
        var thingType = ("THING_TYPE", Names.ThingType(settings.Environment));

        // As long as API Gateway waits, so that what hangs is answered as busy.
        Api = Make("Api", 28,
            [
                may.Items("GetItem", "PutItem", "UpdateItem"), may.Queue(),
                may.Things("DescribeThing", "GetThingShadow"), may.Group(), may.Publish(Topics.Control),
            ],
            [tableName, printer, .. origin, ("THING_GROUP", Names.ThingGroup(settings.Environment)), thingType]);
        Preview = Make("Preview", 15, [may.Things("GetThingShadow")], [printer, .. origin]);
        Redeliver = Make("Redeliver", 15, [may.Items("GetItem", "UpdateItem"), may.Publish(Topics.Jobs, Topics.Control)], tableName);

        Workflow = new PrintWorkflow(scope, "Workflow", settings, new PrintWorkflowProps(table, Redeliver, notices)).Machine;
        var machine = Workflow.StateMachineArn;
        var machineArn = ("STATE_MACHINE_ARN", machine);
        PolicyStatement[] dispatch =
        [
            may.Items("BatchGetItem", "GetItem", "PutItem", "UpdateItem"), may.Queue(), may.Publish(Topics.Jobs),
            Allow.To(["states:StartExecution"], machine), may.DeadLetters(), may.DeadLetterBucket(),
        ];

        Dispatch = Make("Dispatch", 30, [.. dispatch, may.Things("GetThingShadow"), may.Stream(), may.Streams()], tableName, machineArn);
        Presence = Make("Presence", 30, [.. dispatch, may.Things("DescribeThing", "GetThingShadow", "UpdateThingShadow"), Allow.To(["states:SendTaskFailure"], machine)], tableName, machineArn, thingType);
        Acknowledge = Make("Acknowledge", 15,
            [
                may.Items("UpdateItem"), may.Things("DescribeThing"), Allow.To(["states:SendTaskHeartbeat", "states:SendTaskSuccess"], machine),
                may.DeadLetters(), may.DeadLetterBucket(),
            ],
            tableName, thingType);
        Watch = Make("Watch", 30, [may.Queue(), may.Things("GetThingShadow"), may.Group(), may.DeadLetters(), may.DeadLetterBucket()], tableName, ("THING_GROUP", Names.ThingGroup(settings.Environment)));
        // What it may do is said beside the pages. Amplify takes a minute or two.
        Publish = Make("Publish", 720, [may.DeadLetters(), may.DeadLetterBucket()]);
    }

    public Function Api { get; }

    public Function Preview { get; }

    public Function Redeliver { get; }

    public Function Dispatch { get; }

    public Function Presence { get; }

    public Function Acknowledge { get; }

    public Function Watch { get; }

    public Function Publish { get; }

    public StateMachine Workflow { get; }

    private Function Make(string verb, int seconds, PolicyStatement[] permissions, params (string Name, string Value)[] variables)
    {
        var isPreview = verb == "Preview";
        return new PrinterFunction(scope, settings, new PrinterFunctionProps(verb, isPreview ? code.Preview : code.Functions, Duration.Seconds(seconds), permissions)
        {
            MemoryMegabytes = isPreview ? 512 : 256,
            Environment = new Dictionary<string, string>(variables.Select(variable => KeyValuePair.Create(variable.Name, variable.Value))) { ["PENNANT_ENV"] = settings.Environment },
        }).Function;
    }
}
