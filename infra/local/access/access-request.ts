import { ACCOUNT, REGION } from "../template/references";
import type { AccessRequest } from "./statement";

/** @param context the keys of conditions, in lower case */
export function request(action: string, resource: string, context: AccessRequest["context"] = {}): AccessRequest {
  return { action, resource, context };
}

/** The ARN of a resource of the local run. */
export function arn(service: string, resource: string): string {
  return `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;
}

export function lastPart(text: unknown, separator: string): string {
  return String(text).split(separator).at(-1) ?? "";
}
