using System.Text.Json.Nodes;
using Amazon.CDK;
using Pennant.Cdk.Constructs;
using Pennant.Cdk.Settings;
using Pennant.Cdk.Stacks;

using var scratch = new Scratch();
var app = new App(new AppProps
{
    AnalyticsReporting = false,
    Context = new Dictionary<string, object> { ["@aws-cdk/aws-iam:minimizePolicies"] = true, ["@aws-cdk/core:checkSecretUsage"] = true },
});
// Constructs of this version cannot list a context: this is where the CDK's command puts it.
var given = JsonNode.Parse(System.Environment.GetEnvironmentVariable("CDK_CONTEXT_JSON") ?? "{}")!.AsObject().Select(setting => setting.Key).ToArray();
var read = CloudSettings.From(name => app.Node.TryGetContext(name)?.ToString(), given, Directory.GetCurrentDirectory());
if (read.Settings is not { } settings)
{
    foreach (var problem in read.Problems) Console.Error.WriteLine(problem);
    return 2;
}

try
{
    var account = new AccountStack(app, settings);
    var data = new DataStack(app, settings);
    var iot = new IotStack(app, settings);
    var print = new PrintStack(app, settings, data.Messages);
    var api = new ApiStack(app, settings, print.Api, print.Preview);
    var web = new WebStack(app, settings, api.Api, print.Publish);
    if (settings.Domain is not null) _ = new DnsStack(app, settings, api.Api, web.Pages);
    var monitoring = new MonitoringStack(app, settings);
    // API Gateway refuses a log, and AWS IoT writes none, before the account lets them.
    api.AddDependency(account);
    iot.AddDependency(account);
    // All others stand on these two: so the account's stack, which is protected, is the last that "destroy --all" comes to.
    data.AddDependency(account);
    // The topic that alarms tell, and the rules that count the builds: named, and so not known to the CDK.
    monitoring.AddDependency(print);
    monitoring.AddDependency(web);
    if (settings.Pipeline is { } pipeline) _ = new PipelineStack(app, settings, pipeline);
    settings.Tag(app);
    app.Synth();
    return 0;
}
catch (Exception) when (Refusal.Sentence is { } sentence)
{
    Console.Error.WriteLine(sentence);
    return 2;
}
