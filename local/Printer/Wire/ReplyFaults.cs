namespace Pennant.Local.Printer.Wire;

/// <summary>What can happen to the printer's answers on their way to the host. Each may be changed at any time, from any thread.</summary>
internal sealed class ReplyFaults
{
    private readonly Lock changing = new();
    private readonly Random random = new(1);
    private bool losesAll, losesNextConfirmation, confirmsEarlierJob, addsNoise, interruptsReplies, sendsXoffInside;
    private int everyNth, count;
    private TimeSpan delay;
    private byte[]? earlier;

    public event Action? Changed;

    /// <summary>No answer arrives.</summary>
    public bool LosesAll { get => Get(ref losesAll); set => Set(ref losesAll, value); }

    /// <summary>The next answer to GS ( H function 48 is lost, and no other.</summary>
    public bool LosesNextConfirmation { get => Get(ref losesNextConfirmation); set => Set(ref losesNextConfirmation, value); }

    /// <summary>Every answer of this number is lost: 3 loses the third, the sixth, and so on. 0 loses none.</summary>
    public int LosesEveryNth { get => Get(ref everyNth); set => Set(ref everyNth, value); }

    /// <summary>GS ( H is answered with the process id that was asked for before; the first time with <c>0000</c>.</summary>
    public bool ConfirmsEarlierJob { get => Get(ref confirmsEarlierJob); set => Set(ref confirmsEarlierJob, value); }

    /// <summary>Bytes that mean nothing stand before and after every answer; the same ones in every run.</summary>
    public bool AddsNoise { get => Get(ref addsNoise); set => Set(ref addsNoise, value); }

    /// <summary>An automatic status block comes in the middle of answers of several bytes.</summary>
    public bool InterruptsReplies { get => Get(ref interruptsReplies); set => Set(ref interruptsReplies, value); }

    /// <summary>XOFF and XON come in the middle of answers of several bytes, as they may on a serial line.</summary>
    public bool SendsXoffInsideReplies { get => Get(ref sendsXoffInside); set => Set(ref sendsXoffInside, value); }

    /// <summary>How long each answer takes on its way. Their order stays.</summary>
    public TimeSpan Delay { get => Get(ref delay); set => Set(ref delay, value); }

    /// <returns>What arrives; null when nothing does.</returns>
    public byte[]? OnItsWay(byte[] answer, byte[] automaticBlock)
    {
        lock (changing)
        {
            if (losesAll || (everyNth > 0 && ++count % everyNth == 0)) return null;
            if (answer.Length > 2 && sendsXoffInside) answer = [.. answer[..2], FlowControl.Xoff, FlowControl.Xon, .. answer[2..]];
            if (answer.Length > 2 && interruptsReplies) answer = [.. answer[..2], .. automaticBlock, .. answer[2..]];
            return addsNoise ? [.. Noise(), .. answer, .. Noise()] : answer;
        }
    }

    /// <summary>The same for an answer to GS ( H function 48.</summary>
    /// <returns>The process id that is confirmed; null for none.</returns>
    public byte[]? Confirmed(byte[] processId)
    {
        bool isLost;
        byte[] said;
        lock (changing)
        {
            said = confirmsEarlierJob ? earlier ?? "0000"u8.ToArray() : processId;
            earlier = processId;
            isLost = losesNextConfirmation;
            losesNextConfirmation = false;
        }
        if (isLost) Changed?.Invoke();
        return isLost ? null : said;
    }

    // Neither 37h, which begins a block, nor anything that has the form of a status byte.
    private byte[] Noise() => [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => (byte)(0x80 | random.Next(0x80)))];

    private T Get<T>(ref T field)
    {
        lock (changing) return field;
    }

    private void Set<T>(ref T field, T value)
    {
        lock (changing) field = value;
        Changed?.Invoke();
    }
}
