import type { SmsCarrierName } from "../../../../contracts/texts/sms-carrier";
import { type Check, check, type Finding, fail, ok, unchecked, warn } from "../facts/check";
import type { Facts } from "../facts/facts";
import { carrierOf, type TextSettings } from "../facts/receipt-facts";

const PAGE = "docs/deploying.md#6-sms";
/** US dollars a month: the spend limit of a new account. */
const DEFAULT_LIMIT = 1;
/** The part of the limit from which to warn, in time to have it raised. */
const NEARLY_ALL = 0.8;

const NO_ACCOUNT = unchecked("AWS returned no settings of the account");
const CARRIERS = "docs/carriers.md#set-up-end-user-messaging";

/** What each carrier does with the texts that follow when the limit is reached. */
const AT_THE_LIMIT = {
  sns: "SNS accepts texts and delivers none",
  "end-user-messaging": "End User Messaging refuses texts",
} as const;

/** Checks whether this account can text patients. */
export function checkTexts({ texts, sms, runs, alarms, names }: Facts): Check[] {
  const { sandbox, settings } = sms;
  const carrier = carrierOf(texts);
  const limit = settings.how === "known" ? (settings.value.spendLimit ?? DEFAULT_LIMIT) : undefined;
  const watched = alarms.how === "known" ? alarms.value.find(({ name }) => name === names.smsSpendAlarm) : undefined;
  return [
    check("SMS sandbox", sandbox, NO_ACCOUNT, (isInside) =>
      isInside
        ? fail("the account is in the sandbox: only verified phones receive texts", PAGE)
        : ok("the account has left the sandbox"),
    ),
    check("Spend limit", settings, NO_ACCOUNT, () => checkLimit(limit ?? DEFAULT_LIMIT, watched?.threshold)),
    check("Spent this month", runs.spent, NO_ACCOUNT, (spent) => checkSpent(spent, limit, carrier)),
    carrier === "sns"
      ? check("SMS delivery logs", settings, NO_ACCOUNT, ({ logsDelivery }) =>
          logsDelivery ? ok("on") : warn("off: the delivery of accepted texts cannot be checked", PAGE),
        )
      : check("Quota of texts", texts, NO_ACCOUNT, checkQuota),
  ];
}

/** @param alarmAbove the threshold of the spend alarm in US dollars; undefined if unknown */
function checkLimit(limit: number, alarmAbove: number | undefined) {
  const seen = `${dollars(limit)} a month`;
  if (limit <= DEFAULT_LIMIT)
    return warn(`${seen}, the default of a new account: enough for a few hundred texts at most`, PAGE);
  if (alarmAbove === undefined || alarmAbove < limit) return ok(seen);
  return warn(`${seen}, but its alarm has the threshold ${dollars(alarmAbove)}: set smsMonthlySpendLimit`, PAGE);
}

/** `SendTextMessage` requests a second: "Quotas for AWS End User Messaging SMS", User Guide. */
const DEFAULT_QUOTA = 1;

/** AWS raises the quota by a support case, and no call returns it. */
function checkQuota({ textsPerSecond }: TextSettings): Finding {
  if (textsPerSecond <= DEFAULT_QUOTA) return ok(`${textsPerSecond} a second, the quota of a new account`);
  const seen = `smsTextsPerSecond is ${textsPerSecond}, the quota of a new account ${DEFAULT_QUOTA}; no call returns this account's`;
  return { ...unchecked(seen), remedy: CARRIERS };
}

/** @param limit undefined if unknown */
function checkSpent(spent: number | undefined, limit: number | undefined, carrier: SmsCarrierName): Finding {
  if (spent === undefined) return ok("no data: no text was charged this month");
  if (limit === undefined) return unchecked(`${dollars(spent)} spent; the limit is unknown`);
  const seen = `${dollars(spent)} of ${dollars(limit)}`;
  const page = "docs/runbook.md#sms-spend-alarm";
  if (spent >= limit) return fail(`${seen}: ${AT_THE_LIMIT[carrier]}`, page);
  return spent >= limit * NEARLY_ALL ? warn(seen, page) : ok(seen);
}

function dollars(amount: number): string {
  return `USD ${amount.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}
