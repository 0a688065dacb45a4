import { readRoles } from "../../../../infra/local/access/roles";
import { readResources } from "../../../../infra/local/template/resources";
import { sampleRole, writeSampleAssembly } from "../../../support/data/sample-assembly";

type Change = NonNullable<Parameters<typeof writeSampleAssembly>[1]>;

const read = (change: Change) => readResources(writeSampleAssembly({}, change), "http://127.0.0.1:4566");
const arnOf = (id: string) => ({ "Fn::GetAtt": [id, "Arn"] });
const document = (...Statement: object[]) => ({ Version: "2012-10-17", Statement });
const policy = (Type: string, Properties: Record<string, unknown>) => ({ Type, Properties });
const allowed = (change: Change, role: string) =>
  readRoles(read(change))
    .get(`arn:aws:iam::000000000000:role/${role}`)
    ?.statements.flatMap(({ entries }) => entries.map(({ action, resource }) => `${action} on ${resource}`));

const OWN = { Effect: "Allow", Action: "sqs:SendMessage", Resource: arnOf("Work") };
const MORE = { Effect: "Allow", Action: "dynamodb:Query", Resource: { "Fn::Sub": "$" + "{Things.Arn}/index/ByKind" } };
const ON_WORK = "sqs:SendMessage on arn:aws:sqs:us-east-1:000000000000:work-dev";
const ON_INDEX = "dynamodb:Query on arn:aws:dynamodb:us-east-1:000000000000:table/things-dev/index/ByKind";

test.each<[string, Record<string, unknown>]>([
  ["AWS::IAM::Policy", { Roles: [{ Ref: "Extra" }], PolicyDocument: document(MORE) }],
  ["AWS::IAM::ManagedPolicy", { Roles: [{ Ref: "Extra" }], PolicyDocument: document(MORE) }],
  ["AWS::IAM::RolePolicy", { RoleName: { Ref: "Extra" }, PolicyDocument: document(MORE) }],
])("a role has its own policies, and each %s that names it", (type, properties) => {
  expect(allowed({ Extra: sampleRole([OWN]), More: policy(type, properties) }, "Extra")).toEqual([ON_WORK, ON_INDEX]);
});

test("a role has the managed policies of the template that it names", () => {
  const extra = sampleRole([OWN]);
  const role = { ...extra, Properties: { ...extra.Properties, ManagedPolicyArns: [{ Ref: "More" }] } };
  const more = policy("AWS::IAM::ManagedPolicy", { PolicyDocument: document(MORE) });
  expect(allowed({ Extra: role, More: more }, "Extra")).toEqual([ON_WORK, ON_INDEX]);
});

test("a permissions boundary allows nothing, and what it forbids is not known here: the role is usable", () => {
  const extra = sampleRole([OWN]);
  const PermissionsBoundary = "arn:aws:iam::000000000000:policy/boundary";
  const role = { ...extra, Properties: { ...extra.Properties, PermissionsBoundary } };
  expect(allowed({ Extra: role }, "Extra")).toEqual([ON_WORK]);
  expect(readRoles(read({ Extra: role })).get("arn:aws:iam::000000000000:role/Extra")?.unknownPolicies).toEqual([]);
});

test("a role does not have the policies of another role", () => {
  const more = policy("AWS::IAM::Policy", { Roles: [{ Ref: "Role" }], PolicyDocument: document(MORE) });
  expect(allowed({ Extra: sampleRole([OWN]), More: more }, "Extra")).toEqual([ON_WORK]);
});

test("a role with a given name has that name", () => {
  const { Type, Properties } = sampleRole([OWN]);
  expect(allowed({ Extra: { Type, Properties: { ...Properties, RoleName: "named-dev" } } }, "named-dev")).toEqual([
    ON_WORK,
  ]);
});

test("functions and the schedule name their roles", () => {
  const { functions, schedules } = read({});
  const role = (name: string) => `arn:aws:iam::000000000000:role/${name}`;
  expect(functions.map(({ roleArn }) => roleArn)).toEqual([role("ConsumerRole"), role("ProducerRole")]);
  expect(schedules.map(({ roleArn }) => roleArn)).toEqual([role("Role")]);
});

test.each([
  ["a condition operator", { ...OWN, Condition: { DateLessThan: { "aws:CurrentTime": "2030" } } }],
  ["a condition key", { ...OWN, Condition: { StringEquals: { "aws:SourceIp": "10.0.0.1" } } }],
  ["a value", { ...OWN, Resource: { "Fn::ImportValue": "x" } }],
])("%s that cannot be read is an error with the logical id", (_, statement) => {
  const more = policy("AWS::IAM::Policy", { Roles: [{ Ref: "Role" }], PolicyDocument: document(statement) });
  expect(() => readRoles(read({ More: more }))).toThrow(/^More of the template: /);
  expect(() => readRoles(read({ ConsumerRole: sampleRole([statement]) }))).toThrow(/^ConsumerRole of the template: /);
});

test("an unreadable condition is no error in a role that nothing in the local run has", () => {
  const statement = { ...OWN, Condition: { DateLessThan: { "aws:CurrentTime": "2030" } } };
  expect(allowed({ Extra: sampleRole([statement]) }, "Extra")).toEqual([ON_WORK]);
});
