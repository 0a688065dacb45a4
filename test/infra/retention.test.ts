import { buildStack } from "./build-stack";
import { SynthesizedStack } from "./synthesized-stack";

const kept = new SynthesizedStack();
const disposable = new SynthesizedStack({ keepData: "false" });

/** What holds patients' data, or is needed to read it. */
const WITH_DATA = ["AWS::DynamoDB::Table", "AWS::SQS::Queue", "AWS::KMS::Key"];

const policies = (stack: SynthesizedStack, types: readonly string[]) =>
  types.flatMap((type) =>
    stack.ofType(type).map((resource) => [resource.DeletionPolicy, resource.UpdateReplacePolicy]),
  );

test("patients' data, and the key that it is encrypted with, outlive the stack", () => {
  expect(policies(kept, WITH_DATA)).toEqual(Array(2 + 4 + 1).fill(["Retain", "Retain"]));
});

test("where nothing is to be kept, everything goes with the stack", () => {
  expect(policies(disposable, WITH_DATA)).toEqual(Array(2 + 4 + 1).fill(["Delete", "Delete"]));
});

test("tables are protected from deletion, unless nothing is to be kept", () => {
  const protection = (stack: SynthesizedStack) =>
    stack.ofType("AWS::DynamoDB::Table").map(({ Properties }) => Properties.DeletionProtectionEnabled);
  expect(protection(kept)).toEqual([true, true]);
  expect(protection(disposable)).toEqual([false, false]);
});

test("the stack is protected from deletion, unless nothing is to be kept", () => {
  expect(buildStack().terminationProtection).toBe(true);
  expect(buildStack({ keepData: "false" }).terminationProtection).toBe(false);
});

test("the domain's identity outlives the stack: others may send from the domain too", () => {
  expect(policies(kept, ["AWS::SES::EmailIdentity"])).toEqual([["Retain", "Retain"]]);
});
