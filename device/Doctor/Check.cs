namespace Pennant.Device.Doctor;

/// <summary>One link to look at.</summary>
/// <param name="Link">Its name, in case looking at it does not come to an end.</param>
internal sealed record Check(string Link, Func<CancellationToken, Task<Finding>> Look)
{
    public static Check Of(string link, Func<Finding> look) => new(link, _ => Task.Run(look));
}

/// <summary>Looks at every link, one after the other. None is given more than its time: the doctor never hangs.</summary>
internal sealed class Rounds(TimeSpan limit, TimeProvider time)
{
    public async Task<IReadOnlyList<Finding>> RunAsync(IEnumerable<Check> checks, Action<Finding> tell, CancellationToken ct)
    {
        List<Finding> findings = [];
        foreach (var check in checks)
        {
            var finding = await LookAsync(check, ct);
            findings.Add(finding);
            tell(finding);
        }
        return findings;
    }

    private async Task<Finding> LookAsync(Check check, CancellationToken ct)
    {
        using var over = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, over.Token);
        try
        {
            return await check.Look(either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Finding.Problem(check.Link, $"no answer within {limit.TotalSeconds:0} s", "try again; if it stays so, restart the device");
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            return Finding.Problem(check.Link, Connection.Reasons.Of(e), "this should not happen: please report it");
        }
    }
}
