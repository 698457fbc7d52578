using System.Globalization;
using Pennant.Contract;
using Xunit;

namespace Pennant.Tests.Cloud;

[Collection(SynthesizedCloud.Name)]
public sealed class CostTests(SynthesizedCloud cloud)
{
    private static readonly (int Messages, bool IsFreeTakenOff)[] Columns = [(100, false), (1_000, false), (100_000, false), (100, true), (1_000, true), (100_000, true)];

    [Fact]
    public void Each_line_of_the_bill_follows_from_its_price_and_its_counts()
    {
        Assert.Equal(CostDocument.Lines.Count + 1, CostDocument.Bill.Count);
        Assert.All(CostDocument.Lines, line => Assert.Equal(
            [line.What, .. Columns.Select(column => line.Bill(column.Messages, column.IsFreeTakenOff).ToString("F3", CultureInfo.InvariantCulture))],
            CostDocument.Bill.Single(row => row[0] == line.What)));
    }

    [Fact]
    public void The_totals_are_the_sums_and_are_said_in_short()
    {
        var totals = Columns.Select(column => CostDocument.Lines.Sum(line => line.Bill(column.Messages, column.IsFreeTakenOff)).ToString("F2", CultureInfo.InvariantCulture)).ToArray();

        Assert.Equal(["total", .. totals], CostDocument.Bill[^1]);
        Assert.True(CostDocument.Says($"${totals[3]} for 100 messages, ${totals[4]} for 1,000 and ${totals[5]} for 100,000; at list price ${totals[0]}, ${totals[1]} and ${totals[2]}"));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(1_000)]
    public void A_small_installation_stays_under_a_dollar(int messages) => Assert.InRange(CostDocument.Lines.Sum(line => line.Bill(messages, isFreeTakenOff: true)), 0, 0.99);

    [Fact]
    public void What_is_paid_by_the_piece_is_counted_in_the_templates()
    {
        Assert.Equal(cloud.Prod.Of("AWS::CloudWatch::Alarm").Sum(alarm => AlarmText.Metrics(alarm.Properties).Count()), CostDocument.Line("CloudWatch, metrics under alarm").PerMonth);
        Assert.Equal(cloud.Prod.Of("AWS::CloudWatch::Dashboard").Count(), CostDocument.Line("CloudWatch, dashboards").PerMonth);
        Assert.Equal(Metrics.Names.Count, CostDocument.Line("CloudWatch, metrics of our own").PerMonth);
        Assert.Equal(TimeSpan.FromDays(30) / Metrics.WatchedEvery, CostDocument.Line("Lambda, requests").PerMonth);
        Assert.Equal(TimeSpan.FromDays(30).TotalMinutes, CostDocument.Line("IoT Core, minutes connected").PerMonth);
        Assert.DoesNotContain(cloud.Prod.Template.Resources, resource => resource.Type is "AWS::KMS::Key" or "AWS::SecretsManager::Secret" or "AWS::WAFv2::WebACL");
    }
}
