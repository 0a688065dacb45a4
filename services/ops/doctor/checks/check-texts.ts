import { type Check, check, fail, ok, unchecked, warn } from "../facts/check";
import type { Facts } from "../facts/facts";

const PAGE = "docs/deploying.md#6-sms";
/** US dollars a month: what a new account may spend. */
const DEFAULT_LIMIT = 1;
/** Part of the limit that leaves time to have it raised. */
const NEARLY_ALL = 0.8;

const NO_ACCOUNT = unchecked("SNS knows no such account");

/** Can this account text patients? */
export function checkTexts({ sms, runs, alarms, names }: Facts): Check[] {
  const { sandbox, settings } = sms;
  const limit = settings.how === "known" ? (settings.value.spendLimit ?? DEFAULT_LIMIT) : undefined;
  const watched = alarms.how === "known" ? alarms.value.find(({ name }) => name === names.smsSpendAlarm) : undefined;
  return [
    check("SMS sandbox", sandbox, NO_ACCOUNT, (isInside) =>
      isInside ? fail("the account is in it: only verified phones get texts", PAGE) : ok("the account has left it"),
    ),
    check("Spend limit", settings, NO_ACCOUNT, () => checkLimit(limit ?? DEFAULT_LIMIT, watched?.threshold)),
    check("Spent this month", runs.spent, NO_ACCOUNT, (spent) => checkSpent(spent, limit)),
    check("SMS delivery logs", settings, NO_ACCOUNT, ({ logsDelivery }) =>
      logsDelivery ? ok("on") : warn("off: whether an accepted text arrived cannot be seen", PAGE),
    ),
  ];
}

/** @param alarmAbove US dollars from which the spend alarm tells; undefined where it is not known */
function checkLimit(limit: number, alarmAbove: number | undefined) {
  const seen = `${dollars(limit)} a month`;
  if (limit <= DEFAULT_LIMIT) return warn(`${seen}, as of a new account: enough for some hundred texts at most`, PAGE);
  if (alarmAbove === undefined || alarmAbove < limit) return ok(seen);
  return warn(`${seen}, but its alarm tells from ${dollars(alarmAbove)} on only: set smsMonthlySpendLimit`, PAGE);
}

/** @param limit undefined where it is not known */
function checkSpent(spent: number | undefined, limit: number | undefined) {
  if (spent === undefined) return ok("nothing was measured: no text was paid for this month");
  if (limit === undefined) return unchecked(`${dollars(spent)} is spent, of a limit that is not known`);
  const seen = `${dollars(spent)} of ${dollars(limit)}`;
  const page = "docs/runbook.md#sms-spend-alarm";
  if (spent >= limit) return fail(`${seen}: SNS accepts texts and delivers none`, page);
  return spent >= limit * NEARLY_ALL ? warn(seen, page) : ok(seen);
}

function dollars(amount: number): string {
  return `USD ${amount.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}
