/** Lets a service stop answering the functions: what they ask of it hangs until it is resumed, or until they hang up. */
import { AwsError, type Service } from "../protocol/call";
import { FUNCTION_CALLER } from "../protocol/callers";

/** `sms` takes texts, `opt-outs` tells whether a number takes them, and `sns` is the topic. */
export const PAUSABLE_SERVICES = ["dynamodb", "email", "monitoring", "opt-outs", "sms", "sns", "sqs"] as const;
export type PausableService = (typeof PAUSABLE_SERVICES)[number];

/** Calls that hang have no effect where the caller hangs up first; of those whose answers hang, the effect is there. */
export const HELD = ["calls", "answers"] as const;
export type Held = (typeof HELD)[number];

export interface Pauses {
  pause(service: PausableService, held: Held): void;
  resume(service: PausableService): void;
  /** How many calls hang. */
  hanging(): Record<PausableService, number>;
  /** The service as the functions meet it; all others are spared. */
  over(service: PausableService, serve: Service): Service;
}

interface Pause {
  readonly held: Held;
  readonly resumed: Promise<void>;
  readonly resume: () => void;
}

export function createPauses(): Pauses {
  const pauses = new Map<PausableService, Pause>();
  const hanging = { dynamodb: 0, email: 0, monitoring: 0, "opt-outs": 0, sms: 0, sns: 0, sqs: 0 };
  const resume = (service: PausableService) => {
    pauses.get(service)?.resume();
    pauses.delete(service);
  };
  return {
    pause(service, held) {
      resume(service);
      let resumeNow = () => {};
      const resumed = new Promise<void>((resolve) => {
        resumeNow = resolve;
      });
      pauses.set(service, { held, resumed, resume: resumeNow });
    },
    resume,
    hanging: () => ({ ...hanging }),
    over: (service, serve) => async (call) => {
      const pause = pauses.get(service);
      if (!pause || !call.caller.startsWith(FUNCTION_CALLER)) return serve(call);
      const answer = pause.held === "answers" ? serve(call) : undefined;
      // It may be an error, and nobody waits for it yet.
      answer?.catch(() => {});
      hanging[service] += 1;
      try {
        await Promise.race([pause.resumed, end(call.hungUp)]);
      } finally {
        hanging[service] -= 1;
      }
      if (call.hungUp?.aborted) throw new AwsError("RequestTimeout", 408, "The caller has hung up");
      return answer ?? serve(call);
    },
  };
}

function end(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve();
    signal?.addEventListener("abort", () => resolve(), { once: true });
  });
}
