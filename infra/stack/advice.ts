import { Annotations } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { ALWAYS_OPEN, includesMinute, parseSendWindow } from "../../contracts/clinics/send-window";
import { bareName, SETTING_PREFIX } from "../../contracts/environments/setting-keys";
import { MAX_CLINICS_WITH_METRICS } from "./settings/clinic-profiles";
import { SETTINGS, type Settings } from "./settings/settings";

/** "Quotas for AWS End User Messaging SMS", AWS End User Messaging SMS User Guide. */
const DEFAULT_SENDS_PER_SECOND = 1;

/**
 * Reports settings at synth that are valid but probably unintended: no account can send from the example domain, and
 * without an address nobody gets the alarms.
 */
export function adviseOnSettings(scope: Construct, settings: Settings): void {
  const notes = Annotations.of(scope);
  if (settings.emailDomain === SETTINGS.emailDomain.default) {
    const remark = `emailDomain is ${settings.emailDomain}, from which nobody can send: set it to the clinic's domain.`;
    notes.addInfoV2("AppointmentReminders:exampleDomain", remark);
  }
  if (settings.alarmEmail === "" && settings.alarmTopicArns.length === 0) {
    const remark = "alarmEmail is not set: nobody gets the alarms unless somebody subscribes to the alarm topic.";
    notes.addInfoV2("AppointmentReminders:noAlarmEmail", remark);
  }
  if (settings.retainData && !settings.deletionProtection) {
    const remark =
      "deletionProtection is false, as it should be for the first deployment. Set it to true once that stands " +
      "(docs/deploying.md#protect-it).";
    notes.addInfoV2("AppointmentReminders:noDeletionProtection", remark);
  }
  if (namesNoOptOutList(settings)) {
    const remark =
      "smsResources names no opt-out list: SNS may not be able to check who has opted out, unless the policy of the default " +
      "list allows SNS. Add opt-out-list/Default.";
    notes.addInfoV2("AppointmentReminders:noOptOutList", remark);
  }
  if (settings.smsCarrier === "end-user-messaging" && settings.smsTextsPerSecond > DEFAULT_SENDS_PER_SECOND) {
    const remark =
      `smsCarrier=end-user-messaging: AWS takes ${DEFAULT_SENDS_PER_SECOND} SendTextMessage a second from an account until it ` +
      `has raised this quota, and smsTextsPerSecond is ${settings.smsTextsPerSecond}. Texts above the quota wait.`;
    notes.addInfoV2("AppointmentReminders:endUserMessagingQuota", remark);
  }
  // With profiles, each clinic has its own wording, which lint checks, and its own send window.
  if (settings.clinics !== "") return;
  adviseOnWording(notes, settings);
  if (runsInQuietHours(settings)) {
    const remark =
      `schedule=${settings.schedule} is outside of sendWindow=${settings.sendWindow}: the texts of the daily run wait until ` +
      "the window opens.";
    notes.addInfoV2("AppointmentReminders:runInQuietHours", remark);
  }
}

/**
 * Reports that clinics have no metrics of their own because there are many: an operator may look for them.
 * @param clinicMetrics whether they have
 */
export function adviseOnClinicMetrics(
  scope: Construct,
  { clinicMetrics: setting }: Settings,
  clinics: number,
  clinicMetrics: boolean,
): void {
  if (clinics === 0 || clinicMetrics || setting === "off") return;
  const remark =
    `clinicMetrics=auto counts outcomes by clinic for ${MAX_CLINICS_WITH_METRICS} clinics at most, and there are ${clinics}. ` +
    "Set it to on, which costs up to 0.90 dollars a clinic and month, or to off.";
  Annotations.of(scope).addInfoV2("AppointmentReminders:noClinicMetrics", remark);
}

/**
 * Reports keys of the context that are named like a setting: others may use them, and they may be a setting that is written
 * without `reminders:`.
 * @param keys as they are in the context
 */
export function adviseOnForeignContext(scope: Construct, keys: readonly string[]): void {
  for (const key of keys) {
    const setting = `${SETTING_PREFIX}${bareName(key)}`;
    const remark = `The context's ${key} is not a setting of the pipeline: it is written ${setting}.`;
    Annotations.of(scope).addInfoV2(`AppointmentReminders:foreignContext:${key}`, remark);
  }
}

function namesNoOptOutList({ smsCarrier, smsResources }: Settings): boolean {
  return (
    smsCarrier === "sns" &&
    smsResources.length > 0 &&
    !smsResources.some((resource) => resource.startsWith("opt-out-list/"))
  );
}

function runsInQuietHours({ schedule, sendWindow }: Settings): boolean {
  const window = parseSendWindow(sendWindow);
  const [hour = 0, minute = 0] = schedule.split(":").map(Number);
  return window !== undefined && window !== ALWAYS_OPEN && !includesMinute(window, hour * 60 + minute);
}

/**
 * Patients who reply CANCEL to the wording `reply` get no more texts, unless opt-outs are self-managed: a warning if they
 * are not, an INFO if `selfManagedOptOuts` is unstated.
 */
function adviseOnWording(notes: Annotations, { smsWording, selfManagedOptOuts }: Settings): void {
  if (smsWording !== "reply" || selfManagedOptOuts === "true") return;
  const id = "AppointmentReminders:replyCancelOptsOut";
  const trap = "smsWording=reply asks patients to reply CANCEL, which AWS treats as an opt-out from all texts";
  if (selfManagedOptOuts === "false") {
    notes.addWarningV2(id, `${trap}. Set smsWording=keys, or turn on self-managed opt-outs for the number.`);
  } else {
    notes.addInfoV2(
      id,
      `${trap} unless the number has self-managed opt-outs. Set selfManagedOptOuts to true or false.`,
    );
  }
}
