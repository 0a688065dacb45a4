import { readResources } from "../../../../infra/local/template/resources";
import { SAMPLE, sampleFunction, writeSampleAssembly } from "../../../support/data/sample-assembly";

const SECRET = {
  Type: "AWS::SecretsManager::Secret",
  Properties: { Name: "phones-dev", GenerateSecretString: { PasswordLength: 40, ExcludePunctuation: true } },
};

/** A reference as CDK writes it. */
const referenceTo = (logicalId: string, part = ":SecretString:::") => ({
  "Fn::Join": ["", ["{{resolve:secretsmanager:", { Ref: logicalId }, `${part}}}`]],
});

/** What the function of the sample gets as its variable `KEY`. */
function keyOf(value: unknown, more: object = { Phones: SECRET }): string | undefined {
  const Consumer = sampleFunction("consumer", "ConsumerRole", { KEY: value });
  const { functions } = readResources(writeSampleAssembly({}, { ...more, Consumer }), "http://127.0.0.1:4566");
  return functions.find(({ name }) => name === SAMPLE.consumer)?.environment.KEY;
}

test.each([":SecretString:::", ":SecretString", ""])("a reference that ends with %p is to the whole secret", (part) => {
  expect(keyOf(referenceTo("Phones", part))).toMatch(/^[\da-f]{40}$/);
});

test("every run has another secret", () => {
  expect(keyOf(referenceTo("Phones"))).not.toBe(keyOf(referenceTo("Phones")));
});

test("without a length, a secret has that of Secrets Manager", () => {
  const Phones = { ...SECRET, Properties: { GenerateSecretString: {} } };
  expect(keyOf(referenceTo("Phones"), { Phones })).toHaveLength(32);
});

test("a variable without a reference stays as it is", () => {
  expect(keyOf("{{not a reference}}")).toBe("{{not a reference}}");
});

test.each([
  [
    "a secret that the template does not have",
    "{{resolve:secretsmanager:arn:aws:secretsmanager:us-east-1:1:secret:x}}",
  ],
  ["a field of a secret", referenceTo("Phones", ":SecretString:password::")],
  ["a parameter", "{{resolve:ssm:phones:1}}"],
])("%s is an error with the logical id of the function", (_, value) => {
  expect(() => keyOf(value)).toThrow(/^Consumer of the template: /);
});

test("a secret whose value is in the template is an error with its logical id", () => {
  const Phones = { ...SECRET, Properties: { Name: "phones-dev", SecretString: "word" } };
  expect(() => keyOf("none", { Phones })).toThrow(/^Phones of the template: /);
});
