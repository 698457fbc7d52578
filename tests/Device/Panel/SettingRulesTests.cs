using System.Text.Json.Nodes;
using CsCheck;
using Pennant.Contract;
using Pennant.Device.EscPos;
using Pennant.Device.Settings;
using Xunit;

namespace Pennant.Tests.Device.Panel;

public sealed class SettingRulesTests
{
    private static readonly PrinterAbilities Epson = new(true, "TM", Evidence.Confirmed, 576, true), Clone = new(true, null, Evidence.Processed, 384, false);
    private static readonly OwnerSettings Before = new() { TimeZone = "Europe/Berlin" };

    [Theory]
    [InlineData("paused", "true")]
    [InlineData("led", "false")]
    [InlineData("cut", "false")]
    [InlineData("copies", "5")]
    [InlineData("density", "70")]
    [InlineData("density", "140")]
    [InlineData("paper_roll_mm", "80000")]
    [InlineData("paper_roll_mm", "1000.5")]
    [InlineData("time_zone", "\"America/Argentina/Buenos_Aires\"")]
    [InlineData("quiet_hours", """{"from":"22:00","to":"07:00"}""")]
    [InlineData("quiet_hours", """{"from":"00:00","to":"23:59","time_zone":"UTC"}""")]
    public void A_good_value_is_taken(string name, string json)
    {
        var verdict = SettingRules.Take(name, JsonNode.Parse(json), Before, Epson);

        Assert.NotNull(verdict.Taken);
        Assert.NotEqual(Before, verdict.Taken);
        Assert.Null(verdict.Refusal);
    }

    [Theory]
    [InlineData("paused", "1", "It must be true or false.")]
    [InlineData("paused", "\"true\"", "It must be true or false.")]
    [InlineData("paused", "null", "It must be true or false.")]
    [InlineData("copies", "0", "It must be a whole number from 1 to 5.")]
    [InlineData("copies", "6", "It must be a whole number from 1 to 5.")]
    [InlineData("copies", "1.5", "It must be a whole number from 1 to 5.")]
    [InlineData("copies", "1e400", "It must be a whole number from 1 to 5.")]
    [InlineData("copies", "\"2\"", "It must be a whole number from 1 to 5.")]
    [InlineData("density", "65", "It must be a whole number from 70 to 140 in steps of 5.")]
    [InlineData("density", "101", "It must be a whole number from 70 to 140 in steps of 5.")]
    [InlineData("paper_roll_mm", "999", "It must be a number from 1000 to 200000, in millimetres.")]
    [InlineData("paper_roll_mm", "200001", "It must be a number from 1000 to 200000, in millimetres.")]
    [InlineData("time_zone", "\"Mars/Olympus\"", "It must be an IANA time zone such as Europe/Berlin.")]
    [InlineData("time_zone", "2", "It must be an IANA time zone such as Europe/Berlin.")]
    [InlineData("quiet_hours", "true", "It must be an object of from, to and, if wanted, time_zone.")]
    [InlineData("quiet_hours", """{"from":"22:00","to":"07:00","days":[1]}""", "It must be an object of from, to and, if wanted, time_zone.")]
    [InlineData("quiet_hours", """{"to":"07:00"}""", "Its from must be a time such as 22:00.")]
    [InlineData("quiet_hours", """{"from":"24:00","to":"07:00"}""", "Its from must be a time such as 22:00.")]
    [InlineData("quiet_hours", """{"from":"22:00","to":7}""", "Its to must be a time such as 07:00.")]
    [InlineData("quiet_hours", """{"from":"22:00","to":"22:00"}""", "Its from and to must differ; to print nothing at all, use paused.")]
    [InlineData("quiet_hours", """{"from":"22:00","to":"07:00","time_zone":"here"}""", "Its time_zone must be an IANA time zone such as Europe/Berlin.")]
    [InlineData("colour", "\"red\"", "There is no setting of this name.")]
    public void A_bad_value_is_refused_with_a_sentence(string name, string json, string sentence)
    {
        var verdict = SettingRules.Take(name, JsonNode.Parse(json), Before, Epson);

        Assert.Equal(new Verdict(null, sentence), verdict);
    }

    [Fact]
    public void What_the_printer_cannot_do_is_refused()
    {
        Assert.Equal("This printer has no cutter.", SettingRules.Take("cut", true, Before, Epson with { HasCutter = false }).Refusal);
        Assert.Equal("This printer's density cannot be set from here.", SettingRules.Take("density", 120, Before, Clone).Refusal);
        Assert.NotNull(SettingRules.Take("density", 100, Before, Clone).Taken);
        Assert.NotNull(SettingRules.Take("density", 120, Before, printer: null).Taken);
    }

    [Fact]
    public void No_json_of_any_shape_makes_it_throw()
    {
        var names = Choose.Of("paused", "quiet_hours", "density", "cut", "copies", "led", "paper_roll_mm", "time_zone", "", "other");
        var leaf = Choose.Of("null", "true", "-1", "1e999", "0.1", "\"\"", "\"\\u0000\"", "\"22:00\"", "[]", "[[1]]", "{}");
        var value = Gen.Select(leaf, leaf, leaf, Gen.Int[0, 4], (a, b, c, shape) => shape switch
        {
            0 => a,
            1 => $"[{a},{b}]",
            2 => $$"""{"from":{{a}},"to":{{b}}}""",
            3 => $$"""{"from":{{a}},"to":{{b}},"time_zone":{{c}}}""",
            _ => $$"""{"from":{"from":{{a}}},"x":{{b}}}""",
        });

        Gen.Select(names, value).Sample((name, json) =>
        {
            var verdict = SettingRules.Take(name, JsonNode.Parse(json), Before, Epson);
            return (verdict.Taken is null) != (verdict.Refusal is null);
        }, iter: 2_000);
    }
}
