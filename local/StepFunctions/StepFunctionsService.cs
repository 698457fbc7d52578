using System.Text.Json.Nodes;
using Pennant.Local.Cloud;
using Pennant.Local.Endpoint;
using Pennant.Local.Endpoint.Access;
using Pennant.Local.Lambda;
using Pennant.Local.StepFunctions.Api;
using Pennant.Local.StepFunctions.Journal;
using Pennant.Local.StepFunctions.Language;
using Pennant.Local.StepFunctions.Runs;

namespace Pennant.Local.StepFunctions;

/// <summary>Step Functions (Standard) for the state machines of the template: the part of the States Language that they use, with its state on disk, so that a killed run goes on.</summary>
public sealed class StepFunctionsService : IAwsService, IAwsActions, IAsyncDisposable
{
    private readonly CloudTemplate _template;
    private readonly TimeProvider _time;
    private readonly Guard _guard;
    private readonly ExecutionJournal _journal;
    private readonly Executions _executions;
    private readonly TaskTokens _tokens;
    private StepFunctionsApi? _api;

    /// <param name="folder">Where the executions are kept; made when missing.</param>
    /// <param name="functions">For <c>lambda:invoke</c>.</param>
    /// <param name="actions">The services that tasks call, by <see cref="IAwsActions.Service"/>.</param>
    /// <param name="guard">Lets tasks do what their state machine's role may.</param>
    internal StepFunctionsService(CloudTemplate template, string folder, IFunctions functions, IEnumerable<IAwsActions> actions, Guard guard, TimeProvider time, ILoggerFactory logging)
        : this(template, folder, functions, actions, guard, time, logging, Random.Shared.NextDouble)
    {
    }

    /// <param name="jitter">Shares from 0 to 1 for back-offs.</param>
    internal StepFunctionsService(CloudTemplate template, string folder, IFunctions functions, IEnumerable<IAwsActions> actions, Guard guard, TimeProvider time, ILoggerFactory logging, Func<double> jitter)
    {
        (_template, _time, _guard) = (template, time, guard);
        _journal = new ExecutionJournal(folder);
        _tokens = new TaskTokens(_journal.Key("task-tokens"));
        _executions = new Executions(new RunParts(_journal, _tokens, new TaskCaller(functions, actions, guard), time, jitter, logging.CreateLogger("states")));
    }

    public IReadOnlyCollection<string> SigningNames { get; } = ["states"];

    public string Service => "states";

    /// <summary>Reads the definitions and goes on with the executions of an earlier process.</summary>
    /// <exception cref="FormatException">A definition uses what is not supported here; the message says what.</exception>
    public Task StartAsync()
    {
        var machines = _template.Of("AWS::StepFunctions::StateMachine").Select(Listing).ToList();
        _executions.Resume();
        _api = new StepFunctionsApi(machines, _journal, _executions, _tokens, _time);
        return Task.CompletedTask;
    }

    /// <summary>The names of the calls that are known, after the start.</summary>
    internal IEnumerable<string> Offered => _api?.Offered ?? [];

    /// <param name="action">E.g. <c>StartExecution</c>; input and output are those of the API, in camelCase.</param>
    public Task<JsonNode?> CallAsync(string action, JsonObject input, CancellationToken cancellation) =>
        (_api ?? throw new InvalidOperationException("not started")).CallAsync(action, input, cancellation);

    public async Task HandleAsync(HttpContext context) =>
        await AwsJson.WriteAsync(context, await CallAsync(AwsJson.Action(context.Request), await AwsJson.ReadObjectAsync(context.Request), context.RequestAborted));

    /// <summary>Leaves running executions as they are, for the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        await _executions.DisposeAsync();
        _journal.Dispose();
    }

    private MachineListing Listing(CloudResource resource)
    {
        var definition = Json.String(resource.Properties["DefinitionString"]) ?? Json.Text(resource.Properties["Definition"]);
        foreach (var (name, value) in resource.Properties["DefinitionSubstitutions"] as JsonObject ?? [])
            definition = definition.Replace($"${{{name}}}", Json.String(value) ?? Json.Text(value), StringComparison.Ordinal);
        try
        {
            StateMachine.Parse(definition);
        }
        catch (FormatException error)
        {
            throw new FormatException($"State machine {resource.LogicalId}: {error.Message}", error);
        }
        var role = Json.String(resource.Properties["RoleArn"]) ?? "";
        _guard.Authority.Assume(role, "states.amazonaws.com", resource.LogicalId, resource.Arn);
        return new MachineListing(resource.Arn[(resource.Arn.LastIndexOf(':') + 1)..], resource.Arn, role, definition, _journal.Define(definition), _time.GetUtcNow());
    }
}
