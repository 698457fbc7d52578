using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using Pennant.Local.Endpoint;
using Pennant.Tests.Dynamo;
using Xunit;

namespace Pennant.Tests.LambdaHost;

public sealed class FunctionTests
{
    [Fact]
    public async Task A_function_answers_over_the_Runtime_API()
    {
        await using var rig = await new LambdaRig().With("one").StartAsync();

        var (payload, error) = await rig.InvokeAsync("arn:aws:lambda:us-east-1:000000000000:function:one:$LATEST", """{"do":"echo","text":"Grüße"}""");

        Assert.Null(error);
        Assert.Equal("Grüße", (string?)payload!["text"]);
    }

    [Fact]
    public async Task A_function_sees_the_template_s_variables_the_reserved_ones_and_nothing_of_the_parent()
    {
        Environment.SetEnvironmentVariable("A_SECRET_OF_THE_PARENT", "leaked");
        await using var rig = await new LambdaRig().With("one", """{"Handler":"Dispatch","MemorySize":256}""", """{"TABLE_NAME":"messages"}""").StartAsync();

        var (variables, _) = await rig.InvokeAsync("one", """{"do":"environment"}""");

        Assert.Equal(("Dispatch", "messages", "one", "256"), (Value("_HANDLER"), Value("TABLE_NAME"), Value("AWS_LAMBDA_FUNCTION_NAME"), Value("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")));
        Assert.Equal(("us-east-1", "http://127.0.0.1:1", ":UTC"), (Value("AWS_REGION"), Value("AWS_ENDPOINT_URL"), Value("TZ")));
        Assert.All(["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "LAMBDA_TASK_ROOT", "AWS_LAMBDA_LOG_STREAM_NAME"], name => Assert.NotNull(Value(name)));
        Assert.Null(Value("A_SECRET_OF_THE_PARENT"));

        string? Value(string name) => (string?)variables![name];
    }

    [Theory]
    [InlineData("{}", "/aws/lambda/one")]
    [InlineData("""{"LoggingConfig":{"LogGroup":"/somewhere/else"}}""", "/somewhere/else")]
    public async Task A_function_logs_where_the_template_says(string properties, string group)
    {
        await using var rig = await new LambdaRig().With("one", properties).StartAsync();

        var (variables, _) = await rig.InvokeAsync("one", """{"do":"environment"}""");

        Assert.Equal(group, (string?)variables!["AWS_LAMBDA_LOG_GROUP_NAME"]);
    }

    [Theory]
    [InlineData("one")]
    [InlineData("one:$LATEST")]
    [InlineData("000000000000:function:one")]
    [InlineData("arn:aws:lambda:us-east-1:000000000000:function:one")]
    public async Task A_function_has_as_many_names_as_on_AWS(string name)
    {
        await using var rig = await new LambdaRig().With("one").StartAsync();

        Assert.Null((await rig.InvokeAsync(name, """{"do":"echo"}""")).Error);
    }

    [Fact]
    public async Task One_process_serves_one_event_after_the_other()
    {
        await using var rig = await new LambdaRig().With("one").StartAsync();

        var first = await rig.InvokeAsync("one", """{"do":"pid"}""");
        var second = await rig.InvokeAsync("one", """{"do":"pid"}""");

        Assert.Equal((int)first.Payload!, (int)second.Payload!);
    }

    [Fact]
    public async Task Under_load_there_are_several_processes_up_to_the_function_s_limit()
    {
        await using var rig = await new LambdaRig().With("one", """{"ReservedConcurrentExecutions":3,"Timeout":600}""").StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => rig.InvokeAsync("one", """{"do":"meet","processes":3,"milliseconds":400}""")));

        Assert.Equal(3, rig.Host.Pool("one").Count);
        Assert.Equal(3, answers.Select(answer => (int)answer.Payload!).Distinct().Count());
    }

    [Fact]
    public async Task A_process_that_has_had_nothing_to_do_for_minutes_is_ended_but_one_stays_warm()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        await using var rig = await new LambdaRig(time).With("one", """{"Timeout":60}""").StartAsync();
        var pool = rig.Host.Pool("one");
        var work = Task.WhenAll(Enumerable.Range(0, 2).Select(_ => rig.InvokeAsync("one", """{"do":"wait","milliseconds":1000}""")));
        time.Advance(TimeSpan.FromMilliseconds(100));
        await work;
        Assert.Equal(2, pool.Count);

