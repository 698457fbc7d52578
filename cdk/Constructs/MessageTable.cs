using Amazon.CDK.AWS.DynamoDB;
using Constructs;
using Pennant.Cdk.Settings;
using Pennant.Contract;

namespace Pennant.Cdk.Constructs;

/// <summary>One item per message and one per printer's window.</summary>
internal sealed class MessageTable : Construct
{
    public MessageTable(Construct scope, string id, CloudSettings settings) : base(scope, id)
    {
        Table = new Table(this, "Table", new TableProps
        {
            TableName = Names.Table(settings.Environment),
            PartitionKey = Text(Fields.Id),
            BillingMode = BillingMode.PAY_PER_REQUEST,
            Stream = StreamViewType.NEW_AND_OLD_IMAGES,
            Encryption = TableEncryption.AWS_MANAGED,
            PointInTimeRecovery = true,
            TimeToLiveAttribute = Fields.Ttl,
            DeletionProtection = settings.IsProduction,
            RemovalPolicy = settings.Data(),
        });
        Table.AddGlobalSecondaryIndex(Index(Names.PrintedStatusIndex, Fields.Printed));
        var queue = Index(Names.PrinterQueueIndex, Fields.Queue);
        (queue.ProjectionType, queue.NonKeyAttributes) = (ProjectionType.INCLUDE, [.. Fields.InQueue]);
        Table.AddGlobalSecondaryIndex(queue);
    }

    public Table Table { get; }

    private static GlobalSecondaryIndexProps Index(string name, string key) =>
        new() { IndexName = name, PartitionKey = Text(key), SortKey = Text(Fields.CreatedAt), ProjectionType = ProjectionType.ALL };

    private static Amazon.CDK.AWS.DynamoDB.Attribute Text(string name) => new() { Name = name, Type = AttributeType.STRING };
}
