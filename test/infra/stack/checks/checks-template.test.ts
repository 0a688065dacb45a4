/** What neither the packs, nor CDK's validation, nor the Guard rules check. */

import { type Properties, SynthesizedStack } from "../synthesized-stack";
import { VARIANTS } from "./checked-stack";

const stacks = Object.entries(VARIANTS).map(([name, given]) => [name, new SynthesizedStack(given)] as const);

/** Those whose account and region CDK does not know. */
const anywhere = stacks.filter(([name]) => !VARIANTS[name]?.env);

/** All objects in a value, including itself. */
function objectsIn(value: unknown): Properties[] {
  if (typeof value !== "object" || value === null) return [];
  return [value, ...Object.values(value).flatMap(objectsIn)];
}

/** All texts in a value, without property names. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** The logical ids that a template refers to with any function. */
function referencesOf({ Resources, Outputs }: Properties): string[] {
  const dependencies = Object.values<Properties>(Resources).flatMap(({ DependsOn = [] }) => DependsOn);
  const functions = objectsIn({ Resources, Outputs }).flatMap(
    ({ Ref: reference, "Fn::GetAtt": attribute, ...others }) => {
      const substituted = typeof others["Fn::Sub"] === "string" ? others["Fn::Sub"] : "";
      const inText = [...substituted.matchAll(/\$\{([\w:]+)[^}]*\}/g)].map(([, name = ""]) => name);
      return [reference, attribute?.[0], ...inText].filter((name) => typeof name === "string");
    },
  );
  return [...dependencies, ...functions].filter((name) => !name.startsWith("AWS::"));
}

test.each(stacks)("with %s, every reference names a resource of the template", (_name, { template }) => {
  const references = referencesOf(template);
  expect(references.length).toBeGreaterThan(100);
  expect(references.filter((name) => !(name in template.Resources))).toEqual([]);
});

test("references are found in every function that can have them", () => {
  const Resources = {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own placeholders
    Queue: { DependsOn: ["Key"], Properties: { Name: { "Fn::Sub": "a-${AWS::Region}-${Topic}-${Table.Arn}" } } },
    Policy: {
      Properties: { Queues: [{ Ref: "Queue" }], Arn: { "Fn::Join": ["", [{ "Fn::GetAtt": ["Role", "Arn"] }]] } },
    },
  };
  expect(referencesOf({ Resources, Outputs: { Out: { Value: { Ref: "Function" } } } }).sort()).toEqual([
    "Function",
    "Key",
    "Queue",
    "Role",
    "Table",
    "Topic",
  ]);
});

test.each(anywhere)("with %s, every Fn::FindInMap names a map and a key that exist", (name, { template }) => {
  const { Mappings, Resources } = template;
  const lookUps = objectsIn(Resources).flatMap(({ "Fn::FindInMap": lookUp }) => (lookUp ? [lookUp] : []));
  // The only map is that of the layers of Lambda Insights.
  expect(lookUps.length > 0).toBe(VARIANTS[name]?.lambdaInsights !== false);
  const broken = lookUps.filter(([map, , key]) => {
    const entries = Object.values<Properties>(Mappings[map] ?? {});
    return entries.length === 0 || entries.some((entry) => !(key in entry));
  });
  expect(broken).toEqual([]);
});

test.each(stacks)("with %s, tables define the attributes of their keys, and no others", (_name, stack) => {
  const tables = stack.ofType("AWS::DynamoDB::Table").map(({ Properties }) => Properties);
  const nameOf = ({ AttributeName }: Properties) => AttributeName as string;
  const defined = tables.map(({ AttributeDefinitions }) => AttributeDefinitions.map(nameOf).sort());
  const used = tables.map(({ KeySchema, GlobalSecondaryIndexes }) => {
    const keys = [KeySchema, ...(GlobalSecondaryIndexes ?? []).map((index: Properties) => index.KeySchema)].flat();
    return [...new Set(keys.map(nameOf))].sort();
  });
  expect(defined).toEqual(used);
});

test.each(anywhere)("with %s, the template has no fixed account, region or partition", (name, { template }) => {
  const { Mappings, ...rest } = template;
  const texts = textsIn(rest);
  const places = /arn:aws[\w-]*:|\b(?:af|ap|ca|cn|eu|il|me|mx|sa|us)(?:-gov)?-[a-z]+-\d\b/;
  const services = /^[a-z.-]+\.amazonaws\.com$/;
  expect(texts.filter((text) => places.test(text) && !isGiven(name, text))).toEqual([]);
  expect(texts.filter((text) => /amazonaws\.com/.test(text) && !services.test(text))).toEqual([]);
  expect(texts.filter((text) => /\b\d{12}\b/.test(text) && !isGiven(name, text))).toEqual([]);
});

/** Whether a text is one of the other accounts, or of their topics, that the settings name. */
function isGiven(variant: string, text: string): boolean {
  const { senderAccounts: senders = [], alarmTopicArns: topics = [] } = VARIANTS[variant] ?? {};
  return topics.includes(text) || senders.some((sender) => text === sender || text === `:iam::${sender}:root`);
}