        time.Advance(TimeSpan.FromMinutes(6));

        await Condition.HoldsAsync(() => pool.Count == 1, "one process is left");
        Assert.Null((await rig.InvokeAsync("one", """{"do":"echo"}""")).Error);
    }

    [Fact]
    public async Task An_error_of_the_function_is_told_and_the_process_goes_on()
    {
        await using var rig = await new LambdaRig().With("one").StartAsync();

        var (payload, error) = await rig.InvokeAsync("one", """{"do":"throw"}""");
        var after = await rig.InvokeAsync("one", """{"do":"echo"}""");

        Assert.Equal(("Unhandled", "as asked"), (error, (string?)payload!["errorMessage"]));
        Assert.Null(after.Error);
    }

    [Fact]
    public async Task A_function_that_takes_too_long_is_ended_and_the_next_event_gets_a_new_process()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        await using var rig = await new LambdaRig(time).With("one", """{"Timeout":"1"}""").StartAsync();
        var before = await rig.InvokeAsync("one", """{"do":"pid"}""");

        var hanging = rig.InvokeAsync("one", """{"do":"hang"}""");
        await Condition.HoldsAsync(() =>
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            return hanging.IsCompleted;
        }, "the function was ended");
        var (payload, error) = await hanging;
        var after = await rig.InvokeAsync("one", """{"do":"pid"}""");

        Assert.Equal("Unhandled", error);
        Assert.EndsWith("Task timed out after 1.00 seconds", (string?)payload!["errorMessage"], StringComparison.Ordinal);
        Assert.NotEqual((int)before.Payload!, (int)after.Payload!);
        Assert.Throws<ArgumentException>(() => Process.GetProcessById((int)before.Payload!));
    }

    [Fact]
    public async Task A_process_that_dies_fails_its_event_only()
    {
        await using var rig = await new LambdaRig().With("one").StartAsync();

        var (payload, error) = await rig.InvokeAsync("one", """{"do":"exit"}""");
        var after = await rig.InvokeAsync("one", """{"do":"echo"}""");

        Assert.Equal(("Unhandled", "Runtime.ExitError"), (error, (string?)payload!["errorType"]));
        Assert.EndsWith("exit status 3", (string?)payload["errorMessage"], StringComparison.Ordinal);
        Assert.Null(after.Error);
    }

    [Fact]
    public async Task A_function_that_cannot_start_says_why()
    {
        await using var rig = await new LambdaRig().With("one", variables: """{"FAILS_TO_START":"1"}""").StartAsync();

        var (payload, error) = await rig.InvokeAsync("one", "{}");

        Assert.Equal(("Unhandled", "cannot start"), (error, (string?)payload!["errorMessage"]));
    }

    [Fact]
    public async Task Too_large_an_event_is_refused_and_too_large_an_answer_is_an_error()
    {
        await using var rig = await new LambdaRig().With("one", """{"Timeout":30}""").StartAsync();

        var refusal = await Assert.ThrowsAsync<AwsException>(() => rig.Host.InvokeAsync("one", new byte[7_000_000], CancellationToken.None));
        var (payload, error) = await rig.InvokeAsync("one", """{"do":"large","bytes":7000000}""");

        Assert.Equal(("RequestTooLargeException", 413), (refusal.Code, refusal.Status));
        Assert.Equal(("Unhandled", "Function.ResponseSizeTooLarge"), (error, (string?)payload!["errorType"]));
    }

    [Fact]
    public async Task A_function_that_is_not_there_is_named()
    {
        await using var rig = await new LambdaRig().StartAsync();

        var refusal = await Assert.ThrowsAsync<AwsException>(() => rig.Host.InvokeAsync("nobody", default, CancellationToken.None));

        Assert.Equal("ResourceNotFoundException", refusal.Code);
    }

    [Fact]
    public async Task What_a_function_writes_is_in_its_log_and_no_process_outlives_the_host()
    {
        await using var rig = await new LambdaRig().With("one").StartAsync();
        var pid = (int)(await rig.InvokeAsync("one", """{"do":"pid"}""")).Payload!;
        await Condition.HoldsAsync(() => rig.LogOf("one").Contains($"started {pid}", StringComparison.Ordinal), "the line is in the log");

        await rig.StopAsync();

        Assert.Throws<ArgumentException>(() => Process.GetProcessById(pid));
    }
}
