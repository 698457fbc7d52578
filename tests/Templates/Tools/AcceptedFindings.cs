namespace Pennant.Tests.Templates.Tools;

/// <summary>Every finding of a tool that Pennant lives with, by rule.</summary>
internal static class AcceptedFindings
{
    private const string NoPrefix = "Which printers there are is not known before they are provisioned, and their names share no beginning.";
    private const string KeptOtherwise = "What it was called for asynchronously and could not handle goes to the dead-letter bucket by its failure destination, with the payload, which a dead-letter queue would not keep.";
    private const string Answers = "It is only ever called by one that waits for the answer, and a failure is that answer.";

    private const string Branch = "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:amplify:<AWS::Region>:<AWS::AccountId>:apps/<PagesAppD8BEF009.AppId>/branches/<PagesBranchBA67BD29.BranchName>";
    private const string Connected = "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:amplify:<AWS::Region>:<AWS::AccountId>:apps/<PagesConnectedApp72CDF765.AppId>/branches/<PagesConnectedBranchB68BCF08.BranchName>";
    private const string Unborn = "Amplify numbers them when they begin.";

    public static readonly Acceptance[] All =
    [
        new("*", "*", "cloudformation-validate W3005", "The CDK writes every dependency out, also those that a reference makes already. It changes nothing."),

        new("account", "ApiLogging/Role/Resource", "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]", "The policy that API Gateway asks for by name, and checks."),
        new("account", "Trail/Bucket/Resource", "AwsSolutions-S1", "Only CloudTrail can write to it, and the trail itself records who changes it; a log of it would need a bucket with the same finding."),
        new("monitoring", "Alarms/Notices/*", "cloudformation-validate W9002", "By its name, so that no stack holds on to another. The region and the account are the stack's own."),
        new("monitoring", "Alarms/Notices/*", "Serverless-SNSRedrivePolicy", "AWS keeps trying to send a mail for hours; a queue of mails that were not sent would tell nobody."),
        new("print", "DeadLetters/Events/Rule", "Serverless-EventBusDLQ", "The event says that there is a dead letter; the letter itself is in the bucket, whether or not the log has the line."),

        new("api", "Api/Rest/Default/*", "AwsSolutions-APIG4", "Who has no account sends messages: that is the product. What only the owner may do is not part of the API yet."),
        new("api", "Api/Rest/Default/*", "AwsSolutions-COG4", "As APIG4; and Pennant has no pool of users."),
        new("api", "Api/Rest/DeploymentStage.*", "AwsSolutions-APIG3", "A web ACL costs $5 a month and a dollar for each rule, more than all the rest together; throttling bounds what an attack can cost."),
        new("api", "Api/Rest/DeploymentStage.*", "AwsSolutions-APIG6", "The access log has every request with its error. Execution logs hold the path, and a message's id is all that it takes to read its status."),

        new("pipeline", "Delivery/Artifacts/Bucket/Resource", "AwsSolutions-S1", "Only the pipeline and its builds can reach it, objects live for 30 days, and a log of it would need a bucket with the same finding."),
        new("pipeline", "Delivery/*Role/Resource", "AwsSolutions-IAM5[Resource::<DeliveryArtifactsBucket2402A431.Arn>/pennant-pipeline/Cloud/*]", "CodePipeline makes up the names of the objects, in this folder."),
        new("pipeline", "Delivery/*Role/Resource", "AwsSolutions-IAM5[Resource::<DeliveryArtifactsBucket2402A431.Arn>/pennant-pipeline/Source/*]", "CodePipeline makes up the names of the objects, in this folder."),
        new("pipeline", "Delivery/*/Project", "AwsSolutions-CB4", "Artifacts are encrypted with AWS's own key for S3; a key of ours costs $1 a month and keeps nobody out whom the bucket lets in."),
        new("pipeline", "Delivery/Test/Project", "AwsSolutions-CB5", "The tests need a Chromium that apt installs; Ubuntu, the one image of CodeBuild's with apt, has it as a snap only."),
        new("pipeline", "Delivery/Notices/Undelivered/Resource", "AwsSolutions-SQS3", "It is where dead letters go."),
        new("pipeline", "Delivery/Notices/Undelivered/Resource", "Serverless-SQSRedrivePolicy", "It is where dead letters go."),
        new("pipeline", "Delivery/Notices/Mail/Resource", "Serverless-SNSRedrivePolicy", "A person's mail box is no program: what does not arrive is seen in the console."),
        new("*", "*Emptying/Role/Resource", "AwsSolutions-IAM5*", "It empties the bucket: every object in it."),
        new("*", "*Emptying/Function/Resource", "Serverless-LambdaDLQ", "CloudFormation calls it, waits for the answer, and says what went wrong."),
        new("*", "*Emptying/Function/Resource", "Serverless-LambdaTracing", "It runs once in its life, when its bucket goes."),

        new("print", "DeadLetters/Bucket/Resource", "AwsSolutions-S1", "Only two rules and three functions of this stack can write to it, objects live for 30 days, and a log of it would need a bucket with the same finding."),
        new("print", "*/Role/Resource", "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:iot:<AWS::Region>:<AWS::AccountId>:thing/*]", NoPrefix),
        new("print", "*/Role/Resource", "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:iot:<AWS::Region>:<AWS::AccountId>:topic/pennant/*/control]", NoPrefix),
        new("print", "*/Role/Resource", "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:iot:<AWS::Region>:<AWS::AccountId>:topic/pennant/*/jobs]", NoPrefix),
        new("print", "*/Role/Resource", "AwsSolutions-IAM5[Resource::<DeadLettersBucket3DB126B9.Arn>/*]", "Lambda makes up the names of the objects, from the function and the time."),
        new("print", "AckRule/ErrorRole/Resource", "AwsSolutions-IAM5[Resource::<DeadLettersBucket3DB126B9.Arn>/errors/acks/*]", "The rule makes up the names in its own folder, from the time."),
        new("print", "PresenceRule/ErrorRole/Resource", "AwsSolutions-IAM5[Resource::<DeadLettersBucket3DB126B9.Arn>/errors/presence/*]", "The rule makes up the names in its own folder, from the time."),
        new("print", "Dispatch/Role/Resource", "AwsSolutions-IAM5[Resource::pennant-db-{env}:ExportsOutputFnGetAttMessagesTable9E4E97A0Arn740BEFE6/stream/*]", "Lambda lists the streams of the table, and a stream is named after the time at which it was made."),
        new("print", "*/Role/DefaultPolicy/Resource", "AwsSolutions-IAM5[Resource::*]", "X-Ray and the delivery of logs know no resources; tests/Cloud lists each such action."),
        new("print", "Workflow/Machine/Resource", "AwsSolutions-SF1", "Errors are logged; Step Functions keeps every execution's whole history for 90 days itself, and logging all of it would cost more than the rest of the workflow."),
        new("print", "Dispatch/Function/Resource", "Serverless-LambdaDLQ", "The stream's mapping keeps what it cannot handle in the dead-letter bucket."),
        new("print", "Acknowledge/Function/Resource", "Serverless-LambdaDLQ", KeptOtherwise),
        new("print", "Presence/Function/Resource", "Serverless-LambdaDLQ", KeptOtherwise),
        new("print", "Watch/Function/Resource", "Serverless-LambdaDLQ", KeptOtherwise),
        new("print", "Watching/Rule", "Serverless-EventBusDLQ", "A look that could not be made is worth nothing once the next one is made, five minutes later."),
        new("print", "Publish/Function/Resource", "Serverless-LambdaDLQ", KeptOtherwise),
        new("print", "Api/Function/Resource", "Serverless-LambdaDLQ", Answers),
        new("print", "Preview/Function/Resource", "Serverless-LambdaDLQ", Answers),
        new("print", "Redeliver/Function/Resource", "Serverless-LambdaDLQ", Answers),

        new("web", "Builds/*", "Serverless-EventBusDLQ", "The rule has no target that could miss an event: it only counts."),

        new("web", "Pages/Password/Resource", "AwsSolutions-SMG4", "It keeps strangers off pages that are being worked on, and Amplify takes a new one only when its stack is deployed."),
        new("web", "Publication/Policy/Resource", $"{Branch}/deployments/*]", Unborn),
        new("web", "Publication/Policy/Resource", $"{Branch}/jobs/*]", Unborn),
        new("web", "Publication/Policy/Resource", $"{Connected}/jobs/*]", Unborn),
    ];
}
