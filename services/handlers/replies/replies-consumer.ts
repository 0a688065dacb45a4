import { FUNCTION_ENVIRONMENT } from "../../../contracts/environment";
import { readEnvironment } from "../../adapters/environment";

// Temporary: the part of the domain that acts on answers takes its place. Until then, every answer stays in its queue.
readEnvironment(FUNCTION_ENVIRONMENT.replies);

export const handler = async (): Promise<never> => {
  throw new Error("Answers are not acted on yet");
};
