/** An ARN without account and partition. */
export function shortName(arn = "unknown"): string {
  return arn.startsWith("arn:") ? arn.split(":").slice(5).join(":") : arn;
}
