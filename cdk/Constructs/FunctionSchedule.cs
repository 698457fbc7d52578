using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.S3;
using Constructs;
using Pennant.Cdk.Settings;

namespace Pennant.Cdk.Constructs;

/// <param name="Name">The rule's, after <c>pennant-</c>.</param>
/// <param name="Every">Whole minutes, two or more.</param>
internal sealed record FunctionScheduleProps(string Name, string Description, TimeSpan Every, Function Function, Bucket DeadLetters);

/// <summary>Calls a function again and again. A call that fails is made twice more; what is older than the next one is not worth making.</summary>
internal sealed class FunctionSchedule : Construct
{
    public FunctionSchedule(Construct scope, string id, CloudSettings settings, FunctionScheduleProps props) : base(scope, id)
    {
        var rule = new CfnRule(this, "Rule", new CfnRuleProps
        {
            Name = $"pennant-{props.Name}-{settings.Environment}",
            Description = props.Description,
            ScheduleExpression = $"rate({props.Every.TotalMinutes:0} minutes)",
            State = "ENABLED",
            Targets = new[]
            {
                new CfnRule.TargetProperty
                {
                    Id = "function",
                    Arn = props.Function.FunctionArn,
                    RetryPolicy = new CfnRule.RetryPolicyProperty { MaximumEventAgeInSeconds = props.Every.TotalSeconds, MaximumRetryAttempts = 1 },
                },
            },
        });
        rule.AddPropertyOverride("Tags", settings.OwnTags());
        // The rule's ARN names the account. A permission that asks for the account besides keeps EventBridge out (hashicorp/terraform-provider-aws#4116).
        _ = new CfnPermission(this, "Permission", new CfnPermissionProps
        {
            Action = "lambda:InvokeFunction",
            FunctionName = props.Function.FunctionArn,
            Principal = "events.amazonaws.com",
            SourceArn = rule.AttrArn,
        });
        _ = new FailureDestination(this, "Invoke", props.Function, props.DeadLetters, retries: 2, props.Every);
    }
}
