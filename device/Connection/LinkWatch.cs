using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Pennant.Contract;
using Pennant.Device.Jobs;

namespace Pennant.Device.Connection;

/// <summary>How the connection stands, for the light, the shadow, the log and, in the journal's facts, for other programs.</summary>
internal sealed class LinkWatch(JournalFile facts, TimeProvider time, ILogger<LinkWatch> log)
{
    private readonly Lock gate = new();

    public LinkState Now { get; private set; } = new(LinkCode.Connecting, time.GetUtcNow());

    /// <summary>How often in a row <see cref="Set"/> has named the present state.</summary>
    public int InARow { get; private set; }

    /// <summary>Raised, on any thread, when the code or the detail differs.</summary>
    public event Action? Changed;

    public void Set(string code, string? detail = null)
    {
        LinkState before;
        lock (gate)
        {
            before = Now;
            InARow = before.Code == code ? InARow + 1 : 1;
            if (before.Code == code && before.Detail == detail) return;
            Now = new LinkState(code, before.Code == code ? before.Since : time.GetUtcNow(), detail);
        }
        if (before.Code != code) Note(Now, before.IsOnline);
        Changed?.Invoke();
    }

    private void Note(LinkState now, bool wasOnline)
    {
        log.Log(now.IsOnline ? LogLevel.Information : LogLevel.Warning, "link {Code}: {Sentence}{Detail}", now.Code, now.Sentence, now.Detail is null ? "" : $" ({now.Detail})");
        try
        {
            facts.Write(file =>
            {
                file.SetFact(Facts.LinkCode, now.Code);
                file.SetFact(Facts.LinkSince, Text(now.Since));
                file.SetFact(Facts.LinkDetail, now.Detail ?? "");
                if (now.IsOnline || wasOnline) file.SetFact(Facts.OnlineAt, Text(now.Since));
                return true;
            });
        }
        catch (SqliteException e)
        {
            log.LogDebug("the state of the link could not be noted: {Reason}", e.Message);
        }
    }

    private static string Text(DateTimeOffset at) => Times.ToText(at);
}
