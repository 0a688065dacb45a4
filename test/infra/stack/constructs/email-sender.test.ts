import { VARIANTS } from "../checks/checked-stack";
import { OTHERS } from "../other-settings";
import { SynthesizedStack } from "../synthesized-stack";

const stack = new SynthesizedStack(OTHERS);
const existing = new SynthesizedStack(VARIANTS["everything left out"]);
const [identity] = stack.ofType("AWS::SES::EmailIdentity").map(({ Properties }) => Properties);
const set = stack.named("AWS::SES::ConfigurationSet", "healthcare-appointment-emails-dev");

test("the domain's identity signs its emails (DKIM)", () => {
  expect(identity).toMatchObject({ EmailIdentity: "clinic.org", DkimAttributes: { SigningEnabled: true } });
});

test("other senders of the domain do not depend on this stack's configuration set", () => {
  expect(identity).not.toHaveProperty("ConfigurationSetAttributes");
});

test("the outputs have the three records that the domain's DNS needs", () => {
  const records = [1, 2, 3].map((number) => stack.read(stack.template.Outputs[`DkimRecord${number}`].Value));
  const attribute = (part: string, number: number) => `EmailSenderIdentity572EC52B.DkimDNSToken${part}${number}`;
  expect(records).toEqual([1, 2, 3].map((n) => `${attribute("Name", n)} CNAME ${attribute("Value", n)}`));
});

test("SES only sends emails over TLS, and publishes reputation metrics", () => {
  const { Tags, ...settings } = set;
  expect(settings).toEqual({
    Name: "healthcare-appointment-emails-dev",
    DeliveryOptions: { TlsPolicy: "REQUIRE" },
    ReputationOptions: { ReputationMetricsEnabled: true },
  });
});

test("the email consumer uses the configuration set, even if the identity is not the stack's", () => {
  for (const each of [stack, existing]) {
    const { Variables } = each.named("AWS::Lambda::Function", "appointment-notification-email-dev").Environment;
    expect(Variables.EMAIL_CONFIGURATION_SET).toBe("healthcare-appointment-emails-dev");
  }
});

test("an existing identity of the account is not changed", () => {
  expect(existing.ofType("AWS::SES::EmailIdentity")).toEqual([]);
  expect(Object.keys(existing.template.Outputs).filter((name) => name.startsWith("Dkim"))).toEqual([]);
});
