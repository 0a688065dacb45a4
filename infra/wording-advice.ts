import { Annotations, type Stack } from "aws-cdk-lib";
import type { Settings } from "./settings/settings";

/**
 * Remarks at synth where the wording does not fit the settings: patients who answer CANCEL to the wording `reply` get no
 * more texts at all, unless opt-outs are self-managed. A warning where they are not, a note where nobody has said.
 */
export function adviseOnWording(stack: Stack, { smsWording, selfManagedOptOuts }: Settings): void {
  if (smsWording !== "reply" || selfManagedOptOuts === "true") return;
  const id = "AppointmentReminders:replyCancelOptsOut";
  const trap = "smsWording=reply asks patients to answer CANCEL, which AWS takes as an opt-out from all texts";
  const notes = Annotations.of(stack);
  if (selfManagedOptOuts === "false") {
    notes.addWarningV2(id, `${trap}. Set smsWording=no-reply, or have the number's opt-outs self-managed.`);
  } else {
    notes.addInfoV2(id, `${trap} unless the number's opt-outs are self-managed. Set selfManagedOptOuts to say so.`);
  }
}
