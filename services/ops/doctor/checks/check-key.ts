import type { KeyState } from "../../aws/inspection/inspect-key";
import { type Check, check, DEPLOY, type Finding, fail, ok, warn } from "../facts/check";
import type { Facts } from "../facts/facts";
import { admits, type Principal } from "../facts/key-policy";

/** The actions that senders to encrypted queues and topics, and CloudWatch Logs, need. */
const USES = ["kms:GenerateDataKey", "kms:Decrypt"];

/** The services that use the key without a role: `infra/stack/constructs/encryption/data-key.ts`. */
const SERVICES: readonly { readonly title: string; readonly principal: Principal }[] = [
  { title: "CloudWatch Logs", principal: service(/^logs\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/) },
  { title: "CloudWatch alarms", principal: service(/^cloudwatch\.amazonaws\.com$/) },
  { title: "SNS topics", principal: service(/^sns\.amazonaws\.com$/) },
  { title: "SES", principal: service(/^ses\.amazonaws\.com$/) },
  { title: "End User Messaging", principal: service(/^sms-voice\.amazonaws\.com$/) },
];

/** Checks the key that encrypts the data, and its policy. */
export function checkKey({ key: { key, rotates, policy }, names }: Facts): Check[] {
  const gone = fail(`${names.keyAlias} does not exist: data that it encrypted cannot be read`, DEPLOY);
  const account = key.how === "known" ? key.value.arn.split(":")[4] : undefined;
  return [
    check("Key", key, gone, checkState),
    check("Key rotation", rotates, gone, (isOn) =>
      isOn ? ok("every year") : warn("off", `aws kms enable-key-rotation --key-id ${arnOf(key)}`),
    ),
    check("Key policy", policy, gone, (document) => checkPolicy(document, account)),
  ];
}

function checkState({ state, arn }: KeyState): Finding {
  if (state === "Enabled") return ok("enabled");
  const problem = state === "PendingDeletion" ? "scheduled for deletion, and not usable until then" : state;
  const enable = `aws kms enable-key --key-id ${arn}`;
  const remedy = state === "PendingDeletion" ? `aws kms cancel-key-deletion --key-id ${arn} && ${enable}` : enable;
  return fail(problem, remedy);
}

function checkPolicy(document: string, account: string | undefined): Finding {
  const isDenied = ({ principal }: { readonly principal: Principal }) =>
    !USES.every((action) => admits(document, principal, action));
  if (isDenied({ principal: { kind: "AWS", is: (name) => isAccount(name, account) } })) {
    return fail("it does not allow this account: IAM permissions for the key have no effect", DEPLOY);
  }
  const denied = SERVICES.filter(isDenied).map(({ title }) => title);
  if (denied.length === 0) return ok(`it allows this account, ${SERVICES.map(({ title }) => title).join(", ")}`);
  return fail(`it does not allow ${denied.join(", ")}: they cannot write or deliver what it encrypts`, DEPLOY);
}

function isAccount(name: string, account: string | undefined): boolean {
  return name === account || /^arn:[a-z-]+:iam::(\d+):root$/.exec(name)?.[1] === account;
}

function service(name: RegExp): Principal {
  return { kind: "Service", is: (given) => name.test(given) };
}

function arnOf(key: Facts["key"]["key"]): string {
  return key.how === "known" ? key.value.arn : "KEY";
}
