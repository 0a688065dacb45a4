import { readFileSync } from "node:fs";
import { VARIANTS } from "../checks/checked-stack";
import { permissionsOfRole } from "../constructs/permissions";
import { SynthesizedStack } from "../synthesized-stack";

const PLATFORM = VARIANTS["a platform with rules"] ?? {};
const MANAGED = { smsAccountSettings: "managed", smsMonthlySpendLimit: 5 } as const;
const rolesOf = (stack: SynthesizedStack) =>
  Object.entries(stack.resources).filter(([, { Type }]) => Type === "AWS::IAM::Role");
const boundariesOf = (stack: SynthesizedStack) => [
  ...new Set(
    rolesOf(stack).map(([, { Properties }]) => {
      const boundary = Properties.PermissionsBoundary;
      return boundary && stack.read(boundary);
    }),
  ),
];

test("without the setting no role has a permissions boundary", () => {
  expect(boundariesOf(new SynthesizedStack())).toEqual([undefined]);
});

test.each([
  [PLATFORM.permissionsBoundary, "arn:AWS::Partition:iam::AWS::AccountId:policy/platform/workload-boundary", PLATFORM],
  ["arn:aws:iam::123456789012:policy/boundary", "arn:aws:iam::123456789012:policy/boundary", MANAGED],
])(
  "with %s every role has this boundary, that of the custom resource and SNS's own too",
  (permissionsBoundary, arn, settings) => {
    const stack = new SynthesizedStack({ ...settings, permissionsBoundary });
    expect(boundariesOf(stack)).toEqual([arn]);
    expect(rolesOf(stack).map(([id]) => id)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^SmsAccountSettings/), expect.stringMatching(/^SmsCarrier/)]),
    );
  },
);

test("the policy in the docs allows what the roles are allowed with any settings, and nothing else", () => {
  const stacks = Object.values(VARIANTS).map((given) => new SynthesizedStack(given));
  const lines = stacks.flatMap((stack) => rolesOf(stack).flatMap(([id]) => permissionsOfRole(stack, id)));
  const needed = lines.flatMap((line) => /^Allow (\S+) /.exec(line)?.[1] ?? []);
  const [, policy = ""] =
    /### Permissions boundary\n[\s\S]*?```json\n([\s\S]*?)```/.exec(readFileSync("docs/platform.md", "utf8")) ?? [];
  const { Statement } = JSON.parse(policy) as { Statement: { Action: string[] }[] };
  expect(needed.length).toBeGreaterThan(50);
  expect(Statement.flatMap(({ Action }) => Action)).toEqual([...new Set(needed)].sort());
});
