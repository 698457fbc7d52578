using Xunit;

namespace Pennant.Tests.Cloud;

[Collection(SynthesizedCloud.Name)]
public sealed class FunctionTests(SynthesizedCloud cloud)
{
    [Theory]
    [InlineData("Api", 28, 256, "ALLOWED_ORIGIN=* DEFAULT_PRINTER=kitchen PENNANT_ENV=dev TABLE_NAME=pennant-messages-dev THING_GROUP=pennant-printers-dev THING_TYPE=pennant-printer-dev")]
    [InlineData("Dispatch", 30, 256, "PENNANT_ENV=dev STATE_MACHINE_ARN=stateMachine:pennant-print-message-dev TABLE_NAME=pennant-messages-dev")]
    [InlineData("Redeliver", 15, 256, "PENNANT_ENV=dev TABLE_NAME=pennant-messages-dev")]
    [InlineData("Acknowledge", 15, 256, "PENNANT_ENV=dev TABLE_NAME=pennant-messages-dev THING_TYPE=pennant-printer-dev")]
    [InlineData("Presence", 30, 256, "PENNANT_ENV=dev STATE_MACHINE_ARN=stateMachine:pennant-print-message-dev TABLE_NAME=pennant-messages-dev THING_TYPE=pennant-printer-dev")]
    [InlineData("Preview", 15, 512, "ALLOWED_ORIGIN=* DEFAULT_PRINTER=kitchen PENNANT_ENV=dev")]
    [InlineData("Watch", 30, 256, "PENNANT_ENV=dev TABLE_NAME=pennant-messages-dev THING_GROUP=pennant-printers-dev")]
    [InlineData("Publish", 720, 256, "PENNANT_ENV=dev")]
    public void A_function_runs_as_its_handler_says_with_these_settings(string verb, int seconds, int megabytes, string variables)
    {
        var function = cloud.Dev.One("AWS::Lambda::Function", $"pennant-{verb.ToLowerInvariant()}-dev").Properties;

        Assert.Equal(("provided.al2023", verb, seconds, megabytes),
            ((string?)function["Runtime"], (string?)function["Handler"], (int)function["Timeout"]!, (int)function["MemorySize"]!));
        Assert.Equal(variables, string.Join(' ', function["Environment"]!["Variables"]!.AsObject().Where(one => !one.Key.StartsWith("SSL_", StringComparison.Ordinal)).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}={Policies.Short((string)one.Value!)}")));
        Assert.Null(function["ReservedConcurrentExecutions"]);
    }

    [Fact]
    public void Every_log_has_a_name_and_is_kept_a_week_in_dev_and_a_month_in_prod()
    {
        string[] names =
        [
            "/aws/apigateway/pennant-api-{env}", "/aws/events/pennant-dead-letters-{env}",
            "/aws/lambda/pennant-acknowledge-{env}", "/aws/lambda/pennant-api-{env}", "/aws/lambda/pennant-dispatch-{env}",
            "/aws/lambda/pennant-presence-{env}", "/aws/lambda/pennant-preview-{env}", "/aws/lambda/pennant-publish-{env}", "/aws/lambda/pennant-redeliver-{env}", "/aws/lambda/pennant-watch-{env}",
            "/aws/vendedlogs/states/pennant-print-message-{env}",
        ];

        foreach (var (made, env, days) in new[] { (cloud.Dev, "dev", 7), (cloud.Prod, "prod", 30) })
        {
            var logs = made.Of("AWS::Logs::LogGroup").Where(log => log.Stack.EndsWith(env, StringComparison.Ordinal)).ToArray();

            // In dev one more: it empties the bucket that goes with its stack.
            string[] emptying = env == "dev" ? ["/aws/lambda/pennant-emptying-dev"] : [];
            Assert.Equal(names.Select(name => name.Replace("{env}", env, StringComparison.Ordinal)).Concat(emptying).Order(StringComparer.Ordinal), logs.Select(log => log.Name).Order(StringComparer.Ordinal));
            Assert.All(logs, log => Assert.Equal(days, (int)log.Properties["RetentionInDays"]!));
            Assert.All(made.Of("AWS::Lambda::Function"), function => Assert.Equal($"/aws/lambda/{function.Name}", (string?)function.Properties["LoggingConfig"]!["LogGroup"]));
        }
    }

    [Fact]
    public void Every_function_is_traced_and_its_lines_are_JSON()
    {
        // But the one that runs once, when its bucket goes.
        Assert.All(cloud.Dev.Of("AWS::Lambda::Function").Where(function => function.Name != "pennant-emptying-dev"), function =>
        {
            var logging = function.Properties["LoggingConfig"]!;
            Assert.Equal("Active", (string?)function.Properties["TracingConfig"]!["Mode"]);
            Assert.Equal(("JSON", "INFO", "INFO"), ((string?)logging["LogFormat"], (string?)logging["ApplicationLogLevel"], (string?)logging["SystemLogLevel"]));
        });
        Assert.True((bool)cloud.Dev.Of("AWS::ApiGateway::Stage").Single().Properties["TracingEnabled"]!);
    }

    /// <summary>What TLS may believe is a file of the package; the folder beside it does not exist.</summary>
    [Fact]
    public void A_function_believes_the_roots_in_its_own_package_and_no_others() => Assert.All(cloud.Dev.Of("AWS::Lambda::Function").Where(one => one.Name != "pennant-emptying-dev"), function =>
    {
        var variables = function.Properties["Environment"]!["Variables"]!;
        Assert.Equal(("/var/task/amazon-roots.pem", "/var/task/none"), ((string?)variables["SSL_CERT_FILE"], (string?)variables["SSL_CERT_DIR"]));
    });

    [Fact]
    public void Printers_and_queues_are_looked_at_every_five_minutes()
    {
        var rule = cloud.Dev.One("AWS::Events::Rule", "pennant-watch-dev");
        var watch = cloud.Dev.One("AWS::Lambda::Function", "pennant-watch-dev");
        var permission = cloud.Dev.Of("AWS::Lambda::Permission").Single(one => (string?)one.Properties["Principal"] == "events.amazonaws.com").Properties;

        Assert.Equal(("rate(5 minutes)", "ENABLED"), ((string?)rule.Properties["ScheduleExpression"], (string?)rule.Properties["State"]));
        Assert.Equal(watch.Arn, (string?)Assert.Single(rule.Properties["Targets"]!.AsArray())!["Arn"]);
        Assert.Equal((watch.Arn, rule.Arn), ((string?)permission["FunctionName"], (string?)permission["SourceArn"]));
    }
}
