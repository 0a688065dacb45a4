import { baseName } from "../../../../contracts/resource-names";
import type { AlarmState, Subscribers } from "../../aws/inspection/inspect-alarms";
import type { ScheduleState } from "../../aws/inspection/inspect-schedule";
import { counted } from "../../output/table";
import { type Check, check, DEPLOY, type Finding, fail, ok, unchecked, warn } from "../facts/check";
import { alarmNames } from "../facts/deployed-names";
import type { Facts } from "../facts/facts";
import { dailyTime } from "../facts/next-run";

const ON_CALL = "docs/deploying.md#7-who-is-on-call";
const DIGEST = "docs/runbook.md#daily-digest-missing-alarm";

/** Checks the alarms, their subscribers, whether one is in ALARM, and the daily digest, which the same people get. */
export function checkAlarms({ environment, names, alarms, subscribers, digestSchedule, local }: Facts): Check[] {
  const none = fail("no alarms exist", DEPLOY);
  const isOff = digestSchedule.how === "missing";
  const all = alarmNames(names).filter((name) => !isOff || name !== names.digestMissingAlarm);
  return [
    check("Alarm subscribers", subscribers, fail(`topic ${names.alarmTopic} does not exist`, DEPLOY), checkSubscribers),
    check("Alarms", alarms, none, (found) => checkPresence(found, all)),
    check("Alarm actions", alarms, none, checkActions),
    check("Alarms now", alarms, none, (found) =>
      local ? unchecked("the local run does not evaluate alarms") : checkRinging(found, environment),
    ),
    check("Daily digest", digestSchedule, ok("off, as `digestTime` says"), checkDigest),
  ];
}

function checkSubscribers({ confirmed, pending }: Subscribers): Finding {
  const waiting = pending > 0 ? `${pending} not yet confirmed` : "";
  if (confirmed > 0) return ok([counted(confirmed, "confirmed subscriber"), waiting].filter(Boolean).join(", "));
  return warn(`none${waiting && `: ${waiting}, see the link in the confirmation mail`}`, ON_CALL);
}

function checkPresence(found: readonly AlarmState[], names: readonly string[]): Finding {
  const missing = names.filter((name) => !found.some((alarm) => alarm.name === name));
  if (missing.length === names.length) return fail("no alarms exist", DEPLOY);
  return missing.length > 0 ? warn(`missing: ${missing.join(", ")}`, DEPLOY) : ok(`all ${names.length} exist`);
}

function checkActions(found: readonly AlarmState[]): Finding {
  const mute = found.filter(({ notifies }) => !notifies).map(({ name }) => name);
  if (mute.length === 0) return ok("all are enabled");
  return warn(
    `disabled, so nobody is notified: ${mute.join(", ")}`,
    `aws cloudwatch enable-alarm-actions --alarm-names ${mute.join(" ")}`,
  );
}

function checkDigest({ enabled, expression, timeZone }: ScheduleState): Finding {
  const time = dailyTime(expression);
  const seen = `${time ? `daily at ${time}` : expression} in ${timeZone}`;
  return enabled ? ok(seen) : warn(`disabled (${seen}): few failures raise no alarm`, DIGEST);
}

function checkRinging(found: readonly AlarmState[], environment: string): Finding {
  const ringing = found.filter(({ inAlarm }) => inAlarm).map(({ name }) => name);
  const [first] = ringing;
  if (!first) return ok("none is in ALARM");
  return warn(`in ALARM: ${ringing.join(", ")}`, `docs/runbook.md#${baseName(environment, first)}`);
}
