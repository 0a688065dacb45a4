/** The stack with the checks of every synth, for tests of their findings. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { App } from "aws-cdk-lib";
import { addChecks } from "../../../../infra/stack/checks/add-checks";
import type { ReminderStack } from "../../../../infra/stack/reminder-stack";
import type { Settings } from "../../../../infra/stack/settings/settings";
import { buildStack, type StackProps } from "../build-stack";

const EVERYTHING: Partial<Settings> = {
  environment: "prod",
  senderAccounts: ["123456789012", "arn:aws:iam::210987654321:role/booking"],
  smsAccountSettings: "managed",
  smsMonthlySpendLimit: 100,
  smsResources: ["phone-number/phone-1", "opt-out-list/Default"],
  alarmEmail: "oncall@clinic.org",
  smsCarrier: "end-user-messaging",
};

/** What the rules of a platform may ask for. */
const PLATFORM: Partial<Settings> = {
  deletionProtection: true,
  permissionsBoundary: "platform/workload-boundary",
  subnetIds: ["subnet-0a1b2c3d", "subnet-0123456789abcdef0"],
  securityGroupIds: ["sg-0a1b2c3d"],
  alarmTopicArns: ["arn:aws:sns:us-east-1:210987654321:on-call"],
  tags: { CostCentre: "42", "acme:owner": "reminders" },
  reserveConcurrency: true,
  producerRuns: 16,
  logRetentionDays: 365,
  tracing: true,
};

/** Of the variant whose account is known. */
export const ENV = { account: "123456789012", region: "eu-west-2" } as const;

/** Settings that together deploy everything that the stack can have, and omit everything optional. */
export const VARIANTS: Readonly<Record<string, StackProps>> = {
  "the defaults": {},
  "everything switched on": EVERYTHING,
  "a platform with rules": { ...EVERYTHING, ...PLATFORM },
  // Then the template has them instead of references.
  "a known account and region, and a prefix": {
    ...EVERYTHING,
    smsCarrier: "sns",
    senderAccounts: ["210987654321"],
    env: ENV,
    namePrefix: "acme",
  },
  "everything left out": { emailIdentity: "existing", retainData: false, lambdaInsights: false },
};

/** A finding with its location, and the reason if it is acknowledged. */
export interface Finding {
  readonly rule: string;
  /** The construct's path within the stack. */
  readonly resource: string;
  readonly reason?: string;
}

export interface CheckReport {
  readonly open: Finding[];
  readonly acknowledged: Finding[];
}

interface ReportedViolation {
  readonly ruleName: string;
  readonly reason?: string;
  readonly violatingConstructs: readonly { readonly constructPath: string }[];
}

/**
 * Builds and checks the stack, without bundles.
 * @param change changes the stack before it is checked
 * @param validates whether CDK's validation and the Guard rules check it too, which takes seconds
 * @throws with the report if a finding is not acknowledged, as a synth does
 */
export function checkStack(
  given: StackProps = {},
  change: (stack: ReminderStack) => void = () => {},
  validates = false,
): CheckReport {
  const stack = buildStack(given, validates);
  const app = stack.node.root as App;
  change(stack);
  addChecks(stack);
  app.synth();
  const { pluginReports } = JSON.parse(readFileSync(join(app.outdir, "validation-report.json"), "utf8"));
  const packs = pluginReports.filter(
    ({ pluginName }: { pluginName: string }) => pluginName !== "Construct Annotations",
  );
  const findings = (key: string) =>
    packs.flatMap((report: Record<string, ReportedViolation[] | undefined>) => (report[key] ?? []).flatMap(findingsOf));
  return { open: findings("violations"), acknowledged: findings("suppressedViolations") };
}

function findingsOf({ ruleName, reason, violatingConstructs }: ReportedViolation): Finding[] {
  return violatingConstructs.map(({ constructPath }) => {
    const resource = constructPath.replace(/^[^/]+\/(?:Default\/)?/, "").replace(/\/Resource$/, "");
    return { rule: ruleName, resource, reason };
  });
}
