namespace Pennant.Device.Connection;

/// <summary>How the connection to the cloud stands.</summary>
/// <param name="Code">One of <see cref="LinkCode"/>.</param>
/// <param name="Since">When it became so.</param>
/// <param name="Detail">What was seen, in the words of whoever said it.</param>
internal sealed record LinkState(string Code, DateTimeOffset Since, string? Detail = null)
{
    public bool IsOnline => Code == LinkCode.Online;

    /// <summary>True when no amount of waiting will mend it.</summary>
    public bool NeedsSomebody => LinkCode.NeedsSomebody(Code);

    public string Sentence => LinkCode.Sentence(Code);
}
