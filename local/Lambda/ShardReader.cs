using System.Text.Json.Nodes;
using Pennant.Local.Dynamo;
using Pennant.Local.Endpoint;

namespace Pennant.Local.Lambda;

/// <summary>A table's stream as Lambda reads it in a function's name.</summary>
internal sealed class ShardReader(TableStream stream, FunctionRole role)
{
    private readonly JsonObject place = new() { ["StreamArn"] = stream.Arn };

    public TableStream Stream => stream;

    /// <summary>Looks for the stream and its shards, as Lambda does before it takes it as a source.</summary>
    /// <exception cref="AwsException">The function may not read it.</exception>
    public void Open()
    {
        var table = new JsonObject { ["TableName"] = stream.Arn.Split('/')[1] };
        if (role.May("dynamodb", "ListStreams", table) && role.May("dynamodb", "DescribeStream", place) && role.May("dynamodb", "GetShardIterator", place) && role.May("dynamodb", "GetRecords", place)) return;
        throw new AwsException("InvalidParameterValueException",
            $"Cannot access stream {stream.Arn}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.");
    }

    /// <exception cref="AwsException">The function may not read it any more.</exception>
    public List<StreamRecord> Read(long after, int count)
    {
        role.Demand("dynamodb", "GetRecords", place);
        return stream.Read(after, count);
    }
}
