using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Pennant.Device.Connection;
using Pennant.Device.Jobs;
using Pennant.Device.Printing;
using Pennant.Device.Printing.Transports;
using Pennant.Device.Service;
using Pennant.Device.Settings;
using Xunit;

namespace Pennant.Tests.Device.Service;

public sealed class LivenessTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pennant-liveness-").FullName;
    private readonly FakeTimeProvider time = new();
    private readonly JournalFile journal;
    private readonly Backoff backoff;
    private readonly BrokerLink link;
    private readonly DeviceState printing;
    private readonly Liveness liveness;

    public LivenessTests()
    {
        journal = JournalFile.Open(folder);
        backoff = new Backoff(time, Random.Shared);
        link = new BrokerLink(
            new DeviceSettings { Printer = "kitchen", Endpoint = "localhost", MqttPort = 1, RootCa = "", Certificate = "", Key = "", PrinterUrl = new TcpAddress("tcp://127.0.0.1:1", "127.0.0.1", 1), WidthDots = 576, Cutter = true, Data = folder },
            journal, new LinkWatch(journal, time, NullLogger<LinkWatch>.Instance), backoff, new LinkOptions(), time, NullLogger<BrokerLink>.Instance);
        printing = new DeviceState(time);
        liveness = new Liveness(printing, link);
    }

    [Fact]
    public void A_device_that_has_just_started_is_alive() => Assert.Null(liveness.Stuck());

    [Fact]
    public void A_printing_loop_that_says_nothing_any_more_is_stuck()
    {
        time.Advance(Liveness.Silence + TimeSpan.FromSeconds(1));
        backoff.Trying();

        Assert.Equal("the printing loop", liveness.Stuck());
    }

    [Fact]
    public void Saying_the_same_again_is_a_sign_of_life()
    {
        for (var i = 0; i < 10; i++)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            printing.Set(s => s);
            backoff.Trying();
        }

        Assert.Null(liveness.Stuck());
    }

    [Fact]
    public void A_long_receipt_is_given_its_time()
    {
        printing.Set(s => s with { IsPrinting = true });
        time.Advance(Liveness.LongestReceipt);
        backoff.Trying();

        Assert.Null(liveness.Stuck());
    }

    [Fact]
    public void A_connection_loop_that_tries_nothing_any_more_is_stuck()
    {
        time.Advance((2 * backoff.LongestWait) + TimeSpan.FromSeconds(1));
        printing.Set(s => s);

        Assert.Equal("the connection loop", liveness.Stuck());
    }

    [Fact]
    public void A_broker_that_is_away_for_days_is_no_reason_to_start_again()
    {
        for (var i = 0; i < 3000; i++)
        {
            time.Advance(backoff.LongestWait);
            backoff.Trying();
            printing.Set(s => s);
        }

        Assert.Null(liveness.Stuck());
    }

    public void Dispose()
    {
        link.Dispose();
        journal.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
