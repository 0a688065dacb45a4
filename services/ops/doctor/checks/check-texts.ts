import { type Check, check, fail, ok, unchecked, warn } from "../facts/check";
import type { Facts } from "../facts/facts";

const PAGE = "docs/deploying.md#6-sms";
/** US dollars a month: the spend limit of a new account. */
const DEFAULT_LIMIT = 1;
/** The part of the limit from which to warn, in time to have it raised. */
const NEARLY_ALL = 0.8;

const NO_ACCOUNT = unchecked("SNS returned no settings of the account");

/** Checks whether this account can text patients. */
export function checkTexts({ sms, runs, alarms, names }: Facts): Check[] {
  const { sandbox, settings } = sms;
  const limit = settings.how === "known" ? (settings.value.spendLimit ?? DEFAULT_LIMIT) : undefined;
  const watched = alarms.how === "known" ? alarms.value.find(({ name }) => name === names.smsSpendAlarm) : undefined;
  return [
    check("SMS sandbox", sandbox, NO_ACCOUNT, (isInside) =>
      isInside
        ? fail("the account is in the sandbox: only verified phones receive texts", PAGE)
        : ok("the account has left the sandbox"),
    ),
    check("Spend limit", settings, NO_ACCOUNT, () => checkLimit(limit ?? DEFAULT_LIMIT, watched?.threshold)),
    check("Spent this month", runs.spent, NO_ACCOUNT, (spent) => checkSpent(spent, limit)),
    check("SMS delivery logs", settings, NO_ACCOUNT, ({ logsDelivery }) =>
      logsDelivery ? ok("on") : warn("off: the delivery of accepted texts cannot be checked", PAGE),
    ),
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

/** @param limit undefined if unknown */
function checkSpent(spent: number | undefined, limit: number | undefined) {
  if (spent === undefined) return ok("no data: no text was charged this month");
  if (limit === undefined) return unchecked(`${dollars(spent)} spent; the limit is unknown`);
  const seen = `${dollars(spent)} of ${dollars(limit)}`;
  const page = "docs/runbook.md#sms-spend-alarm";
  if (spent >= limit) return fail(`${seen}: SNS accepts texts and delivers none`, page);
  return spent >= limit * NEARLY_ALL ? warn(seen, page) : ok(seen);
}

function dollars(amount: number): string {
  return `USD ${amount.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}
