using System.Globalization;
using System.Net.Mail;
using System.Text.RegularExpressions;

namespace Pennant.Cdk.Settings;

/// <summary>What is asked for with <c>-c name=value</c>, checked before anything is made.</summary>
internal sealed partial record CloudSettings
{
    private const string TagRule = "must be 1 to 256 letters, digits, spaces or signs (_ . : / = + - @).";

    private static readonly string[] Names =
    [
        "alarms", "api-keys", "approval", "arch", "budget", "connection", "cost-center", "domain", "env", "functions", "github", "health-check", "origin", "owner", "pages", "preview", "printer", "shared.cost-center", "shared.owner", "zone-id",
    ];

    /// <summary><c>env</c>: dev (the default) or prod.</summary>
    public required string Environment { get; init; }

    /// <summary><c>owner</c>: who is asked about the bill; a tag.</summary>
    public required string Owner { get; init; }

    /// <summary><c>cost-center</c>: a tag.</summary>
    public required string CostCenter { get; init; }

    /// <summary><c>shared.owner</c>: the tag of what belongs to no environment. Not <see cref="Owner"/>, or it would be that of whichever was deployed last.</summary>
    public required string SharedOwner { get; init; }

    /// <summary><c>shared.cost-center</c>: likewise.</summary>
    public required string SharedCostCenter { get; init; }

    /// <summary><c>origin</c>: where the pages are, for CORS. Default: <c>https://www.{domain}</c>; without a domain any in dev, and none in prod, where the pages then call their own origin.</summary>
    public string? Origin { get; init; }

    /// <summary><c>printer</c>: for messages that name none. Default kitchen.</summary>
    public required string DefaultPrinter { get; init; }

    /// <summary><c>functions</c> and <c>preview</c>: folders of ready-built functions; without them they are built here, as Native AOT.</summary>
    public CodeFolders? Code { get; init; }

    /// <summary><c>pages</c>: a folder of ready-built pages; without it they are built here, unless Amplify builds them from the repository.</summary>
    public string? Pages { get; init; }

    /// <summary><c>arch</c>: what the functions run on, x86_64 (the default) or arm64.</summary>
    public bool IsArm { get; init; }

    /// <summary><c>domain</c>: the pages are at <c>www.{domain}</c>, the API at <c>api.{domain}</c>.</summary>
    public string? Domain { get; init; }

    /// <summary><c>zone-id</c>: the domain's hosted zone, where there is one already; without it one is made.</summary>
    public string? ZoneId { get; init; }

    /// <summary><c>health-check</c>: whether Route 53 asks the API for its health.</summary>
    public bool HasHealthCheck { get; init; }

    /// <summary><c>github</c>: owner/repository that the pages, or the pipeline, are built from.</summary>
    public string? Repository { get; init; }

    /// <summary>What Amplify builds the pages from. With a pipeline it builds none: what was tested is put there, to dev and then to prod, and a push by itself changes neither.</summary>
    public string? PagesRepository => Connection is null ? Repository : null;

    /// <summary><c>connection</c>: the ARN of a connection to GitHub; with it there is a pipeline.</summary>
    public string? Connection { get; init; }

    /// <summary><c>approval</c>: whether a person lets the pipeline go on to prod. Default yes.</summary>
    public bool ApprovesProduction { get; init; } = true;

    /// <summary>What the pipeline deploys with; null without one.</summary>
    public PipelineSettings? Pipeline { get; init; }

    /// <summary><c>alarms</c>: the mail address that is told; without one there are no alarms.</summary>
    public string? Alarms { get; init; }

    /// <summary><c>budget</c>: US dollars a month that the account should stay under. Default 10.</summary>
    public int MonthlyBudget { get; init; } = 10;

    /// <summary><c>api-keys</c>: whether callers of the API need one.</summary>
    public bool HasApiKeys { get; init; }

    public bool IsProduction => Environment == "prod";

    /// <summary><c>api.{domain}</c>, where the API is when there is a domain.</summary>
    public string? ApiHost => Domain is null ? null : $"api.{Domain}";

    /// <param name="context">Gives null for a name that was not set.</param>
    /// <param name="given">Every name in the context.</param>
    /// <param name="folder">Where relative folders start.</param>
    /// <returns>Settings, or every problem, one sentence each.</returns>
    public static (CloudSettings? Settings, IReadOnlyList<string> Problems) From(Func<string, string?> context, IReadOnlyCollection<string> given, string folder)
    {
        var read = new ContextReader(PipelineSettings.Of(context("env") ?? "dev", context));
        var settings = Read(read, folder);
        read.RefuseUnknown(given.Select(PipelineSettings.Bare), Names);
        if (read.Problems.Count > 0) return (null, read.Problems);
        if (settings.Connection is null) return (settings, []);
        var pipeline = PipelineSettings.From(context, given);
        var later = PipelineSettings.Environments.SelectMany(env => Problems(pipeline, env, folder)).ToArray();
        return later.Length > 0 ? (null, later) : (settings with { Pipeline = pipeline }, []);
    }

