import { consumeReplies, type RepliesDependencies } from "../../domain/replies/consume-replies";
import type { Connected } from "../queue-handler";
import { sqsHandler } from "../sqs-handler";

/** ms of the function's time that are reserved for the answers in progress. */
const RESERVE = 15_000;

/** The Lambda handler of the replies queue. */
export function repliesHandler(deps: RepliesDependencies & Partial<Connected>) {
  return sqsHandler(
    (batch) => {
      deps.connections?.closeIdle();
      return consumeReplies(batch, deps);
    },
    RESERVE,
    deps.clock,
  );
}
