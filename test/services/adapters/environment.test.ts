import { ENV, FUNCTION_ENVIRONMENT } from "../../../contracts/environment";
import { ConfigurationError, positive, readEnvironment } from "../../../services/adapters/environment";
import { functionEnvironment } from "../../support/environment";

const whole = functionEnvironment("http://127.0.0.1");

describe.each(Object.entries(FUNCTION_ENVIRONMENT))("The configuration of the %s function", (_, names) => {
  test("is read from its variables, and no others", () => {
    expect(readEnvironment(names, whole)).toEqual(Object.fromEntries(names.map((name) => [name, whole[name]])));
  });

  test("names every variable that is missing, at once", () => {
    const error = new ConfigurationError(`missing environment variables: ${names.join(", ")}`);
    expect(() => readEnvironment(names, {})).toThrow(error);
  });

  test.each(names)("names %s alone when only it is missing or empty", (name) => {
    const error = new ConfigurationError(`missing environment variables: ${name}`);
    expect(() => readEnvironment(names, { ...whole, [name]: undefined })).toThrow(error);
    expect(() => readEnvironment(names, { ...whole, [name]: "" })).toThrow(error);
  });
});

describe("A number of the configuration", () => {
  test.each([
    ["90", 90],
    ["0.5", 0.5],
  ])("%s is read", (text, number) => {
    expect(positive({ [ENV.leaseSeconds]: text }, ENV.leaseSeconds)).toBe(number);
  });

  test.each(["0", "-1", "many", "1,5", " ", "NaN"])("%j is refused by its name", (text) => {
    expect(() => positive({ [ENV.leaseSeconds]: text }, ENV.leaseSeconds)).toThrow(
      new ConfigurationError("LEASE_SECONDS must be a number above 0"),
    );
  });
});
