using System.Diagnostics.Tracing;

namespace Pennant.Device;

/// <summary>What happens to a job, step by step, for whoever listens: <c>dotnet-trace collect --providers Pennant-Device</c>. Never text, names or keys.</summary>
[EventSource(Name = "Pennant-Device")]
internal sealed class Steps : EventSource
{
    private Steps()
    {
    }

    public static Steps Log { get; } = new();

    /// <summary>The broker has handed over a job that can be read.</summary>
    [Event(1)]
    public void Delivered(string id) => WriteEvent(1, id);

    /// <summary>It is on the disk.</summary>
    [Event(2)]
    public void Journalled(string id) => WriteEvent(2, id);

    /// <summary>PUBACK has gone out for a delivery on this topic.</summary>
    [Event(3)]
    public void Acknowledged(string topic) => WriteEvent(3, topic);

    /// <summary>The printer is ready for this job.</summary>
    [Event(4)]
    public void Starting(string id) => WriteEvent(4, id);

    /// <summary>It is marked as begun: from here on it is never started again.</summary>
    [Event(5)]
    public void Started(string id) => WriteEvent(5, id);

    /// <summary>So many bytes of it have gone to the printer.</summary>
    [Event(6)]
    public void Sent(string process, int bytes) => WriteEvent(6, process, bytes);

    /// <summary>All of it has.</summary>
    [Event(7)]
    public void AllSent(string process) => WriteEvent(7, process);

    /// <summary>Its outcome is known.</summary>
    [Event(8)]
    public void Proved(string id) => WriteEvent(8, id);

    /// <summary>Its outcome is on the disk.</summary>
    [Event(9)]
    public void Recorded(string id) => WriteEvent(9, id);

    /// <summary>An ack of it is about to go out.</summary>
    [Event(10)]
    public void Telling(string id) => WriteEvent(10, id);

    /// <summary>The broker has taken the ack.</summary>
    [Event(11)]
    public void Told(string id) => WriteEvent(11, id);

    /// <summary>The ack has left the outbox.</summary>
    [Event(12)]
    public void Forgotten(string id) => WriteEvent(12, id);
}
