import { emailContent } from "../../../services/domain/email-content";
import { placeName } from "../../../services/domain/place-name";
import { smsText } from "../../../services/domain/sms-text";
import { appointment, CLINIC_TIME_ZONE, NOW } from "../../support/records";

test.each([
  ["NORTH CLINIC^ROOM 3^BED 2", "NORTH CLINIC, ROOM 3, BED 2"],
  ["NORTH CLINIC^ROOM 3^^MAIN&1.2.3&ISO", "NORTH CLINIC, ROOM 3, MAIN"],
  ["^^^NORTH&1", "NORTH"],
  ["&^%y", "&^%y"],
  ["Location: North Clinic", "North Clinic"],
  ["LOCATION : North Clinic", "North Clinic"],
  ["Room 3, North Clinic", "Room 3, North Clinic"],
  ["Where the river bends", "Where the river bends"],
])("%j is %j", (location, place) => expect(placeName(location)).toBe(place));

test.each(["Location:", "Location: N/A", "^^^", "TBD^", undefined])("%j is no place", (location) => {
  expect(placeName(location)).toBe("");
});

test("both texts show the place so", () => {
  const given = appointment({ location: "NORTH CLINIC^ROOM 3" });
  expect(smsText(given, NOW + 1, CLINIC_TIME_ZONE, "no-reply", NOW)).toContain("Location: NORTH CLINIC, ROOM 3. ");
  expect(emailContent(given, NOW + 1, CLINIC_TIME_ZONE).text).toContain("Location: NORTH CLINIC, ROOM 3\n");
});
