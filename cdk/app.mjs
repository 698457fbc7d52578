// What cdk.json starts: the C# app, or one sentence about what it lacks.
import { spawnSync } from "node:child_process";

const sdk = "the .NET 10 SDK: https://dotnet.microsoft.com/download";
const found = spawnSync("dotnet", ["--version"], { encoding: "utf8" });
if (found.error) fail(`dotnet is missing. Install ${sdk}`);
if (found.status !== 0) fail(`None of the .NET SDKs on this machine will do (global.json says which). Install ${sdk}`);

const app = spawnSync("dotnet", ["run", "--project", "Cdk.csproj"], { stdio: "inherit" });
process.exitCode = app.status ?? 1;

function fail(sentence) {
  console.error(sentence);
  process.exit(2);
}
