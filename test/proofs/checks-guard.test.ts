import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudFormationValidatePlugin } from "aws-cdk-lib";
import { guardRules } from "../../infra/stack/checks/guard-rules";
import { ENV, VARIANTS } from "../infra/stack/checks/checked-stack";
import { BREAKAGES } from "../infra/stack/checks/guard-breakages";
import { type Properties, type Resource, SynthesizedStack } from "../infra/stack/synthesized-stack";

// CDK's own rules run at each synth.
const onlyOurs = { includeDefaultRules: false };
const anywhere = new CloudFormationValidatePlugin({ ...onlyOurs, guardRules: guardRules() });
const inAccount = new CloudFormationValidatePlugin({ ...onlyOurs, guardRules: guardRules(ENV.account) });
const directory = mkdtempSync(join(tmpdir(), "guard-test-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const templates = Object.entries(VARIANTS).map(
  ([name, given]) => [name, new SynthesizedStack(given).template, given.env ? inAccount : anywhere] as const,
);
const templateOf = (variant: string) => templates.find(([name]) => name === variant)?.[1] as Properties;
const whole = templateOf("a platform with rules");

/** The findings of the Guard rules, as `rule at logical id`. */
function findings(template: Properties, plugin = anywhere): string[] {
  const templatePath = join(directory, "template.json");
  writeFileSync(templatePath, JSON.stringify(template));
  const stack = { stackConstructPath: "Stack", templatePath, accountId: undefined, region: undefined };
  const context = { templatePaths: [templatePath], stackTemplates: [stack] };
  const { violations } = plugin.validate(context as unknown as Parameters<typeof plugin.validate>[0]);
  const ours = violations.filter(({ ruleMetadata }) => ruleMetadata?.category?.startsWith("guard:"));
  const found = ours.flatMap(({ ruleName, severity, violatingResources }) =>
    violatingResources.map(({ resourceLogicalId }) => `${severity}: ${ruleName} at ${resourceLogicalId}`),
  );
  return [...new Set(found)];
}

/** Types that no template of the project has. */
const FOREIGN = ["AWS::Lambda::Url", "AWS::IAM::User", "AWS::EC2::Instance"];

/** A plugin makes its engine, which takes seconds, again for a template with a type that it has not met. */
beforeAll(() => {
  const types = new Set(FOREIGN);
  for (const [, { Resources }] of templates) for (const { Type } of Object.values<Resource>(Resources)) types.add(Type);
  const all = [...types].map((Type, at) => [`Resource${at}`, { Type, Properties: {} }]);
  for (const plugin of [anywhere, inAccount]) findings({ Resources: Object.fromEntries(all) }, plugin);
});

/** A correct template with the first two resources of every type, which is fast to validate. */
function twoOfEach(): Record<string, Resource> {
  const all = Object.entries<Resource>(whole.Resources);
  const isEarly = (logicalId: string, { Type }: Resource) => {
    const alike = all.filter(([, other]) => other.Type === Type).map(([id]) => id);
    return alike.indexOf(logicalId) < 2;
  };
  return structuredClone(Object.fromEntries(all.filter(([logicalId, resource]) => isEarly(logicalId, resource))));
}

/** The logical ids of the resources of a type. */
function idsOf(resources: Record<string, Resource>, type: string): string[] {
  return Object.keys(resources).filter((logicalId) => resources[logicalId]?.Type === type);
}

function propertiesOf(resources: Record<string, Resource>, logicalId = ""): Properties {
  const resource = resources[logicalId];
  if (!resource) throw new Error("The template has no resource of this type");
  return resource.Properties;
}

test.each(templates)("with %s, the Guard rules find nothing", (_name, template, plugin) => {
  expect(findings(template, plugin)).toEqual([]);
});

test("where the account is known, the rules about it find another one", () => {
  const another = JSON.stringify(templateOf("a known account and region, and a prefix"));
  const known = findings(JSON.parse(another.replaceAll(ENV.account, "210987654321")), inAccount);
  const rules = known.map((finding) => /^error: (\w+) at/.exec(finding)?.[1]);
  expect([...new Set(rules)].sort()).toEqual([
    "only_this_account_administers_the_key",
    "roles_are_allowed_under_conditions",
  ]);
});

test("with a prefix, the rules of single tables hold for them", () => {
  const template = structuredClone(templateOf("a known account and region, and a prefix"));
  const acts = Object.values<Resource>(template.Resources).find(({ Properties }) =>
    String(Properties?.TableName).includes("operator-acts"),
  );
  expect(acts?.Properties.TableName).toBe("acme-operator-acts-prod");
  delete acts?.Properties.ResourcePolicy;
  expect(findings(template, inAccount)).toContainEqual(
    expect.stringContaining("acts_of_operators_are_never_rewritten"),
  );
});

test("the Guard rules find nothing with two resources of each type", () => {
  expect(findings({ Resources: twoOfEach() })).toEqual([]);
});

test.each(BREAKAGES)("$rule fails if $says, and no other rule does", ({ rule, type, change, foundAt }) => {
  const Resources = twoOfEach();
  change(propertiesOf(Resources, idsOf(Resources, type)[0]));
  expect(findings({ Resources })).toEqual([`error: ${rule} at ${idsOf(Resources, foundAt)[0]}`]);
});

// Guard passes what it looks up in an empty list: such a rule must not rest when nothing is in order any more.
const lookUps = guardRules()
  .flatMap(({ content }) => content.split(/^rule /m))
  .filter((text) => text.includes(" IN %"))
  .map((text) => /^\w+/.exec(text)?.[0]);
test.each(BREAKAGES.filter(({ rule }) => lookUps.includes(rule)))(
  "$rule fails if $says, everywhere",
  ({ rule, type, change }) => {
    const Resources = twoOfEach();
    for (const logicalId of idsOf(Resources, type)) change(propertiesOf(Resources, logicalId));
    expect(findings({ Resources })).toContainEqual(expect.stringContaining(`error: ${rule} at `));
  },
);

test("functions_log_to_a_group_of_the_stack fails without a log group", () => {
  const Resources = twoOfEach();
  for (const logicalId of idsOf(Resources, "AWS::Logs::LogGroup")) delete Resources[logicalId];
  expect(findings({ Resources })).toEqual(["error: functions_log_to_a_group_of_the_stack at undefined"]);
});

test("there_is_a_customer_key fails without one", () => {
  const Resources = twoOfEach();
  for (const logicalId of idsOf(Resources, "AWS::KMS::Key")) delete Resources[logicalId];
  expect(findings({ Resources })).toEqual(["error: there_is_a_customer_key at undefined"]);
});

test.each(FOREIGN)("only_known_types fails with an %s", (Type) => {
  const Resources = { ...twoOfEach(), Another: { Type, Properties: {} } };
  expect(findings({ Resources })).toEqual(["error: only_known_types at Another"]);
});

test("a test shows that every Guard rule can fail", () => {
  const rules = guardRules().flatMap(({ content }) =>
    [...content.matchAll(/^rule (\w+)(?:$| when)/gm)].map(([, rule]) => rule),
  );
  const failed = [...BREAKAGES.map(({ rule }) => rule), "there_is_a_customer_key", "only_known_types"];
  expect([...new Set(failed)].sort()).toEqual(rules.sort());
});
