/** Checks whether what became of accepted texts and emails reaches the delivery log. */
import type { EventDestination } from "../../aws/inspection/carriers/inspect-receipts";
import type { SmsSettings } from "../../aws/inspection/carriers/inspect-sms-account";
import type { ReceiptCounts } from "../../aws/inspection/inspect-receipt-metrics";
import type { Lookup } from "../../aws/inspection/lookup";
import { counted } from "../../output/table";
import { type Check, check, DEPLOY, type Finding, fail, ok, unchecked, warn } from "../facts/check";
import type { Facts } from "../facts/facts";
import type { TextSettings } from "../facts/receipt-facts";

const PAGE = "docs/deploying.md#6-sms";
/** What each carrier must publish at least: its success, and a failure. */
const EVENTS = { texts: ["TEXT_DELIVERED", "TEXT_UNREACHABLE"], emails: ["DELIVERY", "BOUNCE"] } as const;

const HOW = { index: "on: SNS logs what became of each text", context: "on: End User Messaging reports each text" };

export function checkReceipts(facts: Facts): Check[] {
  const { texts, receipts, sms, names } = facts;
  const gone = fail(`function ${names.smsConsumer} does not exist`, DEPLOY);
  const { filters, textEvents, emailEvents, day } = receipts;
  const isLogged = texts.how === "known" && texts.value.receipts === "index";
  const noSet = (name: string, what: string) => fail(`configuration set ${name} does not exist: ${what}`, DEPLOY);
  return [
    check("Receipts of texts", texts, gone, ({ receipts }) =>
      receipts === "off"
        ? warn("off: nobody learns that an accepted text did not arrive, and no email follows it", PAGE)
        : ok(HOW[receipts]),
    ),
    ...(isLogged
      ? [check("Delivered texts logged", sms.settings, unchecked("SNS returned no settings"), checkSampling)]
      : []),
    ...[...filters].map(([group, lookup]) => checkFilters(group, lookup, texts, names.receiptCollector)),
    ...(textEvents
      ? [
          check("Events of texts", textEvents, noSet(names.smsConfigurationSet, "texts are refused"), (found) =>
            checkDestinations(found, names.receiptsTopic, EVENTS.texts),
          ),
        ]
      : []),
    check("Events of emails", emailEvents, noSet(names.emailConfigurationSet, "SES rejects every email"), (found) =>
      checkDestinations(found, names.receiptsTopic, EVENTS.emails),
    ),
    check("Receipts of the last day", day, unchecked("there are no metrics"), (counts) => checkDay(counts, texts)),
  ];
}

function checkSampling({ logsDelivery, successSampling }: SmsSettings): Finding {
  if (!logsDelivery) return fail("SNS has no role to log with: no receipt of a text comes", DEPLOY);
  if (successSampling === undefined) return unchecked("SNS returned no sampling rate");
  if (successSampling === 0) return warn("none: every delivered text stays SMS_SENT", PAGE);
  return ok(successSampling === 100 ? "all" : `${successSampling} %: the others stay SMS_SENT`);
}

/** SNS creates a log group with its first line, unless the stack has created it. */
function checkFilters(
  group: string,
  lookup: Lookup<readonly string[]>,
  texts: Lookup<TextSettings>,
  collector: string,
): Check {
  const isOfFailures = group.endsWith("/Failure");
  const title = isOfFailures ? "Log of failed texts" : "Log of delivered texts";
  const own = texts.how === "known" ? texts.value.arn.replace(/:function:.*$/, `:function:${collector}`) : "";
  const missing = fail(`log group ${group} does not exist`, DEPLOY);
  return check(title, lookup, missing, (arns) =>
    arns.includes(own)
      ? ok(`passed to ${collector}`)
      : fail(`not passed to ${collector}: its receipts do not reach the delivery log`, DEPLOY),
  );
}

function checkDestinations(found: readonly EventDestination[], topic: string, required: readonly string[]): Finding {
  const own = found.filter(({ topicArn }) => topicArn?.split(":").at(-1) === topic);
  if (own.length === 0) return fail(`not published to topic ${topic}: no receipt comes`, DEPLOY);
  const enabled = own.filter(({ isEnabled }) => isEnabled);
  if (enabled.length === 0) return fail(`disabled for topic ${topic}: no receipt comes`, DEPLOY);
  const published = new Set(enabled.flatMap(({ eventTypes }) => eventTypes));
  const missing = required.filter((type) => !published.has(type));
  if (missing.length > 0) return fail(`without ${missing.join(", ")}`, DEPLOY);
  return ok(`published to ${topic}`);
}

function checkDay(counts: ReceiptCounts, texts: Lookup<TextSettings>): Finding {
  const { delivered, undeliveredTexts, undelivered, emails } = counts;
  const isOn = texts.how !== "known" || texts.value.receipts !== "off";
  const accepted = (isOn ? counts.texts : 0) + emails;
  if (accepted === 0) return ok("nothing was accepted that has receipts");
  const of = `of ${counted(counts.texts, "text")} and ${counted(emails, "email")} accepted`;
  if (delivered + undeliveredTexts + undelivered === 0) return warn(`none, ${of}`, PAGE);
  return ok(`${delivered.toLocaleString("en-US")} delivered, ${counted(undeliveredTexts, "text")} undelivered, ${of}`);
}
