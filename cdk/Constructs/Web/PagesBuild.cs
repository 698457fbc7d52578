using Pennant.Cdk.Settings;

namespace Pennant.Cdk.Constructs.Web;

/// <summary>How the pages are built from the repository: by Amplify with this specification, or here with the same two commands.</summary>
internal static class PagesBuild
{
    /// <summary>The commands start where the repository does and leave the folder as it was.</summary>
    public const string Specification = """
        version: 1
        frontend:
          phases:
            preBuild:
              commands:
                - nvm install 22
                - npm ci --prefix frontend
            build:
              commands:
                - npm run build --prefix frontend
          artifacts:
            baseDirectory: frontend/out
            files:
              - '**/*'
          cache:
            paths:
              - frontend/node_modules/**/*
        """;

    public static SortedDictionary<string, string> Variables(CloudSettings settings) => new(StringComparer.Ordinal)
    {
        // Without a domain the pages call their own origin, which passes it on.
        ["NEXT_PUBLIC_API_BASE_URL"] = settings.ApiHost is { } host ? $"https://{host}" : "/api",
        ["NEXT_TELEMETRY_DISABLED"] = "1",
    };
}
