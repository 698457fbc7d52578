namespace Pennant.Contract.Logging;

public static class Failures
{
    /// <summary>Does it, and tells what it throws, with what it was about, before the caller hears of it.</summary>
    public static async Task<T> TellingAsync<T>(this Log log, Func<Task<T>> work, params (string Key, object? Value)[] about)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            log.Error("failed", failure, about);
            throw;
        }
    }

    /// <inheritdoc cref="TellingAsync{T}"/>
    public static Task TellingAsync(this Log log, Func<Task> work, params (string Key, object? Value)[] about) => log.TellingAsync(
        async () =>
        {
            await work().ConfigureAwait(false);
            return true;
        },
        about);
}
