import { repliesDependencies } from "./replies-dependencies";
import { repliesHandler } from "./replies-handler";

/** Processes the replies queue. */
export const handler = repliesHandler(repliesDependencies());
