import { isOutcome, type Outcome } from "../../../contracts/delivery-log";
import type { Clinics } from "../../../services/domain/clinics/clinics";
import { smsSender } from "../../../services/domain/clinics/sms-sender";
import type { RunInput } from "../day/run-input";
import { groupBy } from "./group-by";
import type { Problem, Results } from "./results";

/** Notifications in the log with another clinic than the appointment's, and texts from another sender than the clinic's. */
export function clinicProblems(
  input: Pick<RunInput, "notifications">,
  { log, outbox }: Pick<Results, "log" | "outbox">,
  clinics?: Clinics,
): Problem[] {
  const texts = new Map(outbox.sms.map((text) => [text.messageId, text]));
  return log.flatMap(({ notificationId, clinicId, messageId = "" }) => {
    const expected = input.notifications.get(notificationId)?.clinicId;
    if (expected === undefined || clinicId === undefined) return [];
    if (clinicId !== expected)
      return [{ of: notificationId, problem: `is of ${expected}; the delivery log says ${clinicId}` }];
    const [text, clinic] = [texts.get(messageId), clinics?.find(clinicId)];
    if (!text || !clinic) return [];
    const { senderId, originationNumber } = smsSender(clinic, text.phoneNumber);
    return text.from === (senderId ?? originationNumber)
      ? []
      : [{ of: notificationId, problem: `its text does not come from the sender of ${clinicId}` }];
  });
}

/** The outcomes of one clinic's notifications. */
export interface ClinicOutcomes {
  readonly clinicId: string;
  readonly notifications: number;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
}

/** Counts outcomes by clinic, in the order of the ids. */
export function outcomesByClinic(
  { notifications }: Pick<RunInput, "notifications">,
  { log }: Pick<Results, "log">,
): ClinicOutcomes[] {
  const statuses = new Map(log.map(({ notificationId, status }) => [notificationId, status]));
  return [...groupBy(notifications.values(), ({ clinicId }) => clinicId)]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([clinicId, own]) => {
      const outcomes: Partial<Record<Outcome, number>> = {};
      for (const { notificationId } of own) {
        const status = statuses.get(notificationId);
        if (status && isOutcome(status)) outcomes[status] = (outcomes[status] ?? 0) + 1;
      }
      return { clinicId, notifications: own.length, outcomes };
    });
}
