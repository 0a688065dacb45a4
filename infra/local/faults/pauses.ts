/** Pauses a service for the functions: their calls hang until it is resumed, or until they close the connection. */
import { AwsError, type Service } from "../protocol/call";
import { FUNCTION_CALLER } from "../protocol/callers";

/** `sms`: sending texts; `opt-outs`: checking whether a number has opted out; `sns`: the topic. */
export const PAUSABLE_SERVICES = ["dynamodb", "email", "monitoring", "opt-outs", "sms", "sns", "sqs"] as const;
export type PausableService = (typeof PAUSABLE_SERVICES)[number];

/** A hanging request has no effect if the caller gives up first. If only the response hangs, the call took effect. */
export const HANGING_PARTS = ["requests", "responses"] as const;
export type HangingPart = (typeof HANGING_PARTS)[number];

export interface Pauses {
  pause(service: PausableService, hang: HangingPart): void;
  resume(service: PausableService): void;
  /** Number of hanging calls. */
  hanging(): Record<PausableService, number>;
  /** Wraps a service: while it is paused, calls of the functions hang. Other callers are served. */
  pausable(service: PausableService, serve: Service): Service;
}

interface Pause {
  readonly hang: HangingPart;
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
    pause(service, hang) {
      resume(service);
      let resumeNow = () => {};
      const resumed = new Promise<void>((resolve) => {
        resumeNow = resolve;
      });
      pauses.set(service, { hang, resumed, resume: resumeNow });
    },
    resume,
    hanging: () => ({ ...hanging }),
    pausable: (service, serve) => async (call) => {
      const pause = pauses.get(service);
      if (!pause || !call.caller.startsWith(FUNCTION_CALLER)) return serve(call);
      const answer = pause.hang === "responses" ? serve(call) : undefined;
      // Without a handler, an error before the pause ends would be an unhandled rejection.
      answer?.catch(() => {});
      hanging[service] += 1;
      const closed = call.closed?.();
      try {
        await Promise.race([pause.resumed, end(closed)]);
      } finally {
        hanging[service] -= 1;
      }
      if (closed?.aborted) throw new AwsError("RequestTimeout", 408, "The caller closed the connection");
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
