import { CloudFormationValidatePlugin, type Stack, Validations } from "aws-cdk-lib";
import { VALIDATE_AGAINST_DEFAULT_RULES } from "aws-cdk-lib/cx-api";
import { AwsSolutionsChecks, HIPAASecurityChecks } from "cdk-nag";
import { acknowledge } from "./acknowledge";
import { ACKNOWLEDGEMENTS } from "./acknowledgements";
import { guardRules } from "./guard-rules";

/**
 * Has every synth check the stack: by the rule packs HIPAA Security and AWS Solutions, and by CDK's own validation together
 * with our Guard rules. What they find fails the synth, but for what is acknowledged; the report in the cloud assembly,
 * `validation-report.json`, holds both.
 *
 * Context `@aws-cdk/core:validateAgainstDefaultRules` = false leaves out the validation and the Guard rules.
 * @param stack complete, and the only one of its app
 */
export function addChecks(stack: Stack): void {
  const checks = Validations.of(stack);
  checks.addPlugins(new HIPAASecurityChecks(stack), new AwsSolutionsChecks(stack));
  const validates = stack.node.tryGetContext(VALIDATE_AGAINST_DEFAULT_RULES);
  if (String(validates) !== "false") {
    checks.addPlugins(new CloudFormationValidatePlugin({ guardRules: guardRules() }));
  }
  acknowledge(stack, ACKNOWLEDGEMENTS);
}

/** Whether the checks stopped a synth. Its report is written to the error output, or is the error's message. */
export function isCheckFailure(error: unknown): error is Error {
  return error instanceof Error && error.name === "ValidationFailed";
}
