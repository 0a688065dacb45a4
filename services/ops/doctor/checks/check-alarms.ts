import type { AlarmState, Subscribers } from "../../aws/inspection/inspect-alarms";
import { counted } from "../../output/table";
import { type Check, check, DEPLOY, type Finding, fail, ok, unchecked, warn } from "../facts/check";
import { alarmNames, type Facts } from "../facts/facts";

const ON_CALL = "docs/deploying.md#7-who-is-on-call";

/** Is anybody told when something goes wrong, and does something go wrong now? */
export function checkAlarms({ names, alarms, subscribers, local }: Facts): Check[] {
  const none = fail("there are none", DEPLOY);
  const all = alarmNames(names);
  return [
    check("Who is told", subscribers, fail(`there is no topic ${names.alarmTopic}`, DEPLOY), checkSubscribers),
    check("Alarms", alarms, none, (found) => checkPresence(found, all)),
    check("Alarm actions", alarms, none, checkActions),
    check("Alarms now", alarms, none, (found) =>
      local ? unchecked("the local run has no evaluation of alarms") : checkRinging(found),
    ),
  ];
}

function checkSubscribers({ confirmed, pending }: Subscribers): Finding {
  const waiting = pending > 0 ? `${pending} not yet confirmed` : "";
  if (confirmed > 0) return ok([counted(confirmed, "confirmed subscriber"), waiting].filter(Boolean).join(", "));
  return warn(`nobody${waiting && `: ${waiting}, whose mail has the link`}`, ON_CALL);
}

function checkPresence(found: readonly AlarmState[], names: readonly string[]): Finding {
  const lacking = names.filter((name) => !found.some((alarm) => alarm.name === name));
  if (lacking.length === names.length) return fail("there are none", DEPLOY);
  return lacking.length > 0 ? warn(`there is no ${lacking.join(", ")}`, DEPLOY) : ok(`all ${names.length} are there`);
}

function checkActions(found: readonly AlarmState[]): Finding {
  const mute = found.filter(({ notifies }) => !notifies).map(({ name }) => name);
  if (mute.length === 0) return ok("all are enabled");
  return warn(
    `disabled, so that nobody is told: ${mute.join(", ")}`,
    `aws cloudwatch enable-alarm-actions --alarm-names ${mute.join(" ")}`,
  );
}

function checkRinging(found: readonly AlarmState[]): Finding {
  const ringing = found.filter(({ inAlarm }) => inAlarm).map(({ name }) => name);
  const [first] = ringing;
  if (!first) return ok("none is in ALARM");
  return warn(`in ALARM: ${ringing.join(", ")}`, `docs/runbook.md#${first.slice(0, first.lastIndexOf("-"))}`);
}
