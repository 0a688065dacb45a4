import type { KeyState } from "../../aws/inspection/inspect-key";
import { type Check, check, DEPLOY, type Finding, fail, ok, warn } from "../facts/check";
import type { Facts } from "../facts/facts";
import { admits, type Principal } from "../facts/key-policy";

/** What a sender of an encrypted queue or topic does with the key, and CloudWatch Logs likewise. */
const USES = ["kms:GenerateDataKey", "kms:Decrypt"];

/** The services that use the key in no role's name: `infra/stack/constructs/encryption/data-key.ts`. */
const SERVICES: readonly { readonly title: string; readonly principal: Principal }[] = [
  { title: "CloudWatch Logs", principal: service(/^logs\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/) },
  { title: "CloudWatch's alarms", principal: service(/^cloudwatch\.amazonaws\.com$/) },
  { title: "SNS's topics", principal: service(/^sns\.amazonaws\.com$/) },
];

/** Can all that is encrypted be read and written? */
export function checkKey({ key: { key, rotates, policy }, names }: Facts): Check[] {
  const gone = fail(`there is no ${names.keyAlias}: nothing that it encrypted can be read`, DEPLOY);
  const account = key.how === "known" ? key.value.arn.split(":")[4] : undefined;
  return [
    check("Key", key, gone, checkState),
    check("Key's rotation", rotates, gone, (isOn) =>
      isOn ? ok("every year") : warn("off", `aws kms enable-key-rotation --key-id ${arnOf(key)}`),
    ),
    check("Key's policy", policy, gone, (document) => checkPolicy(document, account)),
  ];
}

function checkState({ state, arn }: KeyState): Finding {
  if (state === "Enabled") return ok("enabled");
  const fate = state === "PendingDeletion" ? "it is to be deleted, and nothing can use it meanwhile" : `it is ${state}`;
  const enable = `aws kms enable-key --key-id ${arn}`;
  const remedy = state === "PendingDeletion" ? `aws kms cancel-key-deletion --key-id ${arn} && ${enable}` : enable;
  return fail(fate, remedy);
}

function checkPolicy(document: string, account: string | undefined): Finding {
  const lacks = ({ principal }: { readonly principal: Principal }) =>
    !USES.every((action) => admits(document, principal, action));
  if (lacks({ principal: { kind: "AWS", is: (name) => isAccount(name, account) } })) {
    return fail("it does not admit this account: IAM's rights on the key count for nothing", DEPLOY);
  }
  const kept = SERVICES.filter(lacks).map(({ title }) => title);
  if (kept.length === 0) return ok(`it admits this account, ${SERVICES.map(({ title }) => title).join(", ")}`);
  return fail(`it does not admit ${kept.join(", ")}: they cannot write, or tell, what it encrypts`, DEPLOY);
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
