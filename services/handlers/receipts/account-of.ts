/** The account in an ARN: `arn:<partition>:<service>:<region>:<account>:<resource>`. */
export function accountOf(arn: string): string {
  return arn.split(":")[4] ?? "";
}
