using Amazon.CDK;
using Constructs;
using Pennant.Cdk.Constructs.Delivery;
using Pennant.Cdk.Settings;

namespace Pennant.Cdk.Stacks;

/// <summary>Deploys the others, and itself, on a push to main: one for all environments.</summary>
internal sealed class PipelineStack : Stack
{
    public PipelineStack(Construct scope, CloudSettings settings, PipelineSettings pipeline)
        : base(scope, DeliveryPipeline.Name, new StackProps { Description = "Pennant: from a push to main to every environment.", TerminationProtection = true })
    {
        var delivery = new DeliveryPipeline(this, "Delivery", settings, pipeline);
        _ = new CfnOutput(this, "PipelineName", new CfnOutputProps { Value = delivery.Pipeline.Ref });
        _ = new CfnOutput(this, "PipelineNoticeTopicArn", new CfnOutputProps { Value = delivery.Notices.Topic.TopicArn });
        settings.TagShared(this);
    }
}
