using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pennant.Contract;
using Pennant.Device.Connection;

namespace Pennant.Device.Shadow;

/// <summary>How the shadow is reached.</summary>
/// <param name="PublishAsync">Topic and payload; returns when the broker has taken it.</param>
internal sealed record ShadowLink(Func<bool> IsConnected, Func<string, byte[], CancellationToken, Task> PublishAsync);

/// <summary>Keeps the classic shadow and the device alike: what is desired is read as a whole, whenever there may be something new; what is reported goes out when it differs, at most once a second.</summary>
/// <remarks>Notices are only a reason to read. So a late, partial or doubled one can neither bring an old value back nor be half understood.</remarks>
internal sealed class ShadowReporter : BackgroundService
{
    /// <summary>A shadow that was deleted, or a notice that was lost, is found out after this time at the latest.</summary>
    internal static readonly TimeSpan Verifies = TimeSpan.FromMinutes(15);

    /// <summary>How long a report waits for what is desired, so that it need not be corrected a moment later.</summary>
    private static readonly TimeSpan ReadFirst = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan AfterASurprise = TimeSpan.FromSeconds(1);

    private readonly ShadowLink link;
    private readonly Report report;
    private readonly Desired desired;
    private readonly string topic;
    private readonly TimeProvider time;
    private readonly ILogger<ShadowReporter> log;
    private readonly Exchange reading, telling;
    private readonly Channel<ShadowMail> mail = Channel.CreateBounded<ShadowMail>(new BoundedChannelOptions(64) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly Signal wake = new();
    private volatile bool isNew;
    private long connectedAt, readAt, version;
    private bool wantsRead, hasRead;
    private JsonObject wanted = [];
    private JsonObject? told;
    private (JsonObject Report, LocalPause? Pause) sent;

    public ShadowReporter(ShadowLink link, Report report, Desired desired, string printer, TimeProvider time, ILogger<ShadowReporter> log)
    {
        (this.link, this.report, this.desired, topic, this.time, this.log) = (link, report, desired, Topics.Shadow(printer), time, log);
        reading = new Exchange(TimeSpan.FromMilliseconds(200), time, Random.Shared);
        telling = new Exchange(TimeSpan.FromSeconds(1), time, Random.Shared);
        report.Changed += wake.Set;
    }

    /// <summary>A new connection: what was asked and said on an earlier one may be lost.</summary>
    public void StartOver()
    {
        isNew = true;
        wake.Set();
    }

    /// <summary>Something came on one of the shadow's topics. Never throws.</summary>
    public void Take(ShadowTopic on, ReadOnlySequence<byte> payload)
    {
        if (ShadowMail.Read(on, payload) is { } letter) mail.Writer.TryWrite(letter);
        else log.LogWarning("the shadow service said what cannot be read, {Bytes} bytes on {Topic}", payload.Length, on);
        wake.Set();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested) await wake.WaitAsync(await StepAsync(stoppingToken), time, stoppingToken);
    }

    /// <summary>Does all that is due.</summary>
    /// <returns>When to look again, if nothing happens before.</returns>
    internal async Task<TimeSpan> StepAsync(CancellationToken ct)
    {
        try
        {
            await LookAsync(ct);
            return NextLook();
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            log.LogWarning("the shadow waits: {Reason}", Reasons.Of(e));
            return AfterASurprise;
        }
    }

    private TimeSpan NextLook()
    {
        if (!link.IsConnected()) return Verifies;
        var next = Verifies - time.GetElapsedTime(readAt);
        if (wantsRead || reading.IsAwaited) next = Shorter(next, reading.Wait);
        if (telling.IsAwaited || IsNews()) next = Shorter(next, Longer(telling.Wait, hasRead ? TimeSpan.Zero : ReadFirst - time.GetElapsedTime(connectedAt)));
        return Longer(next, TimeSpan.FromMilliseconds(20));
    }

    private async Task LookAsync(CancellationToken ct)
    {
        if (isNew) BeginAnew();
        while (mail.Reader.TryRead(out var letter)) Handle(letter);
        if (!link.IsConnected()) return;
        if (time.GetElapsedTime(readAt) >= Verifies) wantsRead = true;
        if (wantsRead && reading.IsDue) await ReadAsync(ct);
        if ((hasRead || time.GetElapsedTime(connectedAt) >= ReadFirst) && telling.IsDue && IsNews()) await TellAsync(ct);
    }

