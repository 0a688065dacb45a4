import type { Call } from "../protocol/call";
import type { Requirements } from "./requirements";

/** Reads the permissions that a call needs once: its role and the record of calls both ask for them. */
export function oncePerCall(requirements: Requirements): Requirements {
  const known = new WeakMap<Call, ReturnType<Requirements["ofCall"]>>();
  return {
    ...requirements,
    ofCall: (call) => {
      if (!known.has(call)) known.set(call, requirements.ofCall(call));
      return known.get(call);
    },
  };
}
