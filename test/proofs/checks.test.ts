import { readFileSync } from "node:fs";
import { AttributeType, Table } from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement, type Role } from "aws-cdk-lib/aws-iam";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { ACKNOWLEDGEMENTS } from "../../infra/stack/checks/acknowledgements";
import { isCheckFailure } from "../../infra/stack/checks/add-checks";
import { type CheckReport, checkStack, VARIANTS } from "../infra/stack/checks/checked-stack";

const names = Object.keys(VARIANTS);
const reports: Record<string, CheckReport> = {};
beforeAll(() => {
  for (const name of names) reports[name] = checkStack(VARIANTS[name]);
});

const declared = ACKNOWLEDGEMENTS.flatMap(({ rule, resources, reason }) =>
  resources.map((resource) => ({ rule, resource, reason })),
);

test.each(names)("with %s, the packs only find what is acknowledged", (name) => {
  expect(reports[name]?.open).toEqual([]);
});

test("every acknowledged finding is in the report, with its reason", () => {
  const found = Object.values(reports).flatMap(({ acknowledged }) => acknowledged);
  expect(declared.filter((one) => !found.some((finding) => isSame(one, finding)))).toEqual([]);
});

test("no finding is acknowledged twice", () => {
  const keys = declared.map(({ rule, resource }) => `${rule} at ${resource}`);
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

test("a finding at a resource that is not named fails the synth", () => {
  const withAnotherTable = () =>
    checkStack({}, (stack) => {
      const partitionKey = { name: "id", type: AttributeType.STRING };
      new Table(stack, "Another", {
        partitionKey,
        pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      });
    });
  expect(withAnotherTable).toThrow(/not in an AWS Backup plan[\s\S]*AppointmentReminders-dev\/Another\/Resource/);
});

test("another wildcard in a policy whose wildcards are acknowledged fails the synth", () => {
  const withAnotherWildcard = () =>
    checkStack({}, (stack) => {
      const role = stack.node.findChild("Default").node.findChild("Producer").node.findChild("Role") as Role;
      role.addToPolicy(
        new PolicyStatement({ actions: ["sqs:*"], resources: [stack.formatArn({ service: "sqs", resource: "a" })] }),
      );
    });
  expect(withAnotherWildcard).toThrow("AwsSolutions-IAM5[Action::sqs:*]");
});

test("the packs and the Guard rules fail a synth, with the change to make and the resource", () => {
  const withOpenQueue = () => checkStack({}, (stack) => new Queue(stack, "Open"), true);
  expect(withOpenQueue).toThrow(
    /The SQS queue does not require requests to use SSL[\s\S]*AppointmentReminders-dev\/Open/,
  );
  expect(withOpenQueue).toThrow(
    /A queue must be encrypted with the customer key\. \(CloudFormation Validate\)\n +AppointmentReminders-dev\/Open/,
  );
});

test("a failed check is distinguished from other errors", () => {
  const errors: unknown[] = [new Error("ValidationFailed")];
  try {
    checkStack({}, (stack) => new Queue(stack, "Open"));
  } catch (error) {
    errors.push(error);
  }
  expect(errors.map(isCheckFailure)).toEqual([false, true]);
});

test("the table of acknowledged findings in the docs is the declaration", () => {
  const table = [
    "| Rule | Found at | Reason |",
    "|---|---|---|",
    ...ACKNOWLEDGEMENTS.map(
      ({ rule, resources, reason }) =>
        `| \`${rule}\` | ${resources.map((one) => `\`${one}\``).join(", ")} | ${reason} |`,
    ),
  ];
  const [, section = ""] = readFileSync("docs/security.md", "utf8").split("\n## Acknowledged findings\n");
  const rows = section
    .split(/\n#+ /)[0]
    ?.split("\n")
    .filter((line) => line.startsWith("|"));
  expect(rows).toEqual(table);
});

function isSame(one: { rule: string; resource: string; reason?: string }, other: typeof one): boolean {
  return one.rule === other.rule && one.resource === other.resource && one.reason === other.reason;
}