    private void BeginAnew()
    {
        (isNew, wantsRead, hasRead, told, wanted) = (false, true, false, null, []);
        connectedAt = readAt = time.GetTimestamp();
        reading.StartOver();
        telling.StartOver();
    }

    private bool IsNews() => told is null || (hasRead && desired.Pending is not null) || !JsonNode.DeepEquals(Fitting(), told);

    private JsonObject? Fitting() => ReportedDocument.Fit(report.ToJson(), wanted);

    private async Task ReadAsync(CancellationToken ct)
    {
        wantsRead = false;
        await SendAsync(reading, "get", new JsonObject { ["clientToken"] = reading.Begin() }, ct);
    }

    private async Task TellAsync(CancellationToken ct)
    {
        if (Fitting() is not { } now)
        {
            log.LogError("the shadow has no room for a report beside what is desired");
            telling.Failed();
            return;
        }
        sent = (now, hasRead ? desired.Pending : null);
        var state = new JsonObject { ["reported"] = ReportedDocument.Update(now, told) };
        if (sent.Pause is { } pause) state["desired"] = new JsonObject { ["paused"] = pause.Paused };
        await SendAsync(telling, "update", new JsonObject { ["state"] = state, ["clientToken"] = telling.Begin() }, ct);
    }

    private async Task SendAsync(Exchange exchange, string verb, JsonObject body, CancellationToken ct)
    {
        try
        {
            await link.PublishAsync($"{topic}/{verb}", Encoding.UTF8.GetBytes(body.ToJsonString()), ct);
        }
        catch
        {
            exchange.Failed();
            wantsRead = true;
            throw;
        }
    }

    private void Handle(ShadowMail letter)
    {
        var isOwn = (letter.Topic is ShadowTopic.GetAccepted or ShadowTopic.GetRejected ? reading : telling).Owns(letter.Token);
        switch (letter.Topic)
        {
            case ShadowTopic.GetAccepted when isOwn:
                Read(letter);
                break;
            case ShadowTopic.GetRejected when isOwn && letter.Code == 404:
                Read(new ShadowMail(letter.Topic, []));
                break;
            case ShadowTopic.GetRejected when isOwn:
                Refused(reading, letter);
                break;
            case ShadowTopic.UpdateAccepted when isOwn:
                Accepted(letter);
                break;
            case ShadowTopic.UpdateAccepted:
                wantsRead |= letter.State.ContainsKey("desired") || !letter.State.ContainsKey("reported") || letter.Reported.Any(pair => ReportedDocument.Own.Contains(pair.Key));
                break;
            case ShadowTopic.UpdateRejected when isOwn:
                Refused(telling, letter);
                break;
            case ShadowTopic.Delta:
                wantsRead |= !ReportedDocument.Holds(wanted, letter.State);
                break;
        }
    }

    private void Read(ShadowMail letter)
    {
        reading.Answered();
        (readAt, version) = (time.GetTimestamp(), letter.Version ?? 0);
        (hasRead, wanted, told) = (true, letter.Desired, ReportedDocument.OwnPart(letter.Reported));
        desired.Take(wanted, letter.DesiredAt("paused"));
    }

    private void Accepted(ShadowMail letter)
    {
        telling.Answered();
        // A version that goes back: the shadow was deleted, and began anew with what was said just now.
        wantsRead |= letter.Version < version;
        version = letter.Version ?? version;
        told = sent.Report;
        if (sent.Pause is not { } pause) return;
        wanted["paused"] = pause.Paused;
        desired.Told(pause);
    }

    /// <summary>Too much at once, a conflict, or what should not happen: reads again, and says again what differs then, more slowly each time.</summary>
    private void Refused(Exchange exchange, ShadowMail letter)
    {
        log.LogWarning("the shadow was refused: {Code} {Answer}", letter.Code, letter.Body["message"]?.ToJsonString());
        exchange.Failed();
        wantsRead = true;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
