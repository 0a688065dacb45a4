/** The pipeline with a mistake in it, to see that the checks notice. */
import type { BatchDependencies } from "../../services/domain/consume-batch";
import { ProviderError, RetryLater } from "../../services/domain/failure";
import type { SmsDependencies } from "../../services/domain/remind-by-sms";
import { remindBySms } from "../../services/domain/remind-by-sms";
import type { Ending, Reminder } from "../../services/domain/reminder";
import { smsText } from "../../services/domain/reminder-text";
import type { ConsumerTimings, World } from "./world";
import { TIMINGS } from "./world";

type Dependencies = SmsDependencies & BatchDependencies;

export interface Variant {
  readonly timings?: Readonly<Record<"sms" | "email", ConsumerTimings>>;
  readonly acknowledgesFirst?: boolean;
  readonly change?: (deps: Dependencies, world: World) => Dependencies;
  readonly remind?: (reminder: Reminder, deps: Dependencies) => Promise<Ending>;
}

/** Sends before it claims: whoever comes second has sent, too, when it loses the claim. */
async function claimAfterSend(reminder: Reminder, deps: Dependencies): Promise<Ending> {
  const { phoneNumber } = reminder.contact;
  if (!phoneNumber) return remindBySms(reminder, deps);
  const text = smsText(reminder.appointment, reminder.key.timestamp, deps.clinicTimeZone, deps.smsWording);
  const messageId = await deps.sms.send(phoneNumber, text);
  return remindBySms(reminder, { ...deps, sms: { ...deps.sms, send: async () => messageId } });
}

/** Hands over to the email and reports the message as failed each time, so that SQS moves it to the email as well. */
async function bothWays(reminder: Reminder, deps: Dependencies): Promise<Ending> {
  const ending = await remindBySms(reminder, deps);
  if (ending.kind !== "outcome") throw new RetryLater("FAILED_TOO");
  return ending;
}

export const BROKEN: Readonly<Record<string, Variant>> = {
  "no claim": {
    change: (deps) => ({
      ...deps,
      log: {
        apply: async (move, entry, over) => {
          const answer = await deps.log.apply(move, entry, over);
          return move === "claimSms" ? { applied: true, item: answer.item } : answer;
        },
      },
    }),
  },
  "the claim after the send": { remind: claimAfterSend },
  "both ways to the fallback": { remind: bothWays },
  "a lease shorter than the send": { timings: { ...TIMINGS, sms: { ...TIMINGS.sms, leaseMs: 1 } } },
  "acknowledged before it is recorded": { acknowledgesFirst: true },
  "an error after the effect taken for success": {
    change: (deps) => ({
      ...deps,
      sms: {
        ...deps.sms,
        send: async (phone, text) => {
          try {
            return await deps.sms.send(phone, text);
          } catch (error) {
            if (error instanceof ProviderError && error.failure === "transient") return "taken for sent";
            throw error;
          }
        },
      },
    }),
  },
};
