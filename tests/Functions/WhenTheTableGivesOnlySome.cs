using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Microsoft.Extensions.Time.Testing;
using Pennant.Lambdas.Messages;
using Xunit;

namespace Pennant.Tests.Functions;

/// <summary>A table under too much load leaves keys of a batch unprocessed, which is no error to AWS's client.</summary>
[Collection(TableTests.Name)]
public sealed class WhenTheTableGivesOnlySome(TableFixture fixture)
{
    private readonly Bench bench = new(fixture);
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public async Task The_rest_is_asked_for_after_a_pause_that_grows()
    {
        string[] ids = [await bench.SubmitAsync(), await bench.SubmitAsync()];
        using var db = new ReluctantClient(fixture, refusals: 3);
        var start = clock.GetUtcNow();

        var found = await FindAsync(db, ids);

        Assert.Equal(ids, found.Select(message => message.Id));
        Assert.Equal(4, db.Asked);
        Assert.True(clock.GetUtcNow() - start >= TimeSpan.FromMilliseconds(12.5 + 25 + 50));
    }

    [Fact]
    public async Task A_table_that_gives_nothing_is_busy_after_six_tries()
    {
        var id = await bench.SubmitAsync();
        using var db = new ReluctantClient(fixture, refusals: int.MaxValue);

        await Assert.ThrowsAsync<ProvisionedThroughputExceededException>(() => FindAsync(db, [id]));

        Assert.Equal(6, db.Asked);
    }

    private async Task<IReadOnlyList<Message>> FindAsync(IAmazonDynamoDB db, IReadOnlyCollection<string> ids)
    {
        var finding = new MessageTable(db, TableFixture.Table, clock).FindAsync(ids);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (!finding.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(1));
            await look.WaitForNextTickAsync();
        }
        return await finding;
    }

    /// <summary>Processes all but one key of each batch, then none of it, until it has refused often enough.</summary>
    private sealed class ReluctantClient(TableFixture fixture, int refusals)
        : AmazonDynamoDBClient(new BasicAWSCredentials("local", "local"), new AmazonDynamoDBConfig { ServiceURL = fixture.Client.Config.ServiceURL, AuthenticationRegion = "us-east-1" })
    {
        public int Asked { get; private set; }

        public override async Task<BatchGetItemResponse> BatchGetItemAsync(BatchGetItemRequest request, CancellationToken cancellationToken = default)
        {
            if (Asked++ >= refusals) return await base.BatchGetItemAsync(request, cancellationToken);
            var wanted = request.RequestItems[TableFixture.Table];
            var left = new KeysAndAttributes
            {
                Keys = [wanted.Keys[^1]], ConsistentRead = wanted.ConsistentRead, ProjectionExpression = wanted.ProjectionExpression, ExpressionAttributeNames = wanted.ExpressionAttributeNames,
            };
            wanted.Keys.RemoveAt(wanted.Keys.Count - 1);
            var answer = wanted.Keys.Count > 0 ? await base.BatchGetItemAsync(request, cancellationToken) : new BatchGetItemResponse { Responses = [] };
            answer.UnprocessedKeys = new() { [TableFixture.Table] = left };
            return answer;
        }
    }
}
