// node check.mjs FOLDER...: what three tools by others find in the templates of each folder, as one line of JSON.
// What is found is judged by tests/Templates, where what is accepted stands with its reason.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { CelEngine, TemplateFile } from "@aws/cloudformation-validate";
import aslValidator from "asl-validator";
import { App, DefaultStackSynthesizer, Stack } from "aws-cdk-lib";
import { CfnInclude } from "aws-cdk-lib/cloudformation-include";
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";

const untagged = "I9040";
const ending = ".template.json";
const engine = new CelEngine();
const found = process.argv.slice(2).flatMap(folder => readdirSync(folder).filter(name => name.endsWith(ending)).sort().flatMap(name => look(folder, name)));
engine.free();
process.stdout.write(JSON.stringify(found));

function look(folder, name) {
  const file = join(folder, name);
  const stack = name.slice(0, -ending.length);
  const template = JSON.parse(readFileSync(file, "utf8"));
  const findings = [...validate(file), ...nag(file, template), ...stateMachines(template)];
  const names = paths(folder, stack);
  return findings.map(({ resource, ...finding }) => ({ stack, resource: names.get(resource) ?? resource ?? "", ...finding }));
}

/** The construct's path under its stack, from the CDK's manifest: reads better than a logical id. */
function paths(folder, stack) {
  const manifest = join(folder, "manifest.json");
  const metadata = existsSync(manifest) ? JSON.parse(readFileSync(manifest, "utf8")).artifacts[stack]?.metadata ?? {} : {};
  return new Map(Object.entries(metadata).flatMap(([path, entries]) => entries.filter(entry => entry.type === "aws:cdk:logicalId").map(entry => [entry.data, path.slice(stack.length + 2)])));
}

function validate(file) {
  const report = engine.validateStandard(new TemplateFile(file), { severityLevel: "INFO" });
  const incomplete = report.status === "OK" ? [] : [{ rule: `cloudformation-validate ${report.status}`, severity: "error", message: JSON.stringify(report.metadata) }];
  return [...incomplete, ...report.diagnostics.filter(one => one.severity !== "INFO" || one.ruleId === untagged).map(one => ({
    rule: `cloudformation-validate ${one.ruleId}`, severity: one.severity, message: `${one.propertyPath ?? ""} ${one.message}`, resource: one.entity?.logicalId,
  }))];
}

function nag(file, template) {
  const app = new App({ analyticsReporting: false });
  // The templates bring a rule and a parameter of this name of their own.
  const stack = new Stack(app, "S", { synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }) });
  const included = new CfnInclude(stack, "I", { templateFile: file });
  const ids = new Map(Object.keys(template.Resources ?? {}).map(id => [included.getResource(id).node.path, id]));
  return [new AwsSolutionsChecks(), new ServerlessChecks()].flatMap(pack => pack.validateScope(app).violations).flatMap(violation => violation.violatingResources.map(one => ({
    rule: violation.ruleName, severity: violation.severity, message: violation.description, resource: ids.get(one.constructPath),
  })));
}

function stateMachines(template) {
  return Object.entries(template.Resources ?? {}).filter(([, one]) => one.Type === "AWS::StepFunctions::StateMachine").flatMap(([resource, one]) => {
    const { isValid, errorsText } = aslValidator(JSON.parse(one.Properties.DefinitionString));
    return isValid ? [] : [{ rule: "asl-validator", severity: "error", message: errorsText("\n"), resource }];
  });
}
