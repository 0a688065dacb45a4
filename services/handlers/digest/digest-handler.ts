import type { Context } from "aws-lambda";
import { type DigestDependencies, type DigestResponse, runDigest } from "../../domain/digest/run-digest";

/** The Lambda handler of the daily digest. Its schedule's event says nothing that it needs. */
export function digestHandler(deps: DigestDependencies) {
  return (_event: unknown, { awsRequestId }: Context): Promise<DigestResponse> => runDigest(awsRequestId, deps);
}