    /// <summary>Better said now than by the pipeline, an hour after a push.</summary>
    private static IEnumerable<string> Problems(PipelineSettings pipeline, string env, string folder)
    {
        var read = new ContextReader(name => pipeline.Read(env, name));
        Read(read, folder);
        return read.Problems.Select(problem => $"The pipeline could not deploy {env}. {problem}");
    }

    private static CloudSettings Read(ContextReader read, string folder)
    {
        var env = read.Text("env", "dev", value => value is "dev" or "prod", "must be dev or prod.");
        var domain = read.Optional("domain", IsDomain, "must be a domain in small letters, like pennant.example.");
        var settings = new CloudSettings
        {
            Environment = env,
            Owner = read.Text("owner", "pennant", IsTag, TagRule),
            CostCenter = read.Text("cost-center", "pennant", IsTag, TagRule),
            SharedOwner = read.Text("shared.owner", "pennant", IsTag, TagRule),
            SharedCostCenter = read.Text("shared.cost-center", "pennant", IsTag, TagRule),
            Origin = read.Optional("origin", value => value == "*" ? env != "prod" : IsOrigin(value), "must be where the pages are, like https://pennant.example (a * will do in dev only).")
                ?? (domain is not null ? $"https://www.{domain}" : env == "prod" ? null : "*"),
            DefaultPrinter = read.Text("printer", "kitchen", Contract.Names.IsPrinter, "must be a printer's name: 1 to 64 letters, digits, _ or -."),
            Domain = domain,
            ZoneId = read.Optional("zone-id", value => ZonePattern().IsMatch(value), "must be the id of a Route 53 hosted zone, like Z0123456789ABCDEFGHIJ."),
            HasHealthCheck = read.Choice("health-check", "yes", "no", false),
            Repository = read.Optional("github", value => RepositoryPattern().IsMatch(value), "must be owner/repository on GitHub."),
            Connection = read.Optional("connection", value => ConnectionPattern().IsMatch(value), "must be the ARN of a connection, like arn:aws:codeconnections:eu-west-1:…:connection/…."),
            ApprovesProduction = read.Choice("approval", "yes", "no", true),
            Alarms = read.Optional("alarms", IsMail, "must be one mail address."),
            MonthlyBudget = Dollars(read.Text("budget", "10", value => Dollars(value) is >= 1 and <= 10_000, "must be whole US dollars a month, 1 to 10000.")),
            HasApiKeys = read.Choice("api-keys", "yes", "no", false),
            IsArm = read.Choice("arch", "arm64", "x86_64", false),
            Code = CodeFolders.From(read, folder),
            Pages = PagesFolder(read, folder),
        };
        read.Needs("zone-id", "domain");
        read.Needs("health-check", "domain");
        read.Needs("connection", "github");
        return settings;
    }

    private static string? PagesFolder(ContextReader read, string folder) =>
        read.Optional("pages", value => File.Exists(Path.Combine(folder, value, "index.html")), "must be a folder with built pages, an index.html among them.") is { } value ? Path.GetFullPath(value, folder) : null;

    private static bool IsTag(string value) => TagPattern().IsMatch(value);

    private static bool IsOrigin(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && value == uri.GetLeftPart(UriPartial.Authority);

    private static bool IsDomain(string value) => value.Length <= 200 && DomainPattern().IsMatch(value);

    private static bool IsMail(string value) => MailAddress.TryCreate(value, out var mail) && mail.Address == value && DomainPattern().IsMatch(mail.Host);

    private static int Dollars(string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var dollars) ? dollars : 0;

    [GeneratedRegex(@"\A[\w\s.:/=+\-@]{1,256}\z")]
    private static partial Regex TagPattern();

    [GeneratedRegex(@"\A([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}\z")]
    private static partial Regex DomainPattern();

    [GeneratedRegex(@"\AZ[A-Z0-9]{1,31}\z")]
    private static partial Regex ZonePattern();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}\z")]
    private static partial Regex RepositoryPattern();

    [GeneratedRegex(@"\Aarn:aws[a-z-]*:(codeconnections|codestar-connections):[a-z0-9-]+:\d{12}:connection/[A-Za-z0-9-]+\z")]
    private static partial Regex ConnectionPattern();
}
