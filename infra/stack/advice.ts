import { Annotations, type Stack } from "aws-cdk-lib";
import { SETTINGS, type Settings } from "./settings/settings";

/**
 * Remarks at synth on settings that are allowed and hardly meant: no account can send from the example's domain, and
 * nobody hears an alarm that is mailed to nobody.
 */
export function adviseOnSettings(stack: Stack, settings: Settings): void {
  const notes = Annotations.of(stack);
  if (settings.emailDomain === SETTINGS.emailDomain.default) {
    const remark = `emailDomain is ${settings.emailDomain}, from which nobody can send: set it to the clinic's domain.`;
    notes.addInfoV2("AppointmentReminders:exampleDomain", remark);
  }
  if (settings.alarmEmail === "") {
    const remark = "alarmEmail is not set: nobody is mailed of alarms unless somebody subscribes to their topic.";
    notes.addInfoV2("AppointmentReminders:nobodyIsTold", remark);
  }
  if (namesIdentitiesAlone(settings)) {
    const remark =
      "smsResources names no opt-out list: SNS may refuse to say who has opted out unless the default list admits it. " +
      "Add opt-out-list/Default.";
    notes.addInfoV2("AppointmentReminders:optOutListIsClosed", remark);
  }
  adviseOnWording(notes, settings);
}

function namesIdentitiesAlone({ smsResources }: Settings): boolean {
  return smsResources.length > 0 && !smsResources.some((resource) => resource.startsWith("opt-out-list/"));
}

/**
 * Patients who answer CANCEL to the wording `reply` get no more texts at all, unless opt-outs are self-managed: a warning
 * where they are not, a note where nobody has said.
 */
function adviseOnWording(notes: Annotations, { smsWording, selfManagedOptOuts }: Settings): void {
  if (smsWording !== "reply" || selfManagedOptOuts === "true") return;
  const id = "AppointmentReminders:replyCancelOptsOut";
  const trap = "smsWording=reply asks patients to answer CANCEL, which AWS takes as an opt-out from all texts";
  if (selfManagedOptOuts === "false") {
    notes.addWarningV2(id, `${trap}. Set smsWording=no-reply, or have the number's opt-outs self-managed.`);
  } else {
    notes.addInfoV2(id, `${trap} unless the number's opt-outs are self-managed. Set selfManagedOptOuts to say so.`);
  }
}
