import { readFileSync } from "node:fs";
import { getCountries, parsePhoneNumberFromString } from "libphonenumber-js/core";
import metadata from "libphonenumber-js/max/metadata";
import examples from "libphonenumber-js/mobile/examples";
import { phoneMetadataFile } from "../../../../infra/stack/constructs/functions/phone-metadata";

const whole = metadata as unknown as Parameters<typeof getCountries>[0];
const deployed: typeof whole = JSON.parse(readFileSync(phoneMetadataFile(), "utf8"));

test("with the deployed metadata, numbers of all countries and their types are read as with the full metadata", () => {
  const countries = getCountries(whole);
  const facts = countries.map((defaultCountry) => {
    const mobile = (examples as Record<string, string>)[defaultCountry] ?? "";
    return [mobile, `${mobile.slice(0, -3)}000`, "20 7946 0958", "206 555 0100", "800 234 5678"].map((text) => {
      const [ours, theirs] = [deployed, whole].map((plans) => {
        const number = parsePhoneNumberFromString(text, { defaultCountry, extract: false }, plans);
        return [number?.number, number?.country, number?.isValid(), number?.getType()];
      });
      return [ours, theirs];
    });
  });
  expect(facts.flat().map(([ours]) => ours)).toEqual(facts.flat().map(([, theirs]) => theirs));
  expect(facts.flat().filter(([ours]) => ours?.[3] === "MOBILE").length).toBeGreaterThan(150);
});

test("it is a third smaller than the full metadata", () => {
  expect(JSON.stringify(deployed).length).toBeLessThan(0.7 * JSON.stringify(whole).length);
});
