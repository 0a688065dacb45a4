import { CloudFormationValidatePlugin, type Stack, Validations } from "aws-cdk-lib";
import { VALIDATE_AGAINST_DEFAULT_RULES } from "aws-cdk-lib/cx-api";
import { AwsSolutionsChecks, HIPAASecurityChecks } from "cdk-nag";
import { guardRules } from "./guard-rules";

/**
 * Checks the stack at every synth: with the rule packs HIPAA Security and AWS Solutions, and with CDK's own validation and
 * our Guard rules. A finding that the pipeline does not acknowledge fails the synth. The report in the cloud assembly,
 * `validation-report.json`, has all findings.
 *
 * Context `@aws-cdk/core:validateAgainstDefaultRules` = false skips the validation and the Guard rules.
 * @param stack complete, and the only one of its app
 */
export function addChecks(stack: Stack): void {
  const checks = Validations.of(stack);
  checks.addPlugins(new HIPAASecurityChecks(stack), new AwsSolutionsChecks(stack));
  const validates = stack.node.tryGetContext(VALIDATE_AGAINST_DEFAULT_RULES);
  if (String(validates) !== "false") {
    checks.addPlugins(new CloudFormationValidatePlugin({ guardRules: guardRules(stack.account) }));
  }
}

/** Whether the checks failed a synth. The report is written to stderr, or is the error's message. */
export function isCheckFailure(error: unknown): error is Error {
  return error instanceof Error && error.name === "ValidationFailed";
}
