using System.Text.Json.Nodes;
using Pennant.Local.StepFunctions.Language;

namespace Pennant.Local.StepFunctions.Runs;

/// <summary>One visit of a Task state: attempts until one succeeds, a catcher takes over or the execution fails.</summary>
internal sealed class TaskVisit(RunState run, State state, RunParts parts, CancellationToken stop)
{
    private readonly JsonNode? _rawInput = JsonNode.Parse(run.Place.Input);
    private readonly TaskResource _resource = state.Resource!;

    /// <exception cref="StatesException">Nothing catches the error.</exception>
    public async Task<Step> RunAsync()
    {
        while (true)
        {
            if (run.Place.Due is { } due) await parts.UntilAsync(due, stop);
            try
            {
                return new Step(state.Next, await AttemptAsync());
            }
            catch (StatesException error)
            {
                if (TryAgain(error.Error)) continue;
                if (state.Catchers.FirstOrDefault(catcher => error.Error.Matches(catcher.ErrorEquals)) is not { } catcher) throw;
                return new Step(catcher.Next, Caught(catcher, error.Error));
            }
        }
    }

    private async Task<JsonNode?> AttemptAsync()
    {
        var isResumed = run.Place.Token is not null;
        var token = _resource.IsCallback ? run.Place.Token ?? parts.Tokens.Issue(run.Record.Machine) : null;
        var context = run.Context(state, token);
        var scope = new Scope(state.Input(_rawInput), context);
        var parameters = state.Parameters is null ? scope.Input : PayloadTemplate.Fill(state.Parameters, scope);
        var (limit, heartbeat) = (Limit("TimeoutSeconds", scope), Limit("HeartbeatSeconds", scope));
        if (!isResumed) Schedule(token, parameters, limit, heartbeat);
        if (isResumed && run.Place.TimesOutAt is { } end) limit = end - parts.Time.GetUtcNow();

        using var attempt = new Attempt(parts.Time, limit, heartbeat, stop);
        if (token is not null) parts.Tokens.Open(token, attempt);
        try
        {
            var result = await ResultAsync(attempt, parameters);
            var selected = state.ResultSelector is null ? result : PayloadTemplate.Fill(state.ResultSelector, new Scope(result, context));
            return state.Output(state.ResultPath is null ? _rawInput : state.ResultPath.Put(_rawInput, selected));
        }
        finally
        {
            if (token is not null) parts.Tokens.Close(token);
        }
    }

    private void Schedule(string? token, JsonNode? parameters, TimeSpan? limit, TimeSpan? heartbeat)
    {
        var details = Details();
        details["region"] = Cloud.CloudTemplate.Region;
        details["parameters"] = Json.Text(parameters);
        if (limit is { } most) details["timeoutInSeconds"] = (long)most.TotalSeconds;
        if (heartbeat is { } beat) details["heartbeatInSeconds"] = (long)beat.TotalSeconds;
        run.History.Add("TaskScheduled", details);
        run.History.Add("TaskStarted", Details());
        run.Place = run.Place with { Token = token, IsSubmitted = false, TimesOutAt = limit is { } wait ? parts.Time.GetUtcNow() + wait : null };
    }

    private async Task<JsonNode?> ResultAsync(Attempt attempt, JsonNode? parameters)
    {
        try
        {
            run.Save();
            if (!run.Place.IsSubmitted) await CallAsync(attempt, parameters);
            var result = await attempt.Answer;
            run.Answered(attempt);
            run.History.Add("TaskSucceeded", Details(result));
            return result;
        }
        catch (StatesException error)
        {
            run.Answered(attempt);
            var details = Details();
            details["error"] = error.Error.Name;
            details["cause"] = error.Error.Cause;
            run.History.Add(error.Error.Name == StatesError.Timeout ? "TaskTimedOut" : "TaskFailed", details);
            throw;
        }
    }

    /// <summary>A callback's token may be answered before the call that carries it has returned; then nobody waits for the call.</summary>
    private async Task CallAsync(Attempt attempt, JsonNode? parameters)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var call = parts.Caller.CallAsync(run.Record, _resource, parameters, _resource.IsCallback ? stop : over.Token);
        if (await Task.WhenAny(call, attempt.Answer) == attempt.Answer)
        {
            await over.CancelAsync();
            _ = call.ContinueWith(task => parts.Log.LogDebug(task.Exception, "a call that nobody waited for"), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            return;
        }
        if (call.Exception?.InnerException is StatesException error) attempt.Fail(error.Error);
        else if (_resource.IsCallback) Submitted(await call);
        else attempt.Succeed(await call);
    }

    private void Submitted(JsonNode? output)
    {
        run.History.Add("TaskSubmitted", Details(output));
        run.Place = run.Place with { IsSubmitted = true };
        run.Save();
    }

    /// <summary>The first retrier that names the error decides; when its attempts are used up, the catchers are next.</summary>
    private bool TryAgain(StatesError error)
    {
        var which = state.Retriers.ToList().FindIndex(retrier => error.Matches(retrier.ErrorEquals));
        var retries = run.Place.Retries.Count > 0 ? run.Place.Retries.ToArray() : new int[state.Retriers.Count];
        if (which < 0 || retries[which] >= state.Retriers[which].MaxAttempts) return false;
        retries[which]++;
        var due = parts.Time.GetUtcNow() + state.Retriers[which].Delay(retries[which], parts.Jitter());
        run.Place = run.Place with { Retries = retries, Due = due, Token = null, IsSubmitted = false, TimesOutAt = null };
        run.Save();
        return true;
    }

    private JsonNode? Caught(Catcher catcher, StatesError error) => catcher.ResultPath is null
        ? _rawInput
        : catcher.ResultPath.Put(_rawInput, new JsonObject { ["Error"] = error.Name, ["Cause"] = error.Cause });

    private TimeSpan? Limit(string name, Scope scope) => state.Seconds(name, scope) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    private JsonObject Details() => new() { ["resourceType"] = _resource.Type, ["resource"] = _resource.Name };

    private JsonObject Details(JsonNode? output)
    {
        var details = Details();
        details["output"] = Json.Text(output);
        details["outputDetails"] = new JsonObject { ["truncated"] = false };
        return details;
    }
}
