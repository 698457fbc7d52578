using System.Globalization;
using Xunit;

namespace Pennant.Tests.Scale;

/// <summary>Works out the tables of docs/scale.md again from the loads, quotas and prices that stand in them.</summary>
public sealed class ScaleDocTests
{
    /// <summary>The document has three digits.</summary>
    private const double Rounding = 0.006;
    private const double PeakFactor = 5, SecondsADay = 86_400, DaysAMonth = 30, MinutesAMonth = 43_200;
    private static readonly string[] Sizes = ["home", "office", "fleet"];
    private readonly DocTables doc = DocTables.Of("docs/scale.md");

    [Fact]
    public void The_peak_is_five_times_the_mean()
    {
        foreach (var size in Sizes)
        {
            AssertNear(Load("messages a day", size) / SecondsADay, Load("messages a second, mean", size));
            AssertNear(Peak(size), Load("messages a second, peak", size));
        }
    }

    [Fact]
    public void Every_load_headroom_and_limit_follows_from_what_one_message_asks()
    {
        var quotas = doc.Rows("quota, a second");
        Assert.NotEmpty(quotas);

        foreach (var quota in quotas)
        {
            var (perMessage, most) = (Number(doc.Row("unit", quota["unit"])["for one message"]), Number(quota["us-east-1"]));
            foreach (var size in Sizes) AssertNear(perMessage * Peak(size), Number(quota[size]));
            AssertNear(most / (perMessage * Peak("fleet")), Number(quota["fleet's headroom"]));
            AssertNear(most / perMessage, Number(quota["gives at messages a second"]));
        }
    }

    [Fact]
    public void What_gives_first_stands_first()
    {
        var headroom = doc.Rows("quota, a second").Select(quota => Number(quota["fleet's headroom"])).ToArray();

        Assert.Equal(headroom.Order(), headroom);
        Assert.Contains("printed", doc.Rows("quota, a second").First(quota => quota["source"] != "product.md")["quota, a second"], StringComparison.Ordinal);
    }

    [Fact]
    public void The_bill_adds_up()
    {
        var prices = doc.Rows("price, USD");

        foreach (var size in Sizes)
        {
            var sum = 0.0;
            foreach (var price in prices.Where(price => price["price, USD"] != "together"))
            {
                var many = price["for one message"] == MinutesAMonth.ToString("N0", CultureInfo.InvariantCulture) ? Load("printers", size) : Load("messages a day", size) * DaysAMonth;
                var cost = many * Number(price["for one message"]) * Number(price["of"]) / 1e6;
                AssertNear(cost, Number(price[$"{size} a month"]));
                sum += cost;
            }
            AssertNear(sum, Number(prices[^1][$"{size} a month"]));
        }
    }

    private double Peak(string size) => Load("messages a day", size) / SecondsADay * PeakFactor;

    private double Load(string what, string size) => Number(doc.Row("", what)[size]);

    private static double Number(string text) => double.Parse(text, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    private static void AssertNear(double expected, double stated) => Assert.InRange(stated, expected * (1 - Rounding), expected * (1 + Rounding));
}
