namespace Pennant.Device.EscPos;

/// <summary>One thing that the printer said.</summary>
internal abstract record Reply;

/// <summary>Answer to <c>GS ( H</c> fn 48: printing of everything before that id is complete.</summary>
internal sealed record ProcessReply(string Id) : Reply;

/// <summary>Answer to <c>GS I</c> 65 to 69.</summary>
internal sealed record TextReply(string Text) : Reply;

/// <summary>Answer to <c>DLE EOT</c>.</summary>
internal sealed record RealTimeReply(byte Status) : Reply;

/// <summary>Automatic Status Back, four bytes.</summary>
internal sealed record AutomaticReply(byte First, byte Second, byte Third, byte Fourth) : Reply;

/// <summary>Answer to a queued request such as <c>GS r</c>.</summary>
internal sealed record QueuedReply(byte Status) : Reply;

/// <summary>XON or XOFF.</summary>
internal sealed record FlowReply(bool MaySend) : Reply;

/// <summary><c>37 23</c>: the printer went off line. <paramref name="Causes"/> differ from model to model.</summary>
internal sealed record OfflineReply(string Causes) : Reply;

/// <summary><c>37 25</c>: the printer forgot what it had received.</summary>
internal sealed record ClearedReply : Reply;
