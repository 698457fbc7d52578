namespace Pennant.Local.Iot;

/// <summary>What goes wrong on request, which nothing outside the broker can do to one MQTT packet. Nothing does by itself.</summary>
internal sealed class Faults
{
    /// <summary>True for a publish that is taken and routed but never answered with PUBACK.</summary>
    public Func<Message, bool> LosesPubAck { get; set; } = _ => false;

    /// <summary>True for a publish that ends the connection instead of being taken.</summary>
    public Func<Message, bool> HangsUpOn { get; set; } = _ => false;

    /// <summary>PINGREQ stays unanswered.</summary>
    public bool LosesPings { get; set; }
}
