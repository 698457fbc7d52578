namespace Pennant.Device.Gpio;

/// <summary>Keeps the light at its state's pattern. Sleeps while the light stays as it is.</summary>
/// <param name="now">The state; called again whenever <paramref name="changed"/> is set.</param>
/// <param name="shine">Lets it shine or not.</param>
internal sealed class StatusLight(Func<LightState> now, Signal changed, Action<bool> shine, TimeProvider time)
{
    private static readonly TimeSpan LooksAgain = TimeSpan.FromMinutes(1);

    public async Task RunAsync(CancellationToken ct)
    {
        var (state, since) = (now(), time.GetTimestamp());
        bool? shown = null;
        while (true)
        {
            if (now() is var next && next != state) (state, since) = (next, time.GetTimestamp());
            var elapsed = time.GetElapsedTime(since);
            if (LightPattern.IsOn(state, elapsed) is var on && on != shown) shine(on);
            shown = on;
            await changed.WaitAsync(LightPattern.Lasts(state, elapsed) ?? LooksAgain, time, ct);
        }
    }
}
